"""What the writer can choose, kept in settings.toml; `stet check` reads it too, without a window.

A new setting is one field here; its description is the line of help in the settings dialog.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.hosts import base_url_text
from app.kept import (
    Format,
    KeptFile,
    Loaded,
    Raw,
    checked,
    choice,
    flag,
    number,
    several,
    texts,
)
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
ENGINE_NAMES = ("offline", "anthropic", "openai")
GRADE_ENGINE_NAMES = ("same", "anthropic", "openai")
MOST_HOSTS = 50
_LONGEST_MODEL = 200
# What cannot be read must not be taken for "no cap" or "the usual server".
_TINY = 0.0001
_NOWHERE = "https://unreadable.invalid"


def model_id(text: str) -> str:
    """A model id as it may be kept: without white space around it, "" for none chosen.

    Inside there may be spaces: some servers name models by the path of their file. Raises
    ValueError.
    """
    name = text.strip()
    if len(name) > _LONGEST_MODEL or not name.isprintable():
        raise ValueError("must be one line, the id of a model as its server lists it")
    return name


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
    engine: str = choice("offline", ENGINE_NAMES, "Who reads your drafts.")
    anthropic_model: str = checked("", model_id, "The Anthropic model that reads; empty: none yet.")
    openai_model: str = checked(
        "", model_id, "The model that reads on an OpenAI-compatible server; empty: none yet."
    )
    anthropic_base_url: str = checked(
        "", base_url_text, "Address of the Anthropic server; empty: Anthropic’s own.", _NOWHERE
    )
    openai_base_url: str = checked(
        "", base_url_text, "Address of the OpenAI-compatible server; empty: OpenAI’s own.", _NOWHERE
    )
    grade_engine: str = choice(
        "same", GRADE_ENGINE_NAMES, "Who grades what the model proposes, before it is shown."
    )
    grade_model: str = checked("", model_id, "The model that grades; empty: the one that reads.")
    grade_base_url: str = checked(
        "",
        base_url_text,
        "Address of a server that only grades; empty: that of its engine.",
        _NOWHERE,
    )
    cap_day_tokens: int = number(0, 0, 10**12, "Most tokens in a day; 0: no cap.", 1)
    cap_month_tokens: int = number(0, 0, 10**12, "Most tokens in a month; 0: no cap.", 1)
    cap_day_money: float = number(
        0.0,
        0.0,
        1e9,
        "Most money in a day, in the currency of your prices; 0: no cap.",
        _TINY,
    )
    cap_month_money: float = number(
        0.0,
        0.0,
        1e9,
        "Most money in a month, in the currency of your prices; 0: no cap.",
        _TINY,
    )
    remote_consent: tuple[str, ...] = texts("Hosts you agreed to send text to.", MOST_HOSTS)
    keep_text: bool = flag(True, "Keep the words of suggestions in the log on this computer.")
    text_days: int = number(90, 0, 3650, "Remove these words after so many days.")
    learning_on: bool = flag(True, "Let what you keep and dismiss change what is shown.")


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
