"""Quitting ends everything at once: requests under way, work in threads, an open dialog."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.chaos.serving import SILENT, Serving

ROOT = Path(__file__).resolve().parents[2]
PYTHON = (sys.executable, "-P", "-W", "error")
MOST_SECONDS, UNDER_WAY = 1.0, 20


def quit_once(home: Path, server: Serving, which: str = "busy") -> float:
    """One start, told to end when much is under way; returns the seconds it took to end."""
    server.mode(SILENT)
    home.mkdir()
    file = home / "draft.md"
    file.write_text("", encoding="utf-8")
    process = subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-W",
            "error",
            "-m",
            "tests.app.quitting",
            which,
            server.url,
            str(file),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "STET_HOME": str(home / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate(timeout=5)
    if which == "busy":
        assert _asked(server) >= UNDER_WAY, "two pushes and what the settings asked"
    told = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    seconds = time.monotonic() - told
    lines = (home / "home" / "state" / "logs" / "stet.log").read_text("utf-8").splitlines()
    log = [line for line in lines if " INFO " not in line]
    wrong = [line for line in said.splitlines() if "This plugin does not" not in line]
    assert (process.returncode, wrong, log) == (0, [], [])
    assert which != "busy" or "go home early on day 2" in file.read_text("utf-8")
    return seconds


def _asked(server: Serving) -> int:
    """How many calls came, at the latest five seconds from now as many as there must be."""
    until = time.monotonic() + 5
    while (number := len(server.calls())) < UNDER_WAY and time.monotonic() < until:
        pass  # each look waits for the server's process
    return number


def test_it_ends_within_a_second(tmp_path: Path) -> None:
    with Serving() as server:
        assert quit_once(tmp_path / "1", server) <= MOST_SECONDS


def test_it_does_not_wait_for_a_library_that_is_being_loaded(tmp_path: Path) -> None:
    with Serving() as server:
        assert quit_once(tmp_path / "1", server, "early") <= MOST_SECONDS


@pytest.mark.slow
def test_it_ends_within_a_second_each_time(tmp_path: Path) -> None:
    with Serving() as server:
        seconds = sorted(quit_once(tmp_path / str(n), server) for n in range(20))
    assert seconds[-1] <= MOST_SECONDS, seconds
