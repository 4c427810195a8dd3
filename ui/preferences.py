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
    engine: str  # "offline", "anthropic" or "openai"
    anthropic_model: str  # "" while none is chosen
    openai_model: str  # "" while none is chosen
    anthropic_base_url: str  # "" for the provider's own
    openai_base_url: str  # "" for the provider's own
    grade_engine: str  # "same", "anthropic" or "openai"
    grade_model: str  # "" for the model that reads
    grade_base_url: str  # "" for the address of its engine
    cap_day_tokens: int  # 0 for no cap, here and below
    cap_month_tokens: int
    cap_day_money: float  # in the currency of the writer's price table
    cap_month_money: float
    remote_consent: tuple[str, ...]  # hosts the writer agreed to send text to
    keep_text: bool  # words of suggestions stay in the log
    text_days: int  # for so many days
    learning_on: bool
    panel_open: bool
    geometry: bytes  # the window's place, as Qt saves it; b"" for the default
    recent: tuple[Path, ...]  # newest first
    last_file: Path | None  # opened at the next start
    first_run: bool  # True until the sample draft was shown once
