"""Faults of a server behind the whole window, on Qt's loop; the server has a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.modes import MODES

ROOT = Path(__file__).resolve().parents[2]
SOME = ("429, Retry-After 3600", "reset mid-body")
"""Two families, for a look in half a minute; test_modes tries one of each on the clients alone."""


def seen(home: Path, *words: str) -> dict[str, Any]:
    """What a run of the table printed."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.chaos.window_table", "--json", *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(home)},
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def check(found: dict[str, Any], modes: int) -> None:
    """Every fault came out as it must, and marks came without the server."""
    rows, given_up = found["rows"], found["open"]
    assert len(rows) == 2 * modes + 2
    assert [row for row in rows if row["problems"]] == []
    assert rows[0]["shown"], "a good answer is shown: the others had the same way to go"
    assert len(given_up["marks"]) == 5
    assert max(given_up["marks"]) <= 1.0
    assert given_up["requests"] == 0, "nothing is sent before the next probe"
    assert "does not answer" in given_up["status"]
    assert given_up["problems"] == []


@pytest.mark.slow
def test_some_faults_behind_the_window(tmp_path: Path) -> None:
    check(seen(tmp_path, "--modes", *SOME), len(SOME))


@pytest.mark.slow
def test_every_fault_behind_the_window(tmp_path: Path) -> None:
    check(seen(tmp_path), len(MODES))
