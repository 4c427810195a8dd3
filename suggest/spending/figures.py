"""What the writer is told about spending: today, this month, and for each kept suggestion."""

from dataclasses import dataclass
from datetime import datetime

from suggest.spending.counting import Spent
from suggest.spending.ledger import Ledger, Line
from suggest.spending.prices import Cost


@dataclass(frozen=True, slots=True)
class PerKept:
    """What one kept suggestion took on average. `estimated` as in Spent.

    `costs` is complete only if `priced`: otherwise some requests had no price.
    """

    tokens: float
    costs: tuple[Cost, ...]
    estimated: bool
    priced: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """`day` and `month` are what the caps see; `lines` are this month's rows by day and model."""

    day: Spent
    month: Spent
    lines: tuple[Line, ...]


def figures(ledger: Ledger, wall: datetime) -> Figures:
    """The figures at a moment of the writer's local time. Waits for the disk.

    Raises NotCounted.
    """
    now = ledger.now(wall)
    today = wall.date()
    return Figures(now.day, now.month, ledger.lines(today.replace(day=1), today))


def per_kept(spent: Spent, kept: int) -> PerKept | None:
    """`spent` shared out over the suggestions that were kept; None when there is none."""
    if kept <= 0 or spent.requests == 0:
        return None
    costs = tuple(Cost(round(cost.nano / kept), cost.currency) for cost in spent.costs)
    return PerKept(spent.tokens / kept, costs, spent.estimated, spent.unpriced == 0)
