"""How the feedback log is kept."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SOON = 600.0
"""Seconds until words that could not be removed, as somebody reads the log, are tried again."""


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
    look_seconds: float = 5.0
    """What other windows and commands removed is looked for this often."""
    acknowledged: Callable[[Sequence[str]], None] | None = None


class Order:
    """Something asked of the writer thread: write now, and perhaps remove old words, or end."""

    def __init__(self, *, last: bool = False, prune: bool = False) -> None:
        self.last = last
        self.prune = prune
        self.written = False
        self.done = threading.Event()
