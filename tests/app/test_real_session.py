"""The whole window with a real, very small model behind it; run with `-m real_server`.

Such a model rarely says anything of use. What counts: a draft typed by key events comes back from
it through all stations, over both protocols, and nothing of it is lost from sight.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.app.real_session import DRAFT
from tests.fakes.model_server import Wire
from tests.fakes.real_server import RealServer, real_server

__all__ = ["real_server"]
pytestmark = pytest.mark.real_server

ROOT = Path(__file__).resolve().parents[2]


def ran(home: Path, *words: str) -> str:
    """What a process of ours printed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "STET_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("wire", list(Wire))
def test_a_typed_draft_comes_back_through_the_window(
    tmp_path: Path, real_server: RealServer, wire: Wire
) -> None:
    home, draft = tmp_path / "home", tmp_path / "draft.md"
    draft.write_text("", encoding="utf-8")
    words = ("-m", "tests.app.real_session", wire.value, real_server.url, str(draft))
    seen: dict[str, Any] = json.loads(ran(home, *words).splitlines()[-1])
    print(json.dumps({key: seen[key] for key in seen if key != "pushed"}))  # noqa: T201 - for -s
    assert seen["troubles"] == []
    assert real_server.url.removeprefix("http://") in seen["status"]
    assert len(seen["pushed"]) == len(DRAFT)
    texts = [json.loads(user.split("\n")[_data(user)])["passages"] for user in seen["pushed"]]
    pushed = [passage["text"] for passages in texts for passage in passages]
    assert sorted(pushed) == sorted(DRAFT), "each once"
    assert seen["counted"]
    assert all(cached > 800 for cached in seen["cached"][1:]), "the fixed part came from the cache"
    assert seen["shown"] or seen["held"], "the model said something, of use or not"
    assert all(reason for _, _, reason in seen["held"])
    assert len(seen["rows"]) >= len(seen["held"]), "the Held back list has them"
    assert _unended(home, tmp_path / "export") == []


def _data(user: str) -> int:
    lines = user.split("\n")
    return next(n for n, line in enumerate(lines) if line.startswith("BOUNDARY-")) + 1


def _unended(home: Path, out: Path) -> list[str]:
    """The model's suggestions in the log with neither an outcome nor a reason to be dropped."""
    ran(home, "-m", "app", "export", "--to", str(out))
    (file,) = out.rglob("events.jsonl")
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    models = {row["suggestion_id"] for row in rows if str(row.get("source")).startswith("model")}
    assert models
    ended = {row["suggestion_id"] for row in rows if row.get("outcome") or row.get("drop_reason")}
    return sorted(models - ended)
