"""eval.jsonl: passages with what should, may and must not be marked in them, by this writer.

`stet eval run --set eval.jsonl` reads it. A taken suggestion, and a place that the writer wrote
another way, must be marked (`replacements` are the writer's words). A refused or undone one must
not be. What was only left alone, or refused with *Not now*, may be marked: it costs nothing. A
later answer about the same place counts instead of an earlier one.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redactor
from suggest.feedback.export.ends import End, ends
from suggest.values import Dismissal, Kind, Outcome

_LABELS = ("must", "may", "never")


class EvalCases:
    """The cases; empty unless words may leave the log."""

    name = "eval"
    file = "eval.jsonl"
    needs_words = True

    def head(self, redactor: Redactor) -> str:
        """Nothing."""
        return ""

    def rows(self, events: Iterable[FeedbackEvent], redactor: Redactor) -> Iterator[str]:
        """One line for each passage in which something was shown."""
        cases: dict[str, dict[tuple[int, int], tuple[str, End]]] = {}
        for end in ends(events):
            place = (end.text.start, end.text.start + len(end.text.original))
            known = cases.setdefault(end.text.passage, {})
            label = _label(end)
            if label != "may" or place not in known:  # silence is no answer
                known[place] = label, end
        for passage, answers in cases.items():
            yield json.dumps(_case(passage, answers), ensure_ascii=False) + "\n"


def _label(end: End) -> str:
    if end.chosen is not None or end.outcome is Outcome.CHECKED:
        return "must"
    refused = end.outcome is Outcome.DISMISSED and end.dismissal is not Dismissal.NOT_NOW
    return "never" if refused or end.outcome is Outcome.REVERTED else "may"


def _case(passage: str, answers: dict[tuple[int, int], tuple[str, End]]) -> dict[str, Any]:
    name = blake2b(passage.encode("utf-8", "replace"), digest_size=8).hexdigest()
    row: dict[str, Any] = {"id": f"log/{name}", "source": "log", "text": passage}
    row.update({label: [] for label in _LABELS})
    for (start, stop), (label, end) in sorted(answers.items()):
        wanted = end.chosen if label == "must" else None
        row[label].append(
            {
                "start": start,
                "end": stop,
                "original": end.text.original,
                "replacements": [] if wanted is None else [wanted],
                "class": Kind(end.event.kind).value,
            }
        )
    return row
