"""events.jsonl: every event as one JSON object a line, in the order they were written."""

import json
from collections.abc import Iterable, Iterator

from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redactor


class EventsJsonl:
    """UTF-8, one object a line; what was not measured is null.

    `pandas.read_json("events.jsonl", lines=True)` reads it.
    """

    name = "jsonl"
    file = "events.jsonl"
    needs_words = False

    def head(self, redactor: Redactor) -> str:
        """Nothing."""
        return ""

    def rows(self, events: Iterable[FeedbackEvent], redactor: Redactor) -> Iterator[str]:
        """One line each."""
        for event in events:
            yield json.dumps(redactor.row(event), ensure_ascii=False) + "\n"
