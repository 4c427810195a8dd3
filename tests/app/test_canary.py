"""A key and a sentence are looked for in everything that a session with two servers leaves."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.app.canary_session import FAULTS
from tests.chaos.serving import Serving

pytestmark = pytest.mark.slow  # a session with two servers: 17 s

ROOT = Path(__file__).resolve().parents[2]
KEY = "sk-canary-7d20e1b94a"
WORDS = re.compile(rb"violet|lighthouse|zanzibar|quillfeather", re.IGNORECASE)


class Left:
    """The home of the session, what the process said, and what the server was asked."""

    def __init__(self, folder: Path) -> None:
        self.home, self.out = folder / "home", folder / "export"
        self.said = ""
        self.told: dict[str, Any] = {}
        self.calls: list[dict[str, Any]] = []

    def files(self, *names: str) -> Iterator[tuple[str, bytes]]:
        """Files of the home below these folders (all without), by their path in it."""
        for name in names or (".",):
            for file in sorted((self.home / name).rglob("*")):
                if file.is_file():
                    yield str(file.relative_to(self.home)), file.read_bytes()


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """One session and an export with the usual redaction."""
    folder = tmp_path_factory.mktemp("canary")
    found, draft = Left(folder), folder / "draft.md"
    draft.write_text("", encoding="utf-8")
    with Serving() as server:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "STET_HOME": str(found.home),
            "OPENAI_API_KEY": KEY,
            "STET_OPENAI_BASE_URL": server.url,
            "ANTHROPIC_API_KEY": KEY,
            "STET_ANTHROPIC_BASE_URL": server.url,
        }
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.app.canary_session", server.url, str(draft)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        while (line := process.stdout.readline()) and not line.startswith("done "):
            found.calls += server.calls()
            server.mode(line.strip())
            process.stdin.write("\n")
            process.stdin.flush()
        found.calls += server.calls()
        rest, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
        found.told = json.loads(line.removeprefix("done "))
        found.said = rest + errors
        export = [sys.executable, "-m", "app", "export", "--to", str(found.out)]
        done = subprocess.run(
            export,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        found.said += done.stdout + done.stderr
    return found


def test_the_session_was_one(left: Left) -> None:
    assert len(left.told["text"]) > 2 * len(FAULTS)
    assert any("receive" in line for line in left.told["text"]), "a suggestion was taken"
    asked = [call for call in left.calls if not call["graded"]]
    assert {call["wire"] for call in asked} == {"anthropic", "openai"}
    assert all(KEY in call["key"] for call in asked), "the key was in use"
    assert all("lighthouse" in call["user"] for call in asked[:2]), "the sentence was sent"
    assert left.told["troubles"] == []


def test_the_key_is_nowhere(left: Left) -> None:
    for name, data in left.files():
        assert KEY.encode() not in data, name
    for file in left.out.rglob("*.*"):
        assert KEY.encode() not in file.read_bytes(), file.name
    assert KEY not in left.said + json.dumps(left.told)


def test_the_sentence_is_in_no_log_setting_or_export(left: Left) -> None:
    logs = dict(left.files("state/logs"))
    assert any(name.endswith("raw.log") and data for name, data in logs.items())
    for name, data in [*logs.items(), *left.files("config")]:
        assert not WORDS.search(data), name
    exported = [file for file in left.out.rglob("*") if file.is_file()]
    assert len(exported) >= 2
    for file in exported:
        assert not WORDS.search(file.read_bytes()), file.name
    told = {name: value for name, value in left.told.items() if name != "text"}
    assert not WORDS.search((left.said + json.dumps(told)).encode())


def test_the_sentence_is_only_where_drafts_may_be(left: Left) -> None:
    """Journal, versions, the text table of the log, values of kept answers; nowhere else."""
    places = {name for name, data in left.files() if WORDS.search(data)}
    allowed = re.compile(r"state/(journal|versions)|data/feedback\.sqlite3|cache/answers/")
    assert [name for name in places if not allowed.match(name)] == []


def test_no_key_of_a_kept_answer_has_words_in_it(left: Left) -> None:
    (file,) = (left.home / "cache" / "answers").glob("*.db")
    with closing(sqlite3.connect(file)) as cache:
        kept = [row[0] for row in cache.execute("SELECT key FROM Cache")]
    keys = [json.loads(zlib.decompress(key)) for key in kept]
    assert keys
    assert all(re.fullmatch(r"[0-9a-f]{16,64}", key) for key in keys), keys
