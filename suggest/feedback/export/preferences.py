"""preferences.jsonl: pairs of passages of which the writer chose one, for preference training.

Each line has `prompt`, `chosen` and `rejected` as plain text, and what the pair comes from:

- an accepted, edited or overtyped suggestion against the original, unless it was undone;
- the writer's own version against the suggestion (edited first, or rewritten another way).
"""

from collections.abc import Iterable, Iterator

from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redactor
from suggest.feedback.export.ends import SILENT, TAKEN, End, ends
from suggest.values import Outcome

INSTRUCTION = "Improve this passage with as few changes as possible."
PROMPT = f"{INSTRUCTION}\n\n"
_OWN = SILENT | {Outcome.EDITED}


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
        for end in ends(events):
            for against, chosen, rejected in _pairs(end):
                pair = {
                    "prompt": PROMPT + end.before,
                    "chosen": end.after(chosen),
                    "rejected": end.after(rejected),
                    "against": against,
                }
                yield end.line(pair)


def _pairs(end: End) -> Iterator[tuple[str, str, str]]:
    """(what it is against, chosen, rejected) for every pair that tells two texts apart."""
    final, text = end.text.final, end.text
    if final is None:
        return
    if end.outcome in TAKEN and final != text.original:
        yield "original", final, text.original
    if end.outcome in _OWN and text.suggestion not in (None, final, text.original):
        assert text.suggestion is not None
        yield "suggestion", final, text.suggestion
