"""`stet eval run --engine`: a model measured over a set, graded or not, and kept answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.commands.tree import run
from app.paths import find_paths
from tests.fakes.editing_server import EditingServer, editing_server
from tests.fakes.evals import edit, revision, written
from tests.fakes.provider import word_edits
from tests.fakes.stations import NothingOffline

HOME = "He go home and stay there."
SET = revision(1, HOME, edit(HOME, "go", "goes"), commit_kind="fix")
ARGUMENTS = ("eval", "run", "--engine", "openai", "--model", "fake-1", "--out", "out")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EditingServer]:
    """A server that proposes the right edit."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("app.stations.load_offline", lambda *_: NothingOffline())
    find_paths().prepare()
    with editing_server(word_edits({"go": "goes"}, "grammar")) as server:
        monkeypatch.setenv("STET_OPENAI_BASE_URL", server.url)
        yield server


def told() -> dict[str, Any]:
    found = json.loads((Path("out") / "run.json").read_text())
    assert isinstance(found, dict)
    return found


def test_a_model_is_measured_with_and_without_grading(
    server: EditingServer, tmp_path: Path
) -> None:
    path = str(written(tmp_path / "set.jsonl", SET))
    assert run([*ARGUMENTS, path]) == 0
    graded = told()
    assert graded["engine"]["name"] == "openai"
    assert graded["choice"]["prompt"] == "propose@1"
    assert graded["choice"]["model"].startswith("fake-1 at 127.0.0.1:")
    assert len(server.calls) == 2
    assert run([*ARGUMENTS, "--no-grade", path]) == 0
    plain = told()
    assert plain["choice"]["grader"] == "none"
    assert plain["engine"]["version"] != graded["engine"]["version"]
    assert len(server.calls) == 3
    assert run([*ARGUMENTS, "--no-grade", path]) == 0
    assert len(server.calls) == 3, "answers are kept"


def test_the_grader_of_the_command_line_is_told_with_the_run(
    server: EditingServer, tmp_path: Path
) -> None:
    path = str(written(tmp_path / "set.jsonl", SET))
    with editing_server(word_edits({"go": "goes"}, "grammar")) as grader:
        named = ["--grade-model", "judge-1", "--grade-base-url", grader.url]
        assert run([*ARGUMENTS, *named, path]) == 0
        assert told()["choice"]["grader"] == f"judge-1 at {grader.url.removeprefix('http://')}"
        assert [call.body["model"] for call in grader.calls] == ["judge-1"]


def test_a_prompt_that_does_not_exist_is_named(
    server: EditingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(written(tmp_path / "set.jsonl", SET))
    assert run([*ARGUMENTS, "--prompt", "propose@99", path]) == 2
    assert "propose@99" in capsys.readouterr().err


def test_a_model_without_an_engine_is_bad_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    assert run(["eval", "run", "--model", "x"]) == 2
    assert "--engine" in capsys.readouterr().err


def test_a_failing_model_is_exit_code_3(server: EditingServer, tmp_path: Path) -> None:
    server.status = 403
    path = str(written(tmp_path / "set.jsonl", SET))
    assert run([*ARGUMENTS, path]) == 3
