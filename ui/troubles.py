"""Shows in the window what goes wrong with the writer's files, the moment it happens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from ui import strings
from ui.messages import Message, Messages


class Telling(Protocol):
    """Something of the writer's that can go wrong."""

    def listen(self, hears: Callable[[str], None]) -> None:
        """Have every change of what is wrong told, on any thread; "" when all is well."""


class Troubles(QObject):
    """One banner for each file; it goes when all is well again. Hears in any thread."""

    _heard = Signal(str, str)

    def __init__(self, banner: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = banner
        self._heard.connect(self._tell)

    def watch(self, name: str, source: Telling) -> None:
        """Shows what `source` tells from now on; `name` tells it from others."""

        def hear(problem: str) -> None:
            # The window may be gone while the last events are still being written.
            with contextlib.suppress(RuntimeError):
                self._heard.emit(name, problem)

        source.listen(hear)

    @Slot(str, str)
    def _tell(self, name: str, problem: str) -> None:
        key = f"trouble {name}"
        if problem:
            self._banner.tell(Message(key, "triangle-alert", strings.TROUBLE_TITLE, problem))
        else:
            self._banner.take_back(key)
