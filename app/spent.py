"""Use and prices of models for the settings: from ledger, feedback log and the writer's table (io).

Everything here waits for the disk and is called in a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from app.atomic import write_atomic
from app.paths import private_folder
from suggest.errors import LogError, NotCounted
from suggest.feedback.choosing import LogFilter
from suggest.feedback.log import FeedbackLog
from suggest.feedback.reading import read_log
from suggest.spending.caps import money_problem
from suggest.spending.counting import Spent
from suggest.spending.figures import Figures, PerKept, figures, per_kept
from suggest.spending.metered import Budget
from suggest.spending.prices import load_prices
from suggest.spending.schema import damaged
from suggest.values import Outcome
from ui.remote import Amount, Spending

PRICES = """\
# What models cost. Stet ships no prices: copy them from your provider and date them.
# Take the # away from the lines below, once for each model, and fill in the amounts.
#
# [[price]]
# model = "name-*"       # the id of the model; * stands for anything
# date = 2026-01-31      # holds from this day on
# currency = "EUR"
# fresh = 0.0            # for a million tokens, each: input paid in full,
# cached = 0.0           # input read from the prompt cache,
# stored = 0.0           # input written to it,
# output = 0.0           # the answer
"""
_KEPT = frozenset({Outcome.ACCEPTED, Outcome.EDITED})


def read_spending(
    budget: Budget, ledger: Path, kept: Callable[[date], int], wall: datetime
) -> Spending:
    """How it stands at a moment of local time; `kept` counts suggestions kept since a day."""
    prices, problem, found = budget.prices, "", Figures(Spent(), Spent(), ())
    if ledger.exists():  # reading would make it
        try:
            found = figures(budget.ledger, wall)
        except NotCounted as error:
            problem = str(error)
    shared = (
        per_kept(found.month, kept(wall.date().replace(day=1))) if found.month.requests else None
    )
    return Spending(
        day=_amount(found.day),
        month=_amount(found.month),
        kept=None if shared is None else _each(shared),
        problem=problem,
        damaged=problem == str(damaged(ledger)),
        prices_problem=prices.problem,
        caps_problem=money_problem(budget.caps, prices),
        currency=prices.currencies[0] if len(prices.currencies) == 1 else "",
    )


def kept_from_models(log: FeedbackLog, first: date) -> int:
    """How many suggestions of models were taken since a day and not taken back."""
    log.flush(1.0)
    if not log.path.exists():
        return 0
    with suppress(LogError), read_log(log.path) as reader:
        only = LogFilter(first=first, outcomes=_KEPT)
        return len(
            {
                (event.session, event.suggestion_id)
                for event in reader.events(only=only)
                if event.provider != "offline"
            }
        )
    return 0


def refresh_prices(budget: Budget, file: Path) -> None:
    """Takes over what the writer changed in the table."""
    budget.prices = load_prices(file)


def make_prices(file: Path) -> None:
    """Makes the table, with nothing but its explanation in it, if there is none. Raises OSError."""
    if not file.exists():
        private_folder(file.parent)
        write_atomic(file, PRICES.encode("utf-8"))


def _amount(spent: Spent) -> Amount:
    money = tuple((cost.amount, cost.currency) for cost in spent.costs)
    return Amount(spent.tokens, money, spent.estimated, spent.unpriced == 0)


def _each(shared: PerKept) -> Amount:
    money = tuple((cost.amount, cost.currency) for cost in shared.costs)
    return Amount(shared.tokens, money, shared.estimated, shared.priced)
