from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.paths import find_paths
from app.spending import make_answers, make_budget, prices_file
from suggest.providers.base import Endpoint, ModelRequest, Purpose, Usage
from suggest.spending.caps import Caps
from suggest.spending.figures import figures

_PRICES = """
[[price]]
model = "small-*"
date = 2020-01-01
currency = "EUR"
fresh = 10
cached = 1
stored = 12
output = 100
"""


async def test_spending_and_answers_stand_in_the_writers_folders(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.prepare()
    prices_file(paths).write_text(_PRICES)
    budget, answers = make_budget(paths, Caps(day_money=1)), make_answers(paths)
    request = ModelRequest(Purpose.PUSH, "small-1", "", "words", 50)
    made = budget.reserve(request, Endpoint("openai", "models.test"))
    budget.settle(made, Usage(fresh=100, output=10), "an answer")
    await answers.put("key", [1])
    await answers.close()
    found = figures(budget.ledger, datetime.now().astimezone())
    assert found.day.costs[0].amount == 0.002
    budget.ledger.close()
    assert (paths.data / "spending.sqlite3").exists()
    assert (paths.cache / "answers" / "cache.db").exists()


def test_nothing_is_made_before_it_is_needed(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.prepare()
    budget, _ = make_budget(paths, Caps()), make_answers(paths)
    assert budget.prices.rows == ()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    assert not (paths.cache / "answers").exists()
