"""Where the writer left off: window place, recent and last files. Losing it costs comfort only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app.kept import Format, KeptFile, Raw, flag, text, texts

MOST_RECENT = 12


@dataclass(frozen=True, slots=True)
class Session:
    """State of the last window."""

    geometry: str = text("", "Place of the window, Base64 of what Qt saves.")
    recent: tuple[str, ...] = texts("Files opened lately, newest first.", MOST_RECENT)
    last_file: str = text("", "File to open at the next start.")
    panel_open: bool = flag(True, "Whether the side panel was open.")
    first_run: bool = flag(True, "Whether the sample draft is still to be shown.")


def session_file(path: Path) -> KeptFile[Session]:
    """The file at `path`; see KeptFile for what happens to a damaged one."""
    return KeptFile(path, Session, Format(json.loads, _dumps, version=1), "The session file")


def _dumps(raw: Raw) -> str:
    # ASCII: a file name that is not UTF-8 holds surrogates, which JSON escapes carry.
    return json.dumps(raw, ensure_ascii=True, indent=1)
