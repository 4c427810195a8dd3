"""What the tests of spending share: a clock that can be turned, charges, requests, prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from suggest.providers.base import ModelRequest, Purpose, Usage
from suggest.spending.charge import Charge
from suggest.spending.prices import Cost, Price, Prices

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
MODEL = "small-1"
PRICES = Prices((Price(MODEL, date(2026, 1, 1), "EUR", 10.0, 1.0, 12.0, 100.0),))


@dataclass
class Clock:
    """The writer's clock; `turn` sets it forward or back."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, days: float) -> None:
        self.now += timedelta(days=days)


def charge(
    wall: datetime = NOON,
    tokens: int = 10,
    nano: int | None = None,
    purpose: str = "push",
    model: str = MODEL,
) -> Charge:
    """A charge of so many tokens."""
    cost = None if nano is None else Cost(nano, "EUR")
    usage = Usage(fresh=tokens, counted=False)
    return Charge(wall, purpose, "openai", "models.test", model, usage, cost)


def request(user: str = "u" * 300, max_tokens: int = 50) -> ModelRequest:
    """A request of about 100 + 50 tokens."""
    return ModelRequest(Purpose.PUSH, MODEL, "", user, max_tokens)
