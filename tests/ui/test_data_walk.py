"""The writer's data in the real window: what an export holds, and what erasing leaves."""

from __future__ import annotations

import json
from pathlib import Path

from tests.ui.data_walk import TEXT
from tests.ui.test_walk import run


def test_export_probes_and_erasing_leaves_the_open_draft_alone(tmp_path: Path) -> None:
    home, file, out = tmp_path / "home", tmp_path / "post.md", tmp_path / "out"
    file.write_text(TEXT + "\n", encoding="utf-8")
    out.mkdir()
    done = run(home, "-m", "tests.ui.data_walk", str(file), str(out))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert {"data/feedback.sqlite3-wal", "state/journal", "state/versions"} <= set(seen["before"])
    assert seen["after"] == ["state/journal"]
    assert seen["toast"] == "Feedback and history are erased."
    assert seen["text"] == [TEXT.replace("recieve", "receive"), " Unsaved."]
    assert file.read_text("utf-8") == TEXT.replace("recieve", "receive") + "\n"
    (folder,) = out.iterdir()
    rows = [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]
    (probe,) = [row for row in rows if row["action"] == "probe"]
    assert (probe["kept"], probe["retained"]) == (1.0, len("receive"))
    assert probe["probe_s"] < 30
    (chat,) = [json.loads(line) for line in (folder / "sft.jsonl").read_text("utf-8").splitlines()]
    assert "We receive the marmalade" in chat["messages"][2]["content"]
