"""What models cost, from the writer's own dated table; Stet ships no prices and guesses none (io).

The table is `prices.toml`, with one entry for each price:

    [[price]]
    model = "large-*"        # * stands for anything
    date = 2026-01-15        # holds from this day on
    currency = "EUR"
    fresh = 3.00             # for a million tokens, each: input paid in full,
    cached = 0.30            # input read from the prompt cache,
    stored = 3.75            # input written to it,
    output = 15.00           # the answer
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from suggest.providers.base import Usage

NANO = 10**9
_MAX_BYTES = 1_000_000
_LARGEST = 1_000_000.0
_AMOUNTS = ("fresh", "cached", "stored", "output")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount of money; kept in billionths, so that sums are exact."""

    nano: int
    currency: str

    @property
    def amount(self) -> float:
        """In units of the currency."""
        return self.nano / NANO


@dataclass(frozen=True, slots=True)
class Price:
    """One entry of the table; amounts are for a million tokens."""

    model: str
    since: date
    currency: str
    fresh: float
    cached: float
    stored: float
    output: float

    def cost(self, usage: Usage) -> Cost:
        """What these tokens cost, rounded up."""
        counts = (usage.fresh, usage.cached, usage.stored, usage.output)
        rates = (self.fresh, self.cached, self.stored, self.output)
        nano = sum(count * rate * (NANO / 1e6) for count, rate in zip(counts, rates, strict=True))
        return Cost(math.ceil(nano), self.currency)

    def most(self, tokens_in: int, tokens_out: int) -> Cost:
        """What a request of this size costs at most, whatever the prompt cache does."""
        dearest = max(self.fresh, self.cached, self.stored)
        rate = Price(self.model, self.since, self.currency, dearest, 0, 0, self.output)
        return rate.cost(Usage(fresh=tokens_in, output=tokens_out))


@dataclass(frozen=True, slots=True)
class Prices:
    """The table. `problem` says what in it cannot be used, fit to be shown; "" when all can."""

    rows: tuple[Price, ...] = ()
    problem: str = ""

    def of(self, model: str, day: date) -> Price | None:
        """The price of a model on a day: the newest that holds then, None when there is none.

        Of two from one day the one that names more of the model's id holds.
        """
        fits = [r for r in self.rows if r.since <= day and fnmatchcase(model, r.model)]
        return max(fits, key=lambda r: (r.since, len(r.model.replace("*", ""))), default=None)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Those in the table, in alphabetical order."""
        return tuple(sorted({row.currency for row in self.rows}))


def load_prices(path: Path) -> Prices:
    """The table at `path`. Never raises: a bad entry costs itself and is told of."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return Prices(problem=f"“{path.name}” is far too long. No price is used.")
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Prices()
    except (OSError, ValueError):
        return Prices(problem=f"“{path.name}” cannot be read. No price is used.")
    return parse_prices(text, path.name)


def parse_prices(text: str, name: str) -> Prices:
    """The table written in `text`; `name` is for messages."""
    import tomllib  # late: most writers have no such table

    try:
        found = tomllib.loads(text).get("price", [])
    except (ValueError, RecursionError):
        return Prices(problem=f"“{name}” is no valid TOML. No price is used.")
    if not isinstance(found, list):
        return Prices(problem=f"“{name}” must hold its prices as [[price]]. No price is used.")
    rows, bad = [], []
    for number, raw in enumerate(found, 1):
        try:
            rows.append(_price(raw))
        except ValueError as error:
            bad.append(f"price {number} {error}")
    problem = f"In “{name}”: {'; '.join(bad)}." if bad else ""
    return Prices(tuple(rows), problem)


def _price(raw: Any) -> Price:
    if not isinstance(raw, dict):
        raise ValueError("must be a [[price]] entry")
    model, day, currency = (raw.get(name) for name in ("model", "date", "currency"))
    if not isinstance(model, str) or not model.strip():
        raise ValueError("needs a model, such as large-*")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError("needs a date, such as 2026-01-15")
    if not isinstance(currency, str) or not _CURRENCY.match(currency):
        raise ValueError("needs a currency of three letters, such as EUR")
    amounts = {name: _amount(raw, name) for name in _AMOUNTS}
    return Price(model.strip(), day, currency, **amounts)


def _amount(raw: dict[str, Any], name: str) -> float:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        raise ValueError(f"needs “{name}”, the price of a million tokens")
    return float(value)
