"""events.csv: every event as a row that a spreadsheet shows and does not run.

UTF-8 with a byte order mark, commas, CRLF, quotes where needed. What was not measured is an empty
cell, truth is `true` or `false`, lists are JSON. A text cell that a spreadsheet could take for a
formula gets an apostrophe in front, and so does one that begins with an apostrophe; taking one
leading apostrophe off therefore gives every text back:

    types = {"model": str, "request_id": str, "good": "boolean"}
    table = pandas.read_csv("events.csv", dtype=types)
    text = table.select_dtypes(include=["object", "string"]).columns
    table[text] = table[text].apply(lambda column: column.str.removeprefix("'"))
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redactor

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_SKIPPED = " \u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\v\f"
_BYTE_ORDER_MARK = "\ufeff"


class EventsCsv:
    """The table."""

    name = "csv"
    file = "events.csv"
    needs_words = False

    def head(self, redactor: Redactor) -> str:
        """The names of the columns, after the mark that tells spreadsheets the encoding."""
        return _BYTE_ORDER_MARK + _line(redactor.columns)

    def rows(self, events: Iterable[FeedbackEvent], redactor: Redactor) -> Iterator[str]:
        """One row each."""
        for event in events:
            row = redactor.row(event)
            yield _line(_cell(row[name]) for name in redactor.columns)


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    # Blanks and invisible signs in front are skipped by some programs before they look.
    return f"'{text}" if text.lstrip(_SKIPPED).startswith(_STARTS_FORMULA) else text


def unsafe(cell: str) -> str:
    """The text a cell was made from."""
    return cell.removeprefix("'")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return safe(json.dumps(value, ensure_ascii=False))
    return safe(value) if isinstance(value, str) else repr(value)


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
