"""What the window remembers and lets the writer choose; `app` decides where each value is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from suggest import Dialect, Kind


class Preferences(Protocol):
    """Named values; setting one keeps it for the next start and never raises."""

    theme: str  # "system" or a name in ui.theme.THEMES
    reduce_motion: bool  # no fades
    prose_size: int  # px, 12 to 32
    column: int  # characters in a line, 60 to 80
    dialect: Dialect
    suggestions_on: bool
    delay_ms: int  # wait after typing
    eagerness: float  # 0 quiet to 1 eager
    classes: frozenset[Kind]  # the classes that may be marked
    panel_open: bool
    geometry: bytes  # the window's place, as Qt saves it; b"" for the default
    recent: tuple[Path, ...]  # newest first
    last_file: Path | None  # opened at the next start
    first_run: bool  # True until the sample draft was shown once
