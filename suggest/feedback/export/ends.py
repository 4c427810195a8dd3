"""What became of each suggestion that was shown, with the words it was about."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from suggest.feedback.event import EventText, FeedbackEvent
from suggest.values import Dismissal, Outcome

TAKEN = frozenset({Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED})
"""The writer took the suggestion, as it was or changed; `REVERTED` means it was undone."""
SILENT = frozenset({Outcome.IGNORED, Outcome.UNRESOLVED})
"""The writer said nothing; with words of their own in its place, they wrote it another way."""


@dataclass(frozen=True, slots=True)
class End:
    """A suggestion's final state. `text.final` is what stood there afterwards, None if unknown."""

    event: FeedbackEvent
    outcome: Outcome
    dismissal: Dismissal | None
    text: EventText

    def line(self, made: Mapping[str, object]) -> str:
        """What was made of it as a line of JSON, with what it comes from."""
        event = self.event
        row = {
            **made,
            "outcome": self.outcome,
            "class": event.kind,
            "rule": event.rule,
            "session": event.session,
            "suggestion_id": event.suggestion_id,
        }
        return json.dumps(row, ensure_ascii=False) + "\n"

    @property
    def before(self) -> str:
        """The passage with the original."""
        return self.text.passage

    def after(self, words: str) -> str:
        """The passage with these words in the place of the original."""
        end = self.text.start + len(self.text.original)
        return self.text.passage[: self.text.start] + words + self.text.passage[end:]

    @property
    def chosen(self) -> str | None:
        """The writer's own choice for this place, None when they made none or let it stand."""
        final = self.text.final
        if final is None or final == self.text.original:
            return None
        return final if self.outcome in TAKEN | SILENT else None


def ends(events: Iterable[FeedbackEvent]) -> Iterator[End]:
    """Final states in the order in which the suggestions were first shown.

    Left out are those without words: the log was told to keep none, or their time was up.
    """
    passages: dict[str, str] = {}
    found: dict[tuple[str, str], tuple[FeedbackEvent, EventText]] = {}
    states: dict[tuple[str, str], tuple[Outcome, Dismissal | None]] = {}
    for event in events:
        if not event.shown:
            continue
        key = (event.session, event.suggestion_id)
        if event.outcome is not None:
            states[key] = event.outcome, event.dismissal
        text = event.text
        if text is None or not _fits(text):
            continue
        known = found.get(key)
        if known is None or text.final is not None or known[1].final is None:
            # One copy of a passage, however many suggestions stand in it.
            passages.setdefault(text.passage, text.passage)
            found[key] = event, _shared(text, passages[text.passage])
    for key, (event, text) in found.items():
        outcome, how = states.get(key, (Outcome.UNRESOLVED, None))
        yield End(event, outcome, how, text)


def _fits(text: EventText) -> bool:
    there = text.passage[text.start : text.start + len(text.original)]
    return bool(text.passage) and there == text.original


def _shared(text: EventText, passage: str) -> EventText:
    return EventText(
        text.passage_id, passage, text.start, text.original, text.suggestion, text.final
    )
