"""Offline is the default and means it: a whole session makes no connection and looks up no name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.app.offline_journey import _hear, seen

ROOT = Path(__file__).resolve().parents[2]


def test_a_first_session_connects_nowhere_though_keys_are_there(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.app.offline_journey", "first", str(file)],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "STET_HOME": str(tmp_path / "home"),
            "ANTHROPIC_API_KEY": "key-for-tests",
            "OPENAI_API_KEY": "key-for-tests",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout.splitlines()[-1])["marks"]) >= 5
    assert "connections: []" in done.stderr.splitlines()
    assert not (tmp_path / "home" / "data" / "spending.sqlite3").exists()


def test_the_count_would_see_a_connection() -> None:
    before = len(seen)
    _hear("socket.connect", (None, ("192.0.2.1", 443)))
    _hear("socket.connect", (None, "/run/user/bus"))
    _hear("open", ("file",))
    assert [one.split(" ")[0] for one in seen[before:]] == ["socket.connect"]
    del seen[before:]
