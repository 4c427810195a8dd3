from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from suggest.errors import CapReached, NotCounted
from suggest.providers.base import Usage
from suggest.spending.caps import Caps
from suggest.spending.charge import Charge
from suggest.spending.counting import Spent
from suggest.spending.figures import figures, per_kept
from suggest.spending.ledger import Ledger
from suggest.spending.prices import Cost
from tests.suggest.spending.cases import NOON, Clock, charge

_ROOT = Path(__file__).resolve().parents[3]
_DAY = Caps(day_tokens=100)
_NO_CAPS = Caps()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "data" / "spending.sqlite3")


def _spend(ledger: Ledger, clock: Clock, caps: Caps = _DAY, tokens: int = 10) -> int:
    """Spends until the cap says stop; returns the tokens that went."""
    gone = 0
    while True:
        try:
            made = ledger.reserve(charge(clock(), tokens), caps)
        except CapReached:
            return gone
        ledger.settle(made, charge(clock(), tokens))
        gone += tokens
        assert gone <= 10_000


def test_a_request_counts_before_and_after(ledger: Ledger, tmp_path: Path) -> None:
    made = ledger.reserve(charge(tokens=80), _DAY)
    assert ledger.now(NOON).day == Spent(1, 80, (), True, 1)
    with pytest.raises(CapReached, match="Today’s cap of 100 tokens"):
        ledger.reserve(charge(tokens=21), _DAY)
    real = Charge(NOON, "push", "openai", "models.test", "small-1", Usage(20, 5, 3, 2))
    ledger.settle(made, real)
    assert ledger.now(NOON).day == Spent(1, 30, (), False, 1)
    again = ledger.reserve(charge(tokens=70), _DAY)
    ledger.release(again)
    assert ledger.now(NOON).day.tokens == 30
    assert (tmp_path / "data" / "spending.sqlite3").stat().st_mode & 0o777 == 0o600
    ledger.close()


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (Caps(day_tokens=95), "Today’s cap of 95 tokens"),
        (Caps(month_tokens=95), "This month’s cap of 95 tokens"),
        (Caps(day_money=0.5), "Today’s cap of 0.5 EUR"),
        (Caps(month_money=0.5, day_tokens=10**6), "This month’s cap of 0.5 EUR"),
    ],
)
def test_each_cap_holds_to_the_last_token(ledger: Ledger, caps: Caps, words: str) -> None:
    for _ in range(9):
        ledger.reserve(charge(tokens=10, nano=50_000_000), caps)
    with contextlib.suppress(CapReached):  # money fits ten times, tokens nine
        ledger.reserve(charge(tokens=10, nano=50_000_000), caps)
    with pytest.raises(CapReached, match=words) as caught:
        ledger.reserve(charge(tokens=10, nano=50_000_000), caps)
    assert "offline engine goes on" in str(caught.value)
    assert ledger.now(NOON).day.requests == (10 if caps.in_money else 9)
    ledger.close()


def test_a_cap_in_money_needs_a_price(ledger: Ledger) -> None:
    with pytest.raises(NotCounted, match="no price for “small-1”"):
        ledger.reserve(charge(), Caps(day_money=1))
    ledger.reserve(charge(), _NO_CAPS)
    ledger.close()


def test_estimates_that_were_too_low_are_raised(ledger: Ledger) -> None:
    caps = Caps(day_tokens=1000, day_money=1)
    first = ledger.reserve(charge(tokens=10, nano=10), caps)
    ledger.settle(first, replace(charge(tokens=300, nano=20), usage=Usage(300)))
    assert ledger.now(NOON).day.tokens == 300
    at_once = [ledger.reserve(charge(tokens=10, nano=10), caps) for _ in range(2)]
    assert ledger.now(NOON).day == Spent(3, 900, (Cost(60, "EUR"),), True, 0)
    with pytest.raises(CapReached):
        ledger.reserve(charge(tokens=10, nano=10), caps)
    ledger.reserve(charge(tokens=100, nano=10, model="other"), caps)
    ledger.release(at_once[0])
    ledger.settle(at_once[1], replace(charge(tokens=1, nano=1), usage=Usage(1)))
    assert ledger.now(NOON).day.tokens == 401
    tomorrow = NOON + timedelta(days=1)
    ledger.reserve(charge(tomorrow, tokens=900, nano=10), caps)
    ledger.close()


# --- the clock


def test_a_new_day_has_a_new_budget_and_the_month_goes_on(ledger: Ledger) -> None:
    clock, caps = Clock(), Caps(day_tokens=100, month_tokens=250)
    spent = []
    for _ in range(3):
        spent.append(_spend(ledger, clock, caps))
        clock.turn(1)
    assert spent == [100, 100, 50]
    clock.turn(20)  # April
    assert _spend(ledger, clock, caps) == 100
    ledger.close()


@pytest.mark.parametrize("steps", [(-1, 1), (-1, 1, -1, 1), (-0.6, 0.6), (-30, 30), (-400, 400)])
def test_a_clock_set_back_gives_no_budget_back(ledger: Ledger, steps: tuple[float, ...]) -> None:
    clock = Clock()
    assert _spend(ledger, clock) == 100
    for step in steps:
        clock.turn(step)
        assert _spend(ledger, clock) == 0
    ledger.close()


def test_what_is_spent_under_a_clock_set_back_is_not_forgotten(ledger: Ledger) -> None:
    clock = Clock()
    ledger.reserve(charge(clock(), 50), _DAY)
    clock.turn(-1)
    assert _spend(ledger, clock) == 50
    clock.turn(1)
    assert _spend(ledger, clock) == 0
    assert ledger.now(clock()).day.tokens == 100
    ledger.close()


def test_a_clock_set_forward_takes_from_the_day_it_shows(ledger: Ledger) -> None:
    clock = Clock()
    assert _spend(ledger, clock) == 100
    clock.turn(1)
    assert _spend(ledger, clock) == 100  # as the clock says: a new day
    clock.turn(-1)
    assert _spend(ledger, clock) == 0
    clock.turn(1)  # and on the real next day it is gone
    assert _spend(ledger, clock) == 0
    clock.turn(1)
    assert _spend(ledger, clock) == 100
    ledger.close()


def test_flipping_the_clock_never_gives_more_than_the_days_it_showed(ledger: Ledger) -> None:
    clock, caps = Clock(), Caps(day_tokens=100, month_tokens=10_000)
    gone, shown = 0, set()
    for step in (1, -1, 1, -1, -1, 1, 2, -2, 1, -1, 1, 1, -3, 3, -1, 1):
        clock.turn(step)
        shown.add(clock().date())
        gone += _spend(ledger, clock, caps)
    assert gone <= 100 * len(shown)
    ledger.close()


def test_a_clock_that_was_once_far_ahead_does_not_close_the_budget_for_ever(
    ledger: Ledger,
) -> None:
    clock, caps = Clock(), Caps(day_tokens=100, month_tokens=1000)
    clock.turn(365 * 70)
    assert _spend(ledger, clock, caps) == 100
    clock.turn(-365 * 70)
    assert _spend(ledger, clock, caps) == 0
    clock.turn(2)
    assert _spend(ledger, clock, caps) == 100
    clock.turn(1)
    assert _spend(ledger, clock, caps) == 100
    for _ in range(60):
        clock.turn(1)
        ledger.reserve(charge(clock(), 1), caps)
    assert ledger.now(clock()).month.tokens < 100
    ledger.close()


def test_the_month_does_not_start_anew_by_the_clock(ledger: Ledger) -> None:
    clock, caps = Clock(NOON.replace(month=4, day=1)), Caps(month_tokens=100)
    assert _spend(ledger, clock, caps) == 100
    for step in (-1, 1, -2, 2, 29, -29):
        clock.turn(step)
        assert _spend(ledger, clock, caps) == 0
    clock.turn(30)
    assert _spend(ledger, clock, caps) == 100
    ledger.close()


def test_the_day_is_the_writers_day(ledger: Ledger) -> None:
    from datetime import timezone

    late = NOON.replace(hour=23, tzinfo=timezone(timedelta(hours=2)))
    ledger.reserve(charge(late, 60), _DAY)
    assert ledger.now(late).day.tokens == 60
    assert ledger.now(late + timedelta(hours=2)).day.tokens == 0
    ledger.close()


# --- crashes and other processes

_RESERVE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from suggest.spending.caps import Caps
from suggest.spending.ledger import Ledger
from tests.suggest.spending.cases import charge
ledger = Ledger(Path(sys.argv[1]))
ledger.reserve(charge(tokens=60), Caps(day_tokens=100))
os.kill(os.getpid(), signal.SIGKILL)
"""
_SPEND = """
import sys
from pathlib import Path
from suggest.errors import CapReached
from suggest.spending.caps import Caps
from suggest.spending.ledger import Ledger
from tests.suggest.spending.cases import charge
ledger = Ledger(Path(sys.argv[1]))
made = 0
print("ready", flush=True)
sys.stdin.readline()
try:
    while True:
        found = ledger.reserve(charge(tokens=10), Caps(day_tokens=500))
        ledger.settle(found, charge(tokens=9))
        made += 1
except CapReached:
    print(made)
ledger.close()
"""


def _start(code: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_request_of_a_killed_process_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "spending.sqlite3"
    process = _start(_RESERVE_AND_DIE, path)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    ledger = Ledger(path)
    assert ledger.now(NOON).day == Spent(1, 60, (), True, 1)
    with pytest.raises(CapReached):
        ledger.reserve(charge(tokens=41), _DAY)
    ledger.reserve(charge(tokens=40), _DAY)
    ledger.close()


def test_two_processes_hold_one_cap(tmp_path: Path) -> None:
    path = tmp_path / "spending.sqlite3"
    both = [_start(_SPEND, path) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    made = [int(process.communicate("go\n", timeout=60)[0]) for process in both]
    ledger = Ledger(path)
    spent = ledger.now(NOON).day
    assert spent.requests == sum(made)
    assert 490 < spent.tokens <= 500  # not one request over, not one too few
    ledger.close()


# --- files that cannot be used


def _not_a_database(path: Path) -> None:
    path.write_bytes(b"no database" * 100)


def _foreign(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (x)")


def _newer(path: Path) -> None:
    Ledger(path).now(NOON)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _without_table(path: Path) -> None:
    Ledger(path).now(NOON)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE charges")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_not_a_database, "damaged"),
        (_foreign, "damaged"),
        (_newer, "newer Stet"),
        (_without_table, "damaged"),
        (_folder, "cannot be written"),
    ],
)
def test_a_file_that_cannot_be_used_stops_sending(
    tmp_path: Path, damage: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "spending.sqlite3"
    damage(path)
    ledger = Ledger(path)
    for _ in range(2):
        with pytest.raises(NotCounted, match=words) as caught:
            ledger.reserve(charge(), _NO_CAPS)
        assert str(caught.value).startswith("Nothing is sent to a model")
        assert str(tmp_path) not in str(caught.value)
    kept = ledger.start_anew()
    assert kept is not None
    assert kept.exists()
    ledger.reserve(charge(), _NO_CAPS)
    assert ledger.now(NOON).day.requests == 1
    ledger.close()


def test_damage_while_running_stops_sending(tmp_path: Path) -> None:
    path = tmp_path / "spending.sqlite3"
    ledger = Ledger(path)
    made = ledger.reserve(charge(), _NO_CAPS)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE charges")
    with pytest.raises(NotCounted):
        ledger.reserve(charge(), _NO_CAPS)
    with pytest.raises(NotCounted):
        ledger.settle(made, charge())
    ledger.close()


def test_a_file_that_is_put_right_is_used_again(tmp_path: Path) -> None:
    path = tmp_path / "spending.sqlite3"
    _not_a_database(path)
    ledger = Ledger(path)
    with pytest.raises(NotCounted):
        ledger.now(NOON)
    path.unlink()
    assert ledger.now(NOON).day == Spent()
    ledger.close()


def test_a_record_begun_anew_by_another_process_is_used(tmp_path: Path) -> None:
    path = tmp_path / "spending.sqlite3"
    one, two = Ledger(path), Ledger(path)
    one.reserve(charge(tokens=60), _DAY)
    two.start_anew()
    two.reserve(charge(tokens=30), _DAY)
    one.reserve(charge(tokens=30), _DAY)
    assert two.now(NOON).day.tokens == one.now(NOON).day.tokens == 60
    one.close()
    two.close()


# --- figures


def test_sums_by_day_model_and_purpose(ledger: Ledger) -> None:
    clock = Clock()
    ledger.reserve(charge(clock(), 10, nano=5), _NO_CAPS)
    ledger.reserve(charge(clock(), 20), _NO_CAPS)
    ledger.reserve(charge(clock(), 30, purpose="grade"), _NO_CAPS)
    clock.turn(1)
    ledger.reserve(charge(clock(), 40, model="large-2"), _NO_CAPS)
    found = figures(ledger, clock())
    assert [
        (line.day.day, line.model, line.purpose, line.spent.tokens) for line in found.lines
    ] == [
        (14, "small-1", "grade", 30),
        (14, "small-1", "push", 30),
        (15, "large-2", "push", 40),
    ]
    assert found.lines[1].spent == Spent(2, 30, (Cost(5, "EUR"),), True, 1)
    assert found.day.tokens == 40
    assert found.month.tokens == 100
    assert found.month.estimated
    assert ledger.lines(date(2026, 3, 15), date(2026, 3, 15))[0].spent.tokens == 40
    ledger.close()


def test_what_a_kept_suggestion_took() -> None:
    spent = Spent(4, 1000, (Cost(2_000, "EUR"),), True, 1)
    shared = per_kept(spent, 4)
    assert shared is not None
    assert (shared.tokens, shared.costs) == (250.0, (Cost(500, "EUR"),))
    assert shared.estimated
    assert not shared.priced
    assert per_kept(spent, 0) is None
    assert per_kept(Spent(), 3) is None


def test_odd_model_names_and_huge_counts_are_survived(ledger: Ledger) -> None:
    made = ledger.reserve(charge(model="odd \ud83d\x00 name"), _NO_CAPS)
    with pytest.raises(NotCounted):
        ledger.settle(made, charge(tokens=2**70))
    assert ledger.now(NOON).day.tokens == 10
    ledger.close()
