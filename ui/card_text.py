"""What one card says, worked out from a suggestion before any widget is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from suggest import DiffPart, Kind, Place, Suggestion, word_diff
from ui import strings
from ui.context import Around, around
from ui.engine import WritingEngine
from ui.rule_names import rule_name

_SHOWN_ALTERNATIVES = 2
_QUOTE_LENGTH = 40
_MODEL_SOURCE = "model:"
_CLAUDE_HOST = "api.anthropic.com"


@dataclass(frozen=True, slots=True)
class CardText:
    """One suggestion in the words of the card. `new` is None for a mark that only asks."""

    id: str
    kind: Kind
    index: int  # from 1
    total: int
    old: str
    new: str | None
    diff: tuple[DiffPart, ...]
    reason: str
    alternatives: tuple[str, ...]
    tenths: int
    confidence: str
    source: str
    rule: str  # what muting silences
    sentence: Place
    unknown: bool = False  # a word that is in no list: it may be the writer's own
    remote: bool = False  # a model made it: what was sent for it can be read

    @property
    def kind_name(self) -> str:
        """The class in words."""
        return strings.KIND_NAMES[self.kind.value]

    @property
    def name(self) -> str:
        """The card's own name for screen readers."""
        return strings.CARD_NAME.format(kind=self.kind_name, old=self.old)

    @property
    def announcement(self) -> str:
        """What is said when the card opens."""
        if self.new is None:
            change = f"{self.old}. {self.reason}"
        elif self.new:
            change = strings.CHANGE.format(old=self.old, new=self.new)
        else:
            change = strings.CHANGE_DELETE.format(old=self.old)
        return strings.ANNOUNCE.format(
            marks=strings.count(strings.MARK_COUNT, self.total),
            n=self.index,
            total=self.total,
            kind=self.kind_name,
            change=change,
        )


def card_text(engine: WritingEngine, suggestion_id: str, lines: Sequence[str]) -> CardText | None:
    """The card of a live suggestion over the text `lines`; None when it is gone."""
    suggestion = engine.suggestion(suggestion_id)
    place = engine.place(suggestion_id)
    if suggestion is None or place is None or place.end_line >= len(lines):
        return None
    order = [one.id for one in engine.suggestions()]
    if suggestion_id not in order:
        return None
    proposal = suggestion.proposal
    context = _context(lines, place)
    return CardText(
        id=suggestion_id,
        kind=proposal.kind,
        index=order.index(suggestion_id) + 1,
        total=len(order),
        old=proposal.original,
        new=proposal.replacement,
        diff=_diff(suggestion, context),
        reason=proposal.message,
        alternatives=()
        if proposal.replacement is None
        else proposal.alternatives[:_SHOWN_ALTERNATIVES],
        tenths=engine.tenths(suggestion_id),
        confidence=engine.phrase(suggestion_id),
        source=source_line(suggestion),
        rule=rule_name(proposal.mutes or proposal.rule),
        unknown=(proposal.mutes or proposal.rule) == strings.SPELLING_RULE,
        sentence=_sentence(place, context),
        remote=proposal.origin is not None,
    )


def source_line(suggestion: Suggestion) -> str:
    """Where a suggestion comes from: list, rule, and who made it.

    A model's has its server, prompt@version and model in place of a list.
    """
    proposal = suggestion.proposal
    if proposal.origin is None:
        return " · ".join((proposal.source, proposal.rule, strings.OFFLINE))
    origin = proposal.origin
    prompt = proposal.source.removeprefix(_MODEL_SOURCE)
    server = strings.CLAUDE if origin.host == _CLAUDE_HOST else origin.host
    return " · ".join((server, prompt, origin.model))


def shortened(text: str, length: int = _QUOTE_LENGTH) -> str:
    """Words from the draft, fit for one line: no line breaks, cut at `length`.

    Spaces alone are drawn as dots, so that a change to them can be seen.
    """
    flat = " ".join(text.split()) or "·" * len(text)
    return flat if len(flat) <= length else f"{flat[: length - 1].rstrip()}…"


def _context(lines: Sequence[str], place: Place) -> tuple[Around, Around]:
    first, last = lines[place.line], lines[place.end_line]
    start_end = place.end if place.line == place.end_line else len(first)
    end_start = place.start if place.line == place.end_line else 0
    return around(first, place.start, start_end), around(last, end_start, place.end)


def _diff(suggestion: Suggestion, context: tuple[Around, Around]) -> tuple[DiffPart, ...]:
    proposal = suggestion.proposal
    if proposal.replacement is None:
        middle = [DiffPart(proposal.original, "keep")]
    else:
        middle = list(word_diff(proposal.original, proposal.replacement))
    before, after = context[0].before, context[1].after
    if proposal.replacement == "" and before.endswith(" ") and after.startswith(" "):
        after = after[1:]
    return tuple(
        part for part in (DiffPart(before, "keep"), *middle, DiffPart(after, "keep")) if part.text
    )


def _sentence(place: Place, context: tuple[Around, Around]) -> Place:
    return Place(place.line, context[0].sentence_start, place.end_line, context[1].sentence_end)
