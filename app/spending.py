"""Where spending is recorded, where the writer's prices stand and where answers are kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.paths import Paths
from suggest.answers import AnswerCache
from suggest.spending.caps import Caps
from suggest.spending.ledger import Ledger
from suggest.spending.metered import Budget
from suggest.spending.prices import load_prices


def prices_file(paths: Paths) -> Path:
    """The writer's own table of prices; Stet never writes it."""
    return paths.config / "prices.toml"


def make_budget(paths: Paths, caps: Caps) -> Budget:
    """The budget that all models of this run share; reads the table of prices.

    What is wrong with the table is its `prices.problem`. The ledger is opened on first use.
    """
    ledger = Ledger(paths.data / "spending.sqlite3")
    return Budget(ledger, caps, load_prices(prices_file(paths)), _local_time)


def make_answers(paths: Paths) -> AnswerCache:
    """The answers kept from before; the folder is made on first use."""
    return AnswerCache(paths.cache / "answers")


def _local_time() -> datetime:
    return datetime.now().astimezone()
