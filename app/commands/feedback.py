"""`stet log`: the feedback log onto the screen, and away."""

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.commands import export
from app.commands.export import log_path
from app.console import Output
from app.erasing import Eraser
from app.paths import find_paths
from suggest.feedback.event import Action, FeedbackEvent
from suggest.feedback.export.base import Redaction, Redactor
from suggest.feedback.export.events_jsonl import EventsJsonl
from suggest.feedback.reading import Counts, RuleCount, read_log
from suggest.values import Outcome

_LONGEST = 40
"""Code points of a span that `stet log show` prints in one line."""


class Style(StrEnum):
    """How `stet log show` prints."""

    TEXT = "text"
    JSONL = "jsonl"


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the tree."""
    log = typer.Typer(name="log", help="Look into the feedback log, or remove it.")
    log.command("show")(show)
    log.command("stats")(stats)
    log.command("wipe")(remove)
    log.command("forget")(forget)
    export.add_to(app)
    app.add_typer(log)


def show(
    last: Annotated[int, typer.Option(min=1, help="The newest so many events.")] = 20,
    outcome: Annotated[Outcome | None, typer.Option(help="Only events with this outcome.")] = None,
    style: Annotated[Style, typer.Option("--format", help="How to print.")] = Style.TEXT,
) -> int:
    """Print the newest events, oldest first, with your words."""
    with Output() as out, read_log(log_path()) as reader:
        events = reader.events(last=last, outcome=outcome)
        if style is Style.JSONL:
            redactor = Redactor(Redaction.NONE, reader.salt())
            for row in EventsJsonl().rows(events, redactor):
                out.line(row.rstrip("\n"))
        else:
            for event in events:
                out.line(line_of(event))
    return 0


def stats() -> int:
    """Print how many suggestions there were and what became of them."""
    with read_log(log_path()) as reader:
        counts, rules = reader.counts(), reader.rules()
    with Output() as out:
        for line in (*_totals(counts), *_rules(rules)):
            out.line(line)
    return 0


def remove(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> int:
    """Erase everything Stet remembers of your drafts; the drafts stay.

    Gone are the feedback log, earlier versions, unsaved text that no window has open, kept answers
    and eval cases, and files put aside as damaged. Settings, dictionary, dismissals, the record of
    spending (it holds no text) and exports stay.
    """
    question = "Erase the feedback log, versions and unsaved text for good?"
    return _erase(yes, question, Eraser(find_paths()).erase_all, "The feedback log is empty.")


def forget(
    file: Annotated[Path, typer.Argument(help="The document; it may be gone already.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> int:
    """Erase what Stet remembers of one document; the document stays.

    Gone are its words and its id in the log, what was learned from its words, its versions, its
    unsaved text unless a window has it open, and all kept answers. Dictionary, dismissals and
    exports stay.
    """
    question = f"Forget “{file.name}” for good?"
    eraser = Eraser(find_paths())
    done = (
        f"Forgot “{file.name}”."
        if eraser.knows_file(file)
        else f"Nothing was kept of “{file}”. If that is a surprise, check its path."
    )
    return _erase(yes, question, lambda: eraser.forget_file(file), done)


def _erase(yes: bool, question: str, work: Callable[[], list[str]], done: str) -> int:
    with Output() as out:
        if not yes:
            if not sys.stdin.isatty():
                raise typer.TyperException("Add --yes to erase without being asked.")
            if not typer.confirm(f"{question} This cannot be undone.", err=True):
                out.line("Nothing was removed.")
                return 0
        problems = work()
        for problem in problems:
            out.problem(f"stet: {problem}")
        if problems:
            return 2
        out.line(done)
    return 0


def line_of(event: FeedbackEvent) -> str:
    """An event as one line of text."""
    parts = [f"{event.wall.astimezone():%Y-%m-%d %H:%M:%S}", _what(event).ljust(24), event.rule]
    if event.confidence is not None:
        parts.append(f"{event.confidence:.2f}")
    text = event.text
    if text is not None and text.original:
        new = "" if text.suggestion is None else f" -> {_quoted(text.suggestion)}"
        parts.append(f"{_quoted(text.original)}{new}")
        if text.final is not None and text.final != text.suggestion:
            parts.append(f"final {_quoted(text.final)}")
    if text is not None and text.note:
        parts.append(f"note {_quoted(text.note)}")
    return "  ".join(parts)


def _what(event: FeedbackEvent) -> str:
    how = {
        Action.HELD: event.drop_reason,
        Action.OUTCOME: event.dismissal or event.outcome,
        Action.CLOSED: event.outcome,
        Action.RATED: "good" if event.good else "bad",
        Action.PROBE: None if event.probe_s is None else f"{event.probe_s:.0f} s",
    }.get(event.action)
    return event.action.value if how is None else f"{event.action} {how}"


def _quoted(text: str) -> str:
    plain = " ".join(text.split()) if text.strip() else text
    return f"“{plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + '…'}”"


def _totals(counts: Counts) -> Iterator[str]:
    yield f"Events        {counts.events:>8,}"
    yield f"Proposals     {counts.proposals:>8,}"
    yield f"Suggestions   {counts.suggestions:>8,}"
    yield f"Answers       {counts.answers:>8,}"
    yield f"Drafts        {counts.documents:>8,}"
    if counts.outcomes:
        yield ""
        yield "What became of the suggestions"
        for outcome, number in counts.outcomes.items():
            yield f"  {outcome:<18}{number:>8,}  {number / counts.suggestions:>4.0%}"
    if counts.drops:
        yield ""
        yield "Why the others were not shown"
        for reason, number in counts.drops.items():
            yield f"  {reason:<18}{number:>8,}"


def _rules(rules: list[RuleCount]) -> Iterator[str]:
    if not rules:
        return
    yield ""
    yield f"{'Rule':<40}{'shown':>8}{'kept':>8}{'decided':>9}"
    for row in rules:
        yield f"{row.rule:<40}{row.shown:>8,}{row.kept:>8,}{row.decided:>9,}"
