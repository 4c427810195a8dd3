"""What may be shown: a bar per class and a budget of marks per 100 words; eagerness moves both."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from suggest.errors import BadResource
from suggest.values import Kind

SURE = 0.9
KEEP_MARGIN = 0.05
"""A mark on screen gives way only to one that is better by this much (no flicker)."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A figure when quiet, balanced (the shipped default) and eager: the least confidence to be
    shown, or how many marks may be."""

    quiet: float
    balanced: float
    eager: float

    def at(self, eagerness: float) -> float:
        """The figure at `eagerness`, 0 quiet, 0.5 balanced, 1 eager; linear between them."""
        if eagerness <= 0.5:
            share = max(0.0, eagerness) * 2
            return self.quiet + (self.balanced - self.quiet) * share
        share = (min(1.0, eagerness) - 0.5) * 2
        return self.balanced + (self.eager - self.balanced) * share


@dataclass(frozen=True, slots=True)
class Candidate:
    """A judged proposal that passed its bar and asks for a place on screen."""

    id: str
    kind: Kind
    confidence: float
    shown: bool = False


MARKS_PER_100_WORDS = Bars(2, 3, 5)
ALWAYS_ALLOWED = Bars(3, 3, 5)
"""The budget of a short text: a post of 60 words may have three marks, five when eager."""


class Policy:
    """Bars and budget."""

    def __init__(self, bars: Mapping[Kind, Bars]) -> None:
        self._bars = dict(bars)

    def bar(self, kind: Kind, eagerness: float) -> float:
        """The threshold for a class."""
        return self._bars[kind].at(eagerness)

    def within_budget(
        self, candidates: Sequence[Candidate], words: int, eagerness: float = 0.5
    ) -> set[str]:
        """Ids that may be shown in a text of so many words; the best win.

        Correctness marks of confidence 0.9 and more are shown and do not count.
        """
        allowed = max(ALWAYS_ALLOWED.at(eagerness), words * MARKS_PER_100_WORDS.at(eagerness) / 100)
        limit = int(allowed)
        free = [c for c in candidates if c.kind is Kind.CORRECTNESS and c.confidence >= SURE]
        chosen = {c.id for c in free}
        rest = [c for c in candidates if c.id not in chosen]
        rest.sort(key=lambda c: c.confidence + KEEP_MARGIN * c.shown, reverse=True)
        return chosen | {c.id for c in rest[:limit]}


def load_bars(path: Path) -> dict[Kind, Bars]:
    """The shipped bars alone, without the confidence model. Raises BadResource."""
    try:
        rows = json.loads(path.read_text("utf-8"))["bars"]
        return {kind: Bars(*map(float, rows[kind.value])) for kind in Kind}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadResource(f"The confidence table cannot be read: {error}") from error
