from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from suggest.providers.base import Usage
from suggest.spending.prices import Cost, load_prices, parse_prices

_TABLE = """
[[price]]
model = "large-*"
date = 2026-01-15
currency = "EUR"
fresh = 3
cached = 0.3
stored = 3.75
output = 15

[[price]]
model = "large-2*"
date = 2026-01-15
currency = "EUR"
fresh = 6
cached = 0.6
stored = 7.5
output = 30

[[price]]
model = "large-*"
date = 2026-06-01
currency = "EUR"
fresh = 1
cached = 0.1
stored = 1.25
output = 5
"""


def test_the_newest_price_that_holds_is_taken() -> None:
    prices = parse_prices(_TABLE, "prices.toml")
    assert prices.problem == ""
    assert prices.currencies == ("EUR",)

    def fresh(model: str, day: date) -> float | None:
        price = prices.of(model, day)
        return None if price is None else price.fresh

    assert fresh("large-1", date(2026, 1, 14)) is None
    assert fresh("large-1", date(2026, 1, 15)) == 3
    assert fresh("large-2-mini", date(2026, 1, 15)) == 6
    assert fresh("large-2-mini", date(2026, 6, 1)) == 1
    assert fresh("small-1", date(2026, 6, 1)) is None


def test_costs_are_exact_and_rounded_up() -> None:
    price = parse_prices(_TABLE, "prices.toml").of("large-1", date(2026, 2, 1))
    assert price is not None
    usage = Usage(fresh=1_000_000, cached=1_000_000, stored=1_000_000, output=1_000_000)
    assert price.cost(usage).amount == 3 + 0.3 + 3.75 + 15
    assert price.cost(Usage(cached=1)) == Cost(300, "EUR")
    assert price.cost(Usage()) == Cost(0, "EUR")
    most = price.most(1000, 100)
    for usage in (Usage(1000, 0, 0, 100), Usage(0, 1000, 0, 100), Usage(0, 0, 1000, 100)):
        assert price.cost(usage).nano <= most.nano


def test_no_table_is_no_problem(tmp_path: Path) -> None:
    prices = load_prices(tmp_path / "prices.toml")
    assert (prices.rows, prices.problem, prices.currencies) == ((), "", ())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('model = "large-2*"', "model = 3", "needs a model"),
        ('model = "large-2*"', "", "needs a model"),
        ("date = 2026-01-15\ncurrency", 'date = "soon"\ncurrency', "needs a date"),
        ('currency = "EUR"\nfresh = 6', 'currency = "euro"\nfresh = 6', "three letters"),
        ("stored = 7.5", "", "“stored”"),
        ("cached = 0.6", "cached = -1", "“cached”"),
        ("output = 30", "output = nan", "“output”"),
        ("output = 30", "output = true", "“output”"),
    ],
)
def test_a_bad_entry_costs_itself_alone(old: str, new: str, words: str) -> None:
    at = _TABLE.index("large-2*") - 30
    text = _TABLE[:at] + _TABLE[at:].replace(old, new, 1)
    assert text != _TABLE
    prices = parse_prices(text, "prices.toml")
    assert len(prices.rows) == 2
    assert words in prices.problem
    assert "price 2" in prices.problem


@pytest.mark.parametrize(
    "data", [b"[[price", b"price = 3", b"\xff\xfe", b"price = [1]", b"#" * 2_000_000]
)
def test_a_damaged_table_is_told_of_and_no_price_is_used(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "prices.toml"
    path.write_bytes(data)
    prices = load_prices(path)
    assert prices.rows == ()
    assert "prices.toml" in prices.problem


def test_a_folder_in_place_of_the_table_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "prices.toml").mkdir()
    assert "cannot be read" in load_prices(tmp_path / "prices.toml").problem
