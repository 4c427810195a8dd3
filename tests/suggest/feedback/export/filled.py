"""A log with every kind of event that matters to an export, and what the tests of exports share."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from suggest.feedback.event import Action, EventText
from suggest.feedback.log import FeedbackLog
from suggest.values import Dismissal, DropReason, Outcome
from tests.suggest.feedback.events import TEXT, ended, event

PASSAGE = "=We saw, “teh” plan 🙂.\nTwice."


def words(final: str | None = None, **more: Any) -> EventText:
    """The words of an event about “teh”."""
    return EventText("p2", PASSAGE, PASSAGE.index("teh"), "teh", "the", final, **more)


def fill(path: Path) -> Path:
    """Writes the log."""
    feedback = FeedbackLog(path)
    used = {name: getattr(TEXT, name) for name in EventText.__slots__}
    for one in (
        event(1),
        ended(1, Outcome.ACCEPTED, text=EventText(**{**used, "final": "use"})),
        event(2, text=words()),
        ended(2, Outcome.EDITED, text=words("our"), decide_ms=1500, visible_ms=2500),
        event(3, text=words()),
        ended(3, Outcome.IGNORED, text=words("that"), previous=None),
        event(4, text=words()),
        ended(4, Outcome.ACCEPTED, text=words("the")),
        ended(4, Outcome.REVERTED, event_id="e4-back", previous=Outcome.ACCEPTED),
        event(5, text=words()),
        ended(5, Outcome.DISMISSED, dismissal=Dismissal.NOT_PHRASE),
        event(6, action=Action.HELD, shown=False, drop_reason=DropReason.GUARDED, guard="numbers"),
        event(7, action=Action.REPORTED, text=words(note="-1 for this"), raw=-0.25),
        event(8, action=Action.PROBE, probe_s=30.0, kept=0.5, retained=2, text=None),
        event(9, text=words()),
        ended(9, Outcome.OVERTYPED, text=words("the")),
    ):
        feedback.append(one)
    assert feedback.close()
    return path


def fix_salt(log: Path) -> None:
    """Gives the log the secret that the golden files were made with."""
    connection = sqlite3.connect(log)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'salt'", ("5a" * 32,))
    connection.commit()
    connection.close()


def rows(folder: Path, name: str = "events.jsonl") -> list[dict[str, Any]]:
    """The lines of an exported file."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
