"""`stet export` and `stet log` as they are called, with their exit codes and what they print."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli import main
from suggest.feedback.event import Action, EventText
from suggest.feedback.log import FeedbackLog
from suggest.values import Dismissal, DropReason, Outcome
from tests.suggest.feedback.events import ended, event

WORDS = EventText("p2", "Say marmalade now.", 4, "marmalade", "jam")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of Stet without a log."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def log(home: Path) -> Path:
    """A home with a log of five events."""
    path = home / "home" / "data" / "feedback.sqlite3"
    feedback = FeedbackLog(path)
    now = datetime.now(UTC)
    final = EventText("p2", WORDS.passage, 4, "marmalade", "jam", "honey")
    for one in (
        event(1, text=WORDS, wall=now),
        ended(1, Outcome.EDITED, text=final, wall=now),
        event(2, text=None, wall=now),
        ended(2, Outcome.DISMISSED, dismissal=Dismissal.MUTE_RULE, wall=now),
        event(3, action=Action.HELD, shown=False, drop_reason=DropReason.MUTED, text=None),
    ):
        feedback.append(one)
    assert feedback.close()
    return path


def test_export_leaves_words_out_unless_asked(
    log: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--to", str(home / "out")]) == 0
    printed = capsys.readouterr().out
    assert "events.jsonl: 5 rows" in printed
    assert "redaction full" in printed
    assert {p.name for p in (home / "out").iterdir()} == {
        "events.jsonl",
        "events.csv",
        "manifest.json",
    }
    assert "marmalade" not in (home / "out" / "events.jsonl").read_text("utf-8")


def test_export_with_words_and_chosen_formats(log: Path, home: Path) -> None:
    words = ["export", "--to", str(home / "out"), "--redact", "none"]
    assert main([*words, "--format", "preferences", "--format", "csv"]) == 0
    assert {p.name for p in (home / "out").iterdir()} == {
        "preferences.jsonl",
        "events.csv",
        "manifest.json",
    }
    pairs = (home / "out" / "preferences.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(p)["chosen"] for p in pairs] == ["Say honey now."] * 2


def test_preview_writes_nothing(log: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--to", str(home / "out"), "--redact", "none", "--preview"]) == 0
    assert "preferences.jsonl: 2 rows" in capsys.readouterr().out
    assert not (home / "out").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--format", "preferences"], "redaction none"),
        (["--format", "xls"], "no format “xls”"),
        (["--redact", "some"], "--redact"),
    ],
)
def test_export_says_what_it_cannot_do(
    log: Path, home: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main(["export", "--to", str(home / "out"), *more]) == 2
    assert said in capsys.readouterr().err
    assert not (home / "out").exists()


@pytest.mark.parametrize("words", [["export", "--to", "out"], ["log", "show"], ["log", "stats"]])
def test_no_log_yet_is_said_in_one_line(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    monkeypatch.chdir(home)
    assert main(words) == 2
    assert capsys.readouterr().err == "stet: There is no feedback log yet.\n"
    assert list(home.iterdir()) == []


def test_show_prints_one_line_an_event(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "show"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert "“marmalade” -> “jam”  final “honey”" in lines[1]
    assert "outcome edited" in lines[1]
    assert "outcome mute_rule" in lines[3]
    assert "held muted" in lines[4]


def test_show_takes_the_newest_and_one_outcome(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "show", "--last", "2", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["event_id"] for row in rows] == ["e2-end", "e3"]
    assert main(["log", "show", "--outcome", "edited", "--format", "jsonl"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert row["final"] == "honey"
    assert main(["log", "show", "--outcome", "maybe"]) == 2


def test_stats_count_what_became_of_the_suggestions(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "stats"]) == 0
    printed = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    for line in (
        "Events 5",
        "Proposals 3",
        "Suggestions 2",
        "Answers 2",
        "edited 1 50%",
        "dismissed 1 50%",
        "muted 1",
        "plain/utilize 2 1 2",
    ):
        assert line in printed


def test_stats_of_an_empty_log(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert FeedbackLog(home / "home" / "data" / "feedback.sqlite3").close()
    assert main(["log", "stats"]) == 0
    assert "Suggestions" in capsys.readouterr().out


def test_wipe_asks_before_it_removes(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "wipe"]) == 2
    assert "--yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    assert main(["log", "wipe"]) == 0
    assert "Nothing was removed." in capsys.readouterr().out
    assert main(["log", "stats"]) == 0
    assert "Events               5" in capsys.readouterr().out


def test_wipe_removes_every_word(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert any(b"marmalade" in file.read_bytes() for file in log.parent.iterdir())
    assert main(["log", "wipe", "--yes"]) == 0
    assert capsys.readouterr().out == "The feedback log is empty.\n"
    for file in log.parent.iterdir():
        assert b"marmalade" not in file.read_bytes()
    assert main(["log", "show"]) == 0
    assert capsys.readouterr().out == ""
