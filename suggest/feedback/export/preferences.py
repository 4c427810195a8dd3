"""preferences.jsonl: pairs of passages of which the writer chose one, for preference training.

Each line has `prompt`, `chosen` and `rejected` as plain text, and what the pair comes from:

- an accepted, edited or overtyped suggestion against the original, unless it was undone;
- the writer's own version against the suggestion (edited first, or rewritten another way).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suggest.feedback.event import EventText, FeedbackEvent
from suggest.feedback.export.base import Redactor
from suggest.values import Outcome

PROMPT = "Improve this passage with as few changes as possible.\n\n"
_TAKEN = frozenset({Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED})
_OWN = frozenset({Outcome.EDITED, Outcome.IGNORED, Outcome.UNRESOLVED})


class Preferences:
    """The pairs; empty unless words may leave the log."""

    name = "preferences"
    file = "preferences.jsonl"
    needs_words = True

    def head(self, redactor: Redactor) -> str:
        """Nothing."""
        return ""

    def rows(self, events: Iterable[FeedbackEvent], redactor: Redactor) -> Iterator[str]:
        """One line for each pair."""
        for end in _ends(events):
            for against, chosen, rejected in _pairs(end):
                row = {
                    "prompt": PROMPT + end.text.passage,
                    "chosen": _with(end.text, chosen),
                    "rejected": _with(end.text, rejected),
                    "against": against,
                    "outcome": end.outcome,
                    "class": end.event.kind,
                    "rule": end.event.rule,
                    "session": end.event.session,
                    "suggestion_id": end.event.suggestion_id,
                }
                yield json.dumps(row, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class _End:
    """A suggestion's final state with the words that stood there afterwards."""

    event: FeedbackEvent
    outcome: Outcome
    text: EventText


def _ends(events: Iterable[FeedbackEvent]) -> Iterator[_End]:
    """Final states in the order in which the first words of each were written."""
    texts: dict[tuple[str, str], tuple[FeedbackEvent, EventText]] = {}
    outcomes: dict[tuple[str, str], Outcome] = {}
    for event in events:
        key = (event.session, event.suggestion_id)
        if event.text is not None and event.text.final is not None:
            texts[key] = (event, event.text)
        if event.outcome is not None:
            outcomes[key] = event.outcome
    for key, (event, text) in texts.items():
        outcome = outcomes.get(key)
        there = text.passage[text.start : text.start + len(text.original)]
        if outcome is not None and text.passage and there == text.original:
            yield _End(event, outcome, text)


def _pairs(end: _End) -> Iterator[tuple[str, str, str]]:
    """(what it is against, chosen, rejected) for every pair that tells two texts apart."""
    final, text = end.text.final, end.text
    if final is None:
        return
    if end.outcome in _TAKEN and final != text.original:
        yield "original", final, text.original
    if end.outcome in _OWN and text.suggestion not in (None, final, text.original):
        assert text.suggestion is not None
        yield "suggestion", final, text.suggestion


def _with(text: EventText, words: str) -> str:
    end = text.start + len(text.original)
    return text.passage[: text.start] + words + text.passage[end:]
