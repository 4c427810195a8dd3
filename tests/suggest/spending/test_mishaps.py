"""The budget under kill -9, turned clocks and two processes at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from suggest.spending.ledger import Ledger
from tests.suggest.spending.cases import NOON
from tests.suggest.spending.mishaps import CAP, COST

_ROOT = Path(__file__).resolve().parents[3]


def _start(folder: Path, days: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.suggest.spending.mishaps"),
            *(str(folder / "spending.sqlite3"), str(folder / "taken"), str(days)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _run_out(folder: Path, days: float) -> str:
    """What a process says that is left to itself."""
    with _start(folder, days) as process:
        assert process.stdout is not None
        return process.stdout.read()


def _taken(folder: Path) -> float:
    path = folder / "taken"
    return path.stat().st_size * COST if path.exists() else 0.0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", range(4))
def test_two_processes_killed_again_and_again_hold_the_cap(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        both = [_start(tmp_path, chance.choice((0, 0, -1, -0.4))) for _ in range(2)]
        for process in chance.sample(both, 2):
            try:
                process.wait(chance.uniform(0, 0.05))
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate(timeout=30)
        assert _taken(tmp_path) <= CAP + COST
    assert _run_out(tmp_path, 0) == "capped\n"
    assert CAP * 0.5 < _taken(tmp_path) <= CAP + COST
    ledger = Ledger(tmp_path / "spending.sqlite3")
    assert ledger.now(NOON).day.costs[0].amount >= _taken(tmp_path) - 1e-9
    ledger.close()


def test_the_clock_turned_between_starts_resets_nothing_early(tmp_path: Path) -> None:
    for days in (0.0, -1.0, 0.0):
        assert _run_out(tmp_path, days) == "capped\n"
        assert CAP - 2 * COST < _taken(tmp_path) <= CAP
    assert _run_out(tmp_path, 1) == "capped\n"  # a new day
    for days in (0.0, 1.0, 0.4):
        assert _run_out(tmp_path, days) == "capped\n"
        assert 2 * (CAP - 2 * COST) < _taken(tmp_path) <= 2 * CAP
