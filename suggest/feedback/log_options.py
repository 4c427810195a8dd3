"""How the feedback log is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogOptions:
    """How the log is kept. `acknowledged` is called on the writer thread with event ids."""

    text_days: int = 90
    """Words of the draft older than this are removed; 0 removes all, events stay."""
    batch_seconds: float = 0.1
    """The longest an event waits for others to share a commit with."""
    retry_seconds: float = 5.0
    """Pause between tries while the disk is full or the log is held."""
    most_waiting: int = 20_000
    """Events kept in memory while they cannot be written, about 20 MB."""
    prune_seconds: float = 86_400.0
    """Old words are looked for at the start and this often."""
    acknowledged: Callable[[Sequence[str]], None] | None = None
