"""What the insights window asks of the part that learns from the writer's answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Adaptation:
    """One thing that was learned: a plain sentence, and whether the writer took it back.

    `since` is None for what has no date.
    """

    key: str
    text: str
    since: datetime | None = None
    undone: bool = False


class Learnings(Protocol):
    """All adaptations. Everything returns at once and is called on the interface's thread."""

    @property
    def on(self) -> bool:
        """Whether answers change what is marked."""

    def switch(self, on: bool) -> None:
        """Turn all learning on or off; what was learned is kept."""

    def adaptations(self) -> Sequence[Adaptation]:
        """Everything learned in the order of the list, those undone too."""

    def undo(self, key: str) -> None:
        """Take one adaptation back."""

    def redo(self, key: str) -> None:
        """Use one again that was undone."""

    def reset(self) -> None:
        """Forget everything that was learned."""
