"""The most the writer wants to spend in a day and in a month, and whether a request fits."""

from dataclasses import dataclass

from suggest.errors import CapReached, NotCounted
from suggest.spending.charge import Charge
from suggest.spending.counting import Spent
from suggest.spending.prices import NANO, Prices

_GOES_ON = "The offline engine goes on."
_PERIODS = ("Today’s", "This month’s")


@dataclass(frozen=True, slots=True)
class Caps:
    """0 is no cap. Tokens are all tokens, in and out; money is in the currency of the prices."""

    day_tokens: int = 0
    month_tokens: int = 0
    day_money: float = 0.0
    month_money: float = 0.0

    @property
    def in_money(self) -> bool:
        """Whether a price is needed before anything may be sent."""
        return self.day_money > 0 or self.month_money > 0


def check(caps: Caps, spent: tuple[Spent, Spent], charge: Charge) -> None:
    """Whether a request fits beside what is spent today and this month.

    Raises CapReached with the cap that leaves too little, NotCounted for a cap in money when the
    request has no price.
    """
    if caps.in_money and charge.cost is None:
        raise NotCounted(_no_price(charge.model))
    tokens = (caps.day_tokens, caps.month_tokens)
    money = (caps.day_money, caps.month_money)
    for name, total, most, most_money in zip(_PERIODS, spent, tokens, money, strict=True):
        if most > 0 and total.tokens + charge.tokens > most:
            raise CapReached(_reached(name, f"{most:,} {'token' if most == 1 else 'tokens'}"))
        if most_money > 0 and charge.cost is not None:
            nano = total.nano(charge.cost.currency) + charge.cost.nano
            if nano > round(most_money * NANO):
                raise CapReached(_reached(name, f"{_plain(most_money)} {charge.cost.currency}"))


def money_problem(caps: Caps, prices: Prices) -> str:
    """Why a cap in money cannot be held with these prices, as a sentence; "" when it can."""
    if not caps.in_money or len(prices.currencies) == 1:
        return ""
    if not prices.rows:
        return (
            "A cap in money needs prices. Put them into prices.toml, or set a cap in tokens. "
            + prices.problem
        ).strip()
    known = ", ".join(prices.currencies)
    return f"A cap in money needs prices in one currency; prices.toml has {known}."


def _plain(money: float) -> str:
    return f"{money:,.9f}".rstrip("0").rstrip(".")


def _no_price(model: str) -> str:
    return (
        f"There is a cap in money, but prices.toml has no price for “{model}”. Add one, or set a "
        "cap in tokens. Until then nothing is sent."
    )


def _reached(name: str, cap: str) -> str:
    return f"{name} cap of {cap} leaves too little for another request. {_GOES_ON}"
