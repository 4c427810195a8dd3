"""A draft typed in the whole window and read by a real model, in its own process.

    python -m tests.app.real_session ENGINE URL FILE

Calls get minutes, not the product's seconds: the model runs on one core. Nothing else is changed,
the bar least of all. Prints one JSON object with what was seen.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from suggest.providers.base import ModelAnswer, ModelRequest, Purpose
from suggest.providers.resilience import PATIENCE, Patience, Rules
from suggest.providers.speaking import Speaking
from tests.fakes.remote_window import RemoteWindow, patient, run

DRAFT = (
    "We recieve many letters each week and they is long.",
    "I likes the new office, it have large windows and a garden.",
    "In order to save time, we has cut the meeting in half.",
)
SECONDS = 240.0


class Heard:
    """Every call that the providers made, and its answer."""

    def __init__(self) -> None:
        self.calls: list[tuple[ModelRequest, ModelAnswer]] = []

    def listen(self) -> Any:
        """Listens while the block runs."""
        complete = Speaking.complete

        async def heard(provider: Speaking[Any], request: ModelRequest) -> ModelAnswer:
            answer = await complete(provider, request)
            self.calls.append((request, answer))
            return answer

        return patch.object(Speaking, "complete", heard)

    def reached(self, number: int) -> Callable[[], bool]:
        """Whether there were so many pushes."""
        return lambda: len(self.pushes()) >= number

    def pushes(self) -> list[tuple[ModelRequest, ModelAnswer]]:
        """Those that asked for edits."""
        return [call for call in self.calls if call[0].purpose is Purpose.PUSH]


async def session(window: RemoteWindow) -> int:
    """Types the draft, waits for the model after each paragraph, looks at the side panel."""
    engine, url = sys.argv[1:3]
    parts, heard = window.parts, Heard()
    window.be_quick()
    patience = dict.fromkeys(PATIENCE, Patience(SECONDS, SECONDS, 0))
    with patient(Rules(patience)):
        await window.use(engine, url, "smollm2")
    with heard.listen():
        for number, text in enumerate(DRAFT, 1):
            await window.type(text + "\n\n")
            await window.until(heard.reached(number), SECONDS)
            await window.rest(SECONDS)
    parts.window.rooms.panel.show(True)
    parts.window.page.panel.show_held()
    await window.rest()
    seen = {
        "status": window.status,
        "pushed": [request.user for request, _ in heard.pushes()],
        "cached": [answer.usage.cached for _, answer in heard.pushes()],
        "counted": all(answer.usage.counted for _, answer in heard.calls),
        "graded": len(heard.calls) - len(heard.pushes()),
        "shown": window.shown,
        "held": [(h.proposal.rule, h.drop.detail, h.drop.reason.value) for h in window.held],
        "rows": _rows(window),
        "troubles": window.troubles,
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    return 0


def _rows(window: RemoteWindow) -> list[str]:
    """What the Held back list says about each row, without its headings."""
    rows = window.parts.window.page.panel.held.model_.rows
    return [f"{row.old}: {row.note}" for row in rows if not row.heading]


def main() -> None:
    """Runs the session."""
    run(session, Path(os.environ["STET_HOME"]), Path(sys.argv[3]))


if __name__ == "__main__":
    main()
