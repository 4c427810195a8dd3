"""Adaptations for windows: kept in a list, undone and used again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ui.insights.learnings import Adaptation

TEXTS = (
    "You rarely accept “utilize → use”. It is shown less.",
    "You keep marks on worn phrases. They are shown sooner.",
    "You often dismiss “reach out to” in quotations. It is not shown there.",
)


class FakeLearnings:
    """Implements ui.insights.learnings.Learnings."""

    def __init__(self, now: datetime, texts: Sequence[str] = TEXTS) -> None:
        self.on = True
        self.entries = [
            Adaptation(f"a{n}", text, now - timedelta(days=9 * n), undone=n == 2)
            for n, text in enumerate(texts)
        ]

    def switch(self, on: bool) -> None:
        self.on = on

    def adaptations(self) -> Sequence[Adaptation]:
        return tuple(self.entries)

    def undo(self, key: str) -> None:
        self._turn(key, undone=True)

    def redo(self, key: str) -> None:
        self._turn(key, undone=False)

    def reset(self) -> None:
        self.entries.clear()

    def _turn(self, key: str, *, undone: bool) -> None:
        self.entries = [
            replace(one, undone=undone) if one.key == key else one for one in self.entries
        ]
