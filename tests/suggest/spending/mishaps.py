"""A process that spends under a cap until it is ended; its clock and its file are given to it.

    python -m tests.suggest.spending.mishaps LEDGER TAKEN DAYS

Each request "takes" more than it was expected to; what the server would charge for is appended to
TAKEN, a byte for each request, before the ledger hears of it.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from suggest.errors import CapReached
from suggest.providers.base import Endpoint, Usage
from suggest.spending.caps import Caps
from suggest.spending.ledger import Ledger
from suggest.spending.metered import Budget
from tests.suggest.spending.cases import NOON, PRICES, request

CAP = 1.0
REAL = Usage(fresh=50, output=50)  # 5,500 millionths; a request is expected to cost 6,200
COST = 0.0055


def main(ledger: Path, taken: Path, days: float) -> None:
    """Spends until the cap says stop, then prints "capped"."""
    wall = NOON + timedelta(days=days)
    budget = Budget(Ledger(ledger), Caps(day_money=CAP), PRICES, lambda: wall)
    file = os.open(taken, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    print("ready", flush=True)  # noqa: T201 - the test waits for it
    while True:
        try:
            made = budget.reserve(request(), Endpoint("openai", "models.test"))
        except CapReached:
            break
        os.write(file, b".")
        budget.settle(made, REAL, "")
    print("capped", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
