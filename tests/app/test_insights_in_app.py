"""Both windows of insights in the real program, over a real log."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from suggest.feedback.log import FeedbackLog
from tests.suggest.feedback.events import event

ROOT = Path(__file__).resolve().parents[2]


def looked(home: Path) -> dict[str, Any]:
    """What the windows showed."""
    environment = {**os.environ, "STET_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.looking_back"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(seen, dict)
    return seen


@pytest.mark.parametrize("events", [0, 3])
def test_both_windows_show_what_is_in_the_log(tmp_path: Path, events: int) -> None:
    data = tmp_path / "data"
    log = FeedbackLog(data / "feedback.sqlite3")
    for number in range(events):
        log.append(event(number, wall=datetime.now(UTC)))
    assert log.close()
    seen = looked(tmp_path)
    assert seen["shown"] == events
    assert seen["rows"] == (events + 1 if events else 0), "a heading and its proposals"
    assert bool(seen["log"]) is not bool(events)
    assert bool(seen["insights"]) is not bool(events)
