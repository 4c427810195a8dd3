"""How numbers are written in insights: percent, seconds; a dash where there is none."""

from __future__ import annotations

from ui import insight_strings as words


def percent(share: float | None) -> str:
    """A share as whole percent."""
    return words.NO_VALUE if share is None else f"{share * 100:.0f}%"


def number(count: int) -> str:
    """A count with separators."""
    return f"{count:,}"


def one_digit(value: float | None) -> str:
    """A number with one digit after the point."""
    return words.NO_VALUE if value is None else f"{value:,.1f}"


def seconds(ms: float | None) -> str:
    """Milliseconds as seconds."""
    return words.NO_VALUE if ms is None else f"{ms / 1000:,.1f} s"


def duration(s: float) -> str:
    """Seconds as seconds or whole minutes."""
    return f"{s:.0f} s" if s < 100 else f"{s / 60:.0f} min"
