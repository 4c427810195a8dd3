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
SOME = (
    "status 401",
    "429, Retry-After 3600",
    "status 529",
    "reset mid-body",
    "silence",
    "gzip bomb",
    "half JSON",
    "text: depth 100,000",
    "text: bidi controls",
    "text: refusal as replacement",
)
"""One of each family, for the normal suite."""


def seen(home: Path, *words: str) -> list[dict[str, Any]]:
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
    found: list[dict[str, Any]] = json.loads(lines[-1])
    return found


def test_some_faults_behind_the_window(tmp_path: Path) -> None:
    rows = seen(tmp_path, "--modes", *SOME)
    assert len(rows) == 2 * len(SOME) + 2
    assert [row for row in rows if row["problems"]] == []
    (first, *_) = rows
    assert first["shown"], "a good answer is shown: the others had the same way to go"


@pytest.mark.slow
def test_every_fault_behind_the_window(tmp_path: Path) -> None:
    rows = seen(tmp_path)
    assert len(rows) == 2 * len(MODES) + 2
    assert [row for row in rows if row["problems"]] == []


def test_marks_of_this_computer_come_while_a_server_is_given_up_on(tmp_path: Path) -> None:
    for one in seen(tmp_path, "--open"):
        assert len(one["marks"]) == 5
        assert max(one["marks"]) <= 1.0, one
        assert one["requests"] == 0, "nothing is sent before the next probe"
        assert "does not answer" in one["status"]
        assert one["problems"] == []
