"""`stet check --engine` against a server on loopback: both protocols, failures, consent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.tree import run
from app.paths import find_paths
from app.settings import settings_file
from tests.fakes.editing_server import EditingServer, editing_server, user_of
from tests.fakes.provider import word_edits
from tests.fakes.stations import NothingOffline

TEXT = (
    "# A title\n\nWe recieve the archive each week.\n\n```\nrecieve code\n```\n\nThe end is near.\n"
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EditingServer]:
    """A server that proposes one edit, named by the environment; the key belongs to it."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("app.stations.load_offline", lambda *_: NothingOffline())
    find_paths().prepare()
    with editing_server(word_edits({"recieve": "receive"}, "spelling")) as server:
        for name in ("ANTHROPIC", "OPENAI"):
            monkeypatch.setenv(f"STET_{name}_BASE_URL", server.url)
            monkeypatch.setenv(f"{name}_API_KEY", "key-for-tests")
        yield server


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(TEXT)
    return path


def choose(**values: object) -> None:
    settings_file(find_paths().settings_file).change(**values)


@pytest.mark.parametrize("engine", ["anthropic", "openai"])
def test_a_model_reads_beside_the_offline_engine(
    engine: str, server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(**{f"{engine}_model": "fake-1"})
    assert run(["check", "--engine", engine, "--format", "jsonl", str(draft)]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["original"], row["replacement"]) == ("recieve", "receive")
    assert row["source"] == "model:propose@1"
    assert TEXT[row["start"] : row["end"]] == "recieve"
    assert len(server.calls) == 2, "one to propose, one to grade"
    assert "recieve code" not in "".join(map(user_of, server.calls))
    secret = server.calls[0].headers.get("x-api-key") or server.calls[0].headers["authorization"]
    assert secret.endswith("key-for-tests")


def test_answers_are_kept_for_the_next_run(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(openai_model="fake-1")
    first = run(["check", "--engine", "openai", "--format", "jsonl", str(draft)])
    told = capsys.readouterr().out
    calls = len(server.calls)
    assert run(["check", "--engine", "openai", "--format", "jsonl", str(draft)]) == first == 0
    assert capsys.readouterr().out == told
    assert len(server.calls) == calls


def test_a_failing_server_is_exit_code_3_and_prints_nothing(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.status = 401
    choose(openai_model="fake-1")
    assert run(["check", "--engine", "openai", "--format", "jsonl", str(draft)]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    host = server.url.removeprefix("http://")
    assert told.err.startswith(f"stet: {host}: The server does not accept the key. ")
    assert "key-for-tests" not in told.err


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (None, "asks for a key. Give it one in the settings of the window, or set STET_OPENAI_"),
        ("in two", "The key for {host} in the environment cannot be used. A key has no spaces"),
    ],
)
def test_a_missing_key_is_told_with_the_place_for_it(
    key: str | None,
    said: str,
    server: EditingServer,
    draft: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    if key:
        monkeypatch.setenv("OPENAI_API_KEY", key)
    server.status = 401
    assert run(["check", "--engine=openai", "--model=m", str(draft)]) == 3
    told = capsys.readouterr().err
    assert said.format(host=server.url.removeprefix("http://")) in told
    assert not key or key not in told


def test_a_server_that_is_not_there_is_named_and_so_is_one_that_does_not_grade(
    server: EditingServer,
    draft: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("suggest.providers.pacing.Backoff.seconds", lambda *_: 0.0)
    nobody = "127.0.0.1:1"
    named = ["--engine=openai", "--model=m"]
    assert run(["check", *named, f"--base-url=http://{nobody}", str(draft)]) == 3
    assert f"Nothing answers at {nobody}. Start the server" in capsys.readouterr().err
    assert run(["check", *named, f"--grade-base-url=http://{nobody}", str(draft)]) == 3
    assert f"{nobody} did not grade. No connection" in capsys.readouterr().err


def test_a_spent_cap_is_exit_code_3_and_sends_nothing(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(openai_model="fake-1", cap_day_tokens=10)
    assert run(["check", "--engine", "openai", str(draft)]) == 3
    assert server.calls == []
    assert "cap" in capsys.readouterr().err


def test_the_setting_needs_the_writers_agreement_first(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(openai_model="fake-1", engine="openai")
    assert run(["check", str(draft)]) == 2
    assert "Agree" in capsys.readouterr().err
    choose(remote_consent=(server.url.removeprefix("http://"),))
    assert run(["check", str(draft)]) == 0
    assert "receive" in capsys.readouterr().out


def test_a_key_alone_selects_no_engine(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(draft)]) == 0
    assert "receive" not in capsys.readouterr().out
    assert server.calls == []


def test_an_engine_without_a_model_says_what_to_do(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--engine", "anthropic", str(draft)]) == 2
    assert "Choose a model" in capsys.readouterr().err


def test_servers_and_models_are_named_on_the_command_line_for_one_run(
    server: EditingServer,
    draft: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STET_OPENAI_BASE_URL", "http://127.0.0.1:1")  # an option comes before it
    with editing_server(word_edits({"recieve": "receive"}, "spelling")) as grader:
        reads = ["--engine=openai", f"--base-url={server.url}", "--model=reader-1"]
        grades = [f"--grade-base-url={grader.url}", "--grade-model=judge-1"]
        assert run(["check", *reads, *grades, str(draft)]) == 0
        assert "receive" in capsys.readouterr().out
        assert [call.body["model"] for call in server.calls] == ["reader-1"]
        assert [call.body["model"] for call in grader.calls] == ["judge-1"]
        for call in (*server.calls, *grader.calls):
            assert "authorization" not in call.headers, "the key belongs to another host"
    assert not find_paths().settings_file.exists()


def test_text_goes_to_no_grader_that_was_neither_named_nor_agreed_to(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(engine="openai", openai_model="m", grade_engine="anthropic", anthropic_model="judge-1")
    host = server.url.removeprefix("http://")
    choose(remote_consent=(host,), anthropic_base_url="https://grader.test")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("STET_ANTHROPIC_BASE_URL")
        assert run(["check", "--engine", "openai", str(draft)]) == 2
    told = capsys.readouterr().err
    assert "Agree in the window to send text to grader.test, or name it with --grade-engine" in told
    assert server.calls == []


def test_without_grading_nobody_else_is_asked(
    server: EditingServer, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ["--engine=openai", "--model=m", "--grade-base-url=http://127.0.0.1:1"]
    assert run(["check", *named, "--no-grade", "--all", str(draft)]) == 0
    assert "receive" in capsys.readouterr().out
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine=openai", "--model=m", "--base-url=http://far.test"], "--base-url must begin"),
        (["--engine=openai"], "Or name one with --model"),
        (["--engine=openai", "--model=m", "--grade-engine=anthropic"], "with --grade-model."),
        (["--engine=openai", "--model=m", "--base-url="], "--base-url needs a value"),
        (["--base-url="], "--base-url needs a value"),
        (["--model=m"], "--model needs --engine anthropic or openai"),
        (["--engine=gpt"], "'gpt' is not one of"),
    ],
)
def test_a_bad_value_is_one_line_and_exit_code_2(
    words: list[str],
    said: str,
    server: EditingServer,
    draft: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", *words, str(draft)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1
    assert server.calls == []
