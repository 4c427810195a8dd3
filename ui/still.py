"""Answers for widgets that may be gone by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

_Answer = TypeVar("_Answer")


def if_there(widget: QWidget, take: Callable[[_Answer], None]) -> Callable[[_Answer], None]:
    """`take`, but only while `widget` is still there."""
    there = [widget]
    widget.destroyed.connect(there.clear)

    def guarded(answer: _Answer) -> None:
        if there:
            take(answer)

    return guarded
