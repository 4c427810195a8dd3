"""What the writer can choose, kept in settings.toml; `stet check` reads it too, without a window.

A new setting is one field here; its description is the line of help in the settings dialog.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.kept import Format, KeptFile, Loaded, Raw, choice, flag, number, several
from suggest import Dialect, Kind

THEME_NAMES = (
    "system",
    "light",
    "dark",
    "contrast-light",
    "contrast-dark",
    "colour-blind-light",
    "colour-blind-dark",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; a value is made only of checked values."""

    theme: str = choice("system", THEME_NAMES, "Colours of the window.")
    reduce_motion: bool = flag(False, "Show and hide things without fading.")
    prose_size: int = number(18, 12, 32, "Size of the text you write, in pixels.")
    column: int = number(68, 60, 80, "Characters in a line.")
    dialect: Dialect = choice(  # noqa: RUF009 - it makes a field
        Dialect.US, Dialect, "English spelling of your drafts."
    )
    suggestions_on: bool = flag(True, "Mark passages that could be better.")
    delay_ms: int = number(900, 300, 5000, "Wait this long after typing, in milliseconds.")
    eagerness: float = number(0.5, 0.0, 1.0, "From few, surer marks to more marks.")
    classes: frozenset[Kind] = several(frozenset(Kind), Kind, "Which marks are shown.")


def settings_file(path: Path) -> KeptFile[Settings]:
    """The file at `path`; see KeptFile for what happens to a damaged one."""
    form = Format(_loads, _dumps, version=1)
    return KeptFile(path, Settings, form, "The settings file")


def load_settings(path: Path) -> Loaded[Settings]:
    """The settings in the file at `path`, and what was wrong with it. Never raises."""
    return settings_file(path).load()


def _loads(text: str) -> Any:
    # Imported late: there is no file until something was chosen.
    import tomllib

    return tomllib.loads(text)


def _dumps(raw: Raw) -> str:
    # Imported late: a start that changes nothing writes nothing.
    import tomli_w

    return tomli_w.dumps(raw)
