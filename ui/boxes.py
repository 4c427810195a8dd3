"""Layouts whose content is replaced while the window lives."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QBoxLayout, QWidget


def widgets(box: QBoxLayout) -> Iterator[QWidget]:
    """The widgets in a box, in order."""
    for number in range(box.count()):
        item = box.itemAt(number)
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget


def empty(box: QBoxLayout) -> None:
    """Take every widget out and let it go."""
    for widget in list(widgets(box)):
        box.removeWidget(widget)
        # Hidden at once: it is only deleted when the loop runs again.
        widget.hide()
        widget.deleteLater()
