"""Reads a feedback log, or an exported one, for a replay; changes nothing (io)."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from app.learning import line_of
from suggest.errors import LogError
from suggest.feedback.event import Action
from suggest.feedback.reading import read_log
from suggest.learning.past import Line
from suggest.learning.replay import Logged
from suggest.values import Dismissal, DropReason, Kind, Outcome

_MAGIC = b"SQLite format 3\x00"


def read_lines(path: Path) -> Iterator[Logged]:
    """Lines about suggestions, oldest first. Raises LogError with the place of a bad line."""
    try:
        with path.open("rb") as file:
            is_log = file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise LogError(f"“{path}” could not be read: {why}.") from None
    return _of_log(path) if is_log else _of_export(path)


def _of_log(path: Path) -> Iterator[Logged]:
    with read_log(path) as reader:
        for event in reader.events():
            below = event.drop_reason is DropReason.BELOW_THRESHOLD
            if event.action in (Action.SHOWN, Action.OUTCOME) or below:
                yield Logged(line_of(event), event.bar or 0.0, held=event.action is Action.HELD)


def _of_export(path: Path) -> Iterator[Logged]:
    with path.open(encoding="utf-8", errors="strict") as file:
        number = 0
        try:
            for text in file:
                number += 1
                if text.strip():
                    yield from _logged(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LogError(
                f"“{path}” is neither a feedback log nor the events.jsonl of an export: "
                f"{_fault(error, number)}. `stet export` writes one."
            ) from None


def _fault(error: Exception, number: int) -> str:
    """What is wrong with a line, in words."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, json.JSONDecodeError):
        return f"line {number} is not JSON"
    if isinstance(error, KeyError):
        return f"line {number} has no field “{error.args[0]}”"
    return f"line {number} is no event"


def _logged(row: dict[str, Any]) -> Iterator[Logged]:
    action = Action(row["action"])
    below = row["drop_reason"] == DropReason.BELOW_THRESHOLD
    if action not in (Action.SHOWN, Action.OUTCOME) and not (action is Action.HELD and below):
        return
    outcome, how, confidence = row["outcome"], row["dismissal"], row["confidence"]
    line = Line(
        (str(row["session"]), str(row["suggestion_id"])),
        str(row["document"]),
        datetime.fromisoformat(row["wall"]),
        str(row["rule"]),
        Kind(row["kind"]),
        0.5 if confidence is None else float(confidence),
        tuple(map(str, row["grades"])),
        None if outcome is None else Outcome(outcome),
        None if how is None else Dismissal(how),
        # Codes in the place of words tell phrases apart just as well.
        row.get("original") or row.get("original_hash"),
        row.get("suggestion") or row.get("suggestion_hash"),
        row.get("final") or row.get("final_hash"),
    )
    yield Logged(line, float(row["bar"] or 0.0), held=action is Action.HELD)
