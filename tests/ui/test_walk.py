"""The whole path: type, see marks, answer them, close, reopen, export; nothing faked in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "STET_HOME": str(home),
        "ANTHROPIC_API_KEY": "key-for-tests",  # a key selects no engine
        "OPENAI_API_KEY": "key-for-tests",
    }
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def session(home: Path, which: str, file: Path) -> dict[str, Any]:
    done = run(home, "-P", "-m", "tests.app.offline_journey", which, str(file))
    assert done.returncode == 0, done.stderr
    assert "connections: []" in done.stderr.splitlines(), "offline connects nowhere"
    assert not (home / "data" / "spending.sqlite3").exists()
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


def test_first_session_to_export(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "post.md"
    file.write_text("", encoding="utf-8")
    seen = session(home, "first", file)
    assert len(seen["marks"]) >= 5
    assert seen["accepted"].startswith("To ship on Fridays")
    assert seen["undo_restores"] is True
    text = file.read_text(encoding="utf-8")
    assert "We receive more notes" in text
    assert "Since we showed work early" in text
    assert "definately" in text
    assert text.splitlines() == "\n".join(seen["text"]).splitlines()

    again = session(home, "second", file)
    assert again["text"] == seen["text"]
    assert "definately" not in again["marks"], "Not here holds across a restart"

    out = tmp_path / "export"
    done = run(home, "-m", "app", "export", "--to", str(out), "--redact", "none")
    assert done.returncode == 0, done.stderr
    (manifest,) = out.rglob("manifest.json")
    folder = manifest.parent
    rows = [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]
    words = {row["suggestion_id"]: row["original"] for row in rows if row.get("original")}
    ends: dict[str, set[str]] = {}
    for row in rows:
        if row.get("outcome"):
            ends.setdefault(words[row["suggestion_id"]], set()).add(row["outcome"])
    assert "accepted" in ends["recieve"]
    assert "dismissed" in ends["definately"]
    assert "edited" in ends["Due to the fact that"]
    assert {"accepted", "reverted"} <= ends["In order to"]
    left = [words for words in ends if words.startswith("At the end of the day")]
    assert left, ends
    assert ends[left[0]] <= {"ignored", "unresolved"}
    pairs = (folder / "preferences.jsonl").read_text("utf-8").splitlines()
    assert len(pairs) >= 2
