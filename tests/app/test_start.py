"""The start in two steps: what the first paint loads and shows, and ends that come early."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.app.starting import TYPED

ROOT = Path(__file__).resolve().parents[2]


def start(home: Path, way: str, *files: Path) -> dict[str, Any]:
    """What was seen in a start that ended well and without a warning."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.app.starting", way, *map(str, files)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "STET_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    # The offscreen platform says what it lacks.
    said = [line for line in done.stderr.splitlines() if "This plugin does not" not in line]
    log = home / "state" / "logs" / "stet.log"
    assert (done.returncode, said, log.read_text("utf-8")) == (0, [], "")
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A file to open."""
    file = tmp_path / "draft.md"
    file.write_text("# Fridays\n\nWe ship on Fridays.\n", encoding="utf-8")
    return file


def test_the_first_paint_shows_the_draft_and_loads_nothing_heavy(
    tmp_path: Path, draft: Path
) -> None:
    seen = start(tmp_path / "home", "painted", draft)
    assert seen["heavy"] == []
    assert seen["first"] == "# Fridays"
    assert seen["colours"] > 3  # the strip has letters and icons


def test_what_is_typed_before_the_second_step_stays(tmp_path: Path, draft: Path) -> None:
    seen = start(tmp_path / "home", "typed", draft)
    assert seen["first"] == seen["first later"] == f"{TYPED}# Fridays"


def test_the_text_does_not_move_when_the_panel_comes(tmp_path: Path, draft: Path) -> None:
    seen = start(tmp_path / "home", "painted", draft)
    assert seen["panel"]
    assert seen["column"] == seen["column later"]


def test_closing_before_the_second_step_ends_well(tmp_path: Path, draft: Path) -> None:
    seen = start(tmp_path / "home", "early", draft)
    assert "first later" not in seen


def test_closing_right_after_the_second_step_ends_well(tmp_path: Path, draft: Path) -> None:
    assert start(tmp_path / "home", "complete", draft)["first later"] == "# Fridays"


@pytest.mark.parametrize("name", ["feedback.sqlite3", "dismissals.json", "learned.json"])
def test_a_damaged_file_of_the_writer_is_told_and_kept(
    tmp_path: Path, draft: Path, name: str
) -> None:
    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    (data / name).write_bytes(b"\x00\xff damaged" * 200)
    seen = start(tmp_path / "home", "painted", draft)
    (kept,) = data.glob(f"{name}.damaged*")
    assert kept.name in seen["told"]
    assert kept.read_bytes() == b"\x00\xff damaged" * 200


@pytest.mark.slow
def test_only_a_first_start_without_a_file_asks_who_reads(tmp_path: Path, draft: Path) -> None:
    home = tmp_path / "home"
    seen = start(home, "painted")
    assert seen["asks"] == ["offline"]
    assert seen["heavy"] == []
    assert start(home, "painted")["asks"] == []
    assert not (home / "config" / "settings.toml").exists(), "Offline is what it is anyway"
    assert start(tmp_path / "other", "painted", draft)["asks"] == []
    assert start(tmp_path / "other", "painted")["asks"] == []
    assert start(tmp_path / "third", "typed")["asks"] == []
