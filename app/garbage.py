"""When and where Python looks for garbage: in the interface's thread, between two of its events.

Left alone, Python looks in whatever thread makes the next object. A Qt object found there would be
freed beside the thread that draws and times it, and Qt ends the program for that; a coroutine would
be closed while the loop runs it. A look through everything also takes 40 ms with lists, rules and
window in memory, so what stays until the end is set aside, and the rest is left for a pause.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

LOOK_MS = 2_000
_YOUNG = 700
"""As many new objects are worth a look; Python's own figures, these two."""
_LOOKS = 10
"""After as many looks at what is new, the next goes through what was left by them too."""


def hold_garbage() -> None:
    """Let nothing look for garbage, in any thread, until a sweeper does.

    There is none at a start, and looking costs 15 ms of CPU.
    """
    gc.disable()


def sweep(*, resting: bool) -> None:
    """One look at what is new, if there is enough; through all that is old only while `resting`."""
    young, middle, old = gc.get_count()
    if resting and old >= _LOOKS:
        gc.collect(2)
    elif middle >= _LOOKS:
        gc.collect(1)
    elif young >= _YOUNG:
        gc.collect(0)


class Sweeper:
    """Looks for garbage every two seconds from the thread that starts it: the interface's."""

    def __init__(self) -> None:
        self._changes: Callable[[], int] = lambda: 0
        self._seen = -1
        self._loads = 0
        self._lock = threading.Lock()

    def start(self, owner: QObject, changes: Callable[[], int]) -> None:
        """What is there now stays until the end; looks at what comes after it while `owner` is.

        `changes` tells how often the writer's text changed: a writer rests when it did not.
        """
        from PySide6.QtCore import Qt, QTimer  # late: a start holds garbage before it loads Qt

        self._changes = changes
        gc.disable()
        gc.freeze()
        timer = QTimer(owner)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MS)

    def look(self) -> None:
        """Sweeps, unless something is being loaded."""
        changes = self._changes()
        resting, self._seen = changes == self._seen, changes
        if not self._loads:
            sweep(resting=resting)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Something big that stays is being loaded, in whatever thread."""
        self._count(1)
        try:
            yield
        finally:
            gc.freeze()
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._lock:
            self._loads += more
