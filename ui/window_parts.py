"""What the main window is given: for the first paint, and for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.ask import Ask
    from ui.engine import WritingEngine
    from ui.export_dialog import Exporter
    from ui.files import Files
    from ui.look import Look
    from ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What the first paint needs.

    `resources` is the folder with `sample.md` and the licences. `clock` gives local time. `ask`
    None asks with dialogs; a test hands in its own answers. `notices` are sentences about what was
    wrong with kept files, shown at the start.
    """

    files: Files
    preferences: Preferences
    look: Look
    resources: Path
    clock: Callable[[], datetime]
    ask: Ask | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaterParts:
    """What takes too long for the first paint."""

    engine: WritingEngine
    exporter: Exporter
    version: str
