"""What the log view lists and tells, worked out from the log's values before any widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from suggest import Action, DiffPart, DropReason, LogPassage, LogProposal, LogStep, Outcome
from ui import insight_strings as words
from ui import strings
from ui.card_text import shortened
from ui.insights.figures_text import duration, percent, seconds
from ui.insights.table import one_cell
from ui.panel_rows import PanelRow

_HEADING = 60
_AROUND = 1_000  # characters of a passage on either side of the change
_LEFT_OUT = " · "


def rows_of(passages: Sequence[LogPassage]) -> list[PanelRow]:
    """A heading for each passage with the rows of its proposals."""
    found: list[PanelRow] = []
    for passage in passages:
        heading = shortened(passage.text, _HEADING) if passage.text else words.LOG_NO_TEXT
        found.append(PanelRow("", None, heading))
        found += [_row(one) for one in passage.proposals]
    return found


def key_of(proposal: LogProposal) -> str:
    """What tells a proposal from all others."""
    return f"{proposal.session} {proposal.id}"


def result(proposal: LogProposal) -> str:
    """What became of it: its outcome, or why it was held back."""
    if not proposal.shown:
        why = words.LOG_DROPS[proposal.drop_reason.value] if proposal.drop_reason else ""
        named = proposal.drop_reason is DropReason.GUARDED and proposal.guard
        return f"{why}{_LEFT_OUT}{proposal.guard}" if named else why
    outcome = proposal.outcome or Outcome.UNRESOLVED
    return _outcome(outcome, proposal.dismissal.value if proposal.dismissal else "")


def change(proposal: LogProposal) -> tuple[str, str | None]:
    """Old and new words; where they are not kept, the rule stands for them."""
    if not proposal.original and proposal.suggestion is None:
        return proposal.rule, None
    return shortened(proposal.original), shortened_or_none(proposal.suggestion)


def shortened_or_none(text: str | None) -> str | None:
    """As `shortened`."""
    return None if text is None else shortened(text)


def in_passage(passage: LogPassage, proposal: LogProposal) -> list[DiffPart]:
    """The passage with the change in its place, a very long one cut; empty without its words."""
    text = passage.text
    if not text:
        return []
    start, end = proposal.start, proposal.start + len(proposal.original)
    parts = [DiffPart(_end_of(text[:start]), "keep")]
    if proposal.suggestion is None:
        parts.append(DiffPart(proposal.original, "ins"))
    else:
        parts.append(DiffPart(proposal.original, "del"))
        parts.append(DiffPart(proposal.suggestion, "ins"))
    parts.append(DiffPart(_start_of(text[end:]), "keep"))
    return [part for part in parts if part.text]


def _end_of(text: str) -> str:
    return text if len(text) <= _AROUND else f"…{text[-_AROUND:]}"


def _start_of(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"


def facts(proposal: LogProposal) -> list[str]:
    """What is known about it, a line for each thing."""
    made = [strings.KIND_NAMES[proposal.kind.value], proposal.rule, proposal.source]
    if proposal.model:
        made.append(proposal.model)
    lines = [_LEFT_OUT.join(made)]
    if proposal.confidence is not None:
        said = words.LOG_FACTS_CONFIDENCE.format(
            confidence=percent(proposal.confidence), bar=percent(proposal.bar)
        )
        lines.append(said)
    if proposal.grades:
        lines.append(words.LOG_FACTS_GRADES.format(grades=", ".join(proposal.grades)))
    return lines


def told(steps: Sequence[LogStep]) -> list[tuple[str, str]]:
    """Each step as a time of day and a sentence."""
    return [(moment(step.when), _sentence(step)) for step in steps]


def moment(when: datetime) -> str:
    """Day and time, local."""
    local = when.astimezone()
    return f"{local.day} {local:%b %H:%M:%S}"


def copied(passage: LogPassage, proposal: LogProposal) -> str:
    """One line with tabs: when, class, rule, old, new, result, passage."""
    cells = (
        proposal.when.astimezone().isoformat(timespec="seconds"),
        proposal.kind.value,
        proposal.rule,
        proposal.original,
        proposal.suggestion or "",
        result(proposal),
        passage.text,
    )
    return "\t".join(one_cell(cell) for cell in cells) + "\n"


def _row(proposal: LogProposal) -> PanelRow:
    old, new = change(proposal)
    label = "" if proposal.good is None else words.LOG_GOOD if proposal.good else words.LOG_BAD
    parts = (result(proposal), proposal.rule, moment(proposal.when)[:-3], label)
    note = _LEFT_OUT.join(part for part in parts if part)
    return PanelRow(key_of(proposal), proposal.kind, old, new, note, percent(proposal.confidence))


def _outcome(outcome: Outcome, how: str) -> str:
    text = words.LOG_OUTCOMES[outcome.value]
    named = how and outcome is Outcome.DISMISSED
    return f"{text}{_LEFT_OUT}{words.LOG_DISMISSALS[how]}" if named else text


def _sentence(step: LogStep) -> str:
    if step.action is Action.HELD:
        why = words.LOG_DROPS[step.drop_reason.value] if step.drop_reason else ""
        return words.LOG_STEP_HELD.format(why=f"{why} ({step.guard})" if step.guard else why)
    if step.action is Action.PROBE:
        return words.LOG_STEP_PROBE.format(
            time=duration(step.probe_s or 0.0), kept=percent(step.kept)
        )
    if step.action is Action.RATED:
        return words.LOG_STEP_RATED["good" if step.good else "bad"]
    if step.action is Action.REPORTED:
        return words.LOG_STEP_REPORTED.format(note=step.note)
    if step.outcome is None:
        return words.LOG_STEP_SHOWN
    what = _outcome(step.outcome, step.dismissal.value if step.dismissal else "")
    if step.decide_ms is None:
        return what
    return words.LOG_STEP_TOOK.format(what=what, time=seconds(step.decide_ms))
