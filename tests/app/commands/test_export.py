"""`stet export` as it is called: filters, scrubbing, previews, eval sets, damaged logs."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from suggest.feedback.event import EventText
from suggest.feedback.log import FeedbackLog
from suggest.values import Dismissal, Kind, Outcome
from tests.suggest.feedback.events import ended, event

PASSAGE = "Anna of anna@example.com will utilize teh plan in Oslo."
NOW = datetime.now(UTC)


def _words(original: str, new: str, final: str | None = None) -> EventText:
    return EventText("p", PASSAGE, PASSAGE.index(original), original, new, final)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a log of three suggestions, one of them from last week."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    log = FeedbackLog(tmp_path / "home" / "data" / "feedback.sqlite3")
    old = NOW - timedelta(days=7)
    typo, plain = _words("teh", "the", "the"), _words("utilize", "use")
    for one in (
        event(1, text=plain, wall=old),
        ended(1, Outcome.DISMISSED, dismissal=Dismissal.NOT_PHRASE, wall=old),
        event(2, text=typo, wall=NOW, kind=Kind.CORRECTNESS, rule="slip/teh"),
        ended(2, Outcome.ACCEPTED, text=typo, wall=NOW, kind=Kind.CORRECTNESS, rule="slip/teh"),
        event(3, text=plain, wall=NOW),
    ):
        log.append(one)
    assert log.close()
    return tmp_path


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["e1", "e1-end", "e2", "e2-end", "e3"]),
        (["--class", "correctness"], ["e2", "e2-end"]),
        (["--class", "correctness, tone"], ["e2", "e2-end"]),
        (["--outcome", "dismissed,unresolved"], ["e1", "e1-end", "e3"]),
        (["--from", f"{NOW.astimezone() - timedelta(days=1):%Y-%m-%d}"], ["e2", "e2-end", "e3"]),
        (["--until", f"{NOW.astimezone() - timedelta(days=2):%Y-%m-%d}"], ["e1", "e1-end"]),
    ],
)
def test_filters_pick_suggestions(home: Path, options: list[str], expected: list[str]) -> None:
    assert main(["export", "--to", str(home / "out"), *options]) == 0
    assert [row["event_id"] for row in _rows(home / "out", "events.jsonl")] == expected


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "yesterday"], "2026-03-12"),
        (["--from", "2026-03-12", "--until", "2026-03-11"], "Swap"),
        (["--class", "grammar"], "--class takes some of: correctness"),
        (["--outcome", "liked"], "--outcome takes some of: accepted"),
        (["--scrub", "dates"], "--scrub takes some of: email"),
    ],
)
def test_filters_that_make_no_sense_are_named(
    home: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["export", "--to", str(home / "out"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not (home / "out").exists()


def test_without_a_folder_it_says_what_to_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export"]) == 2
    assert "--to" in capsys.readouterr().err


def test_scrubbing_reaches_every_file_and_the_manifest(home: Path) -> None:
    options = ["--redact", "none", "--scrub", "all"]
    assert main(["export", "--to", str(home / "out"), *options]) == 0
    for file in (home / "out").iterdir():
        data = file.read_text("utf-8")
        for word in ("Anna", "anna", "example.com", "Oslo"):
            assert word not in data, file.name
    manifest = json.loads((home / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["scrubbed"] == ["email", "name", "number", "phone", "url"]
    (chat,) = _rows(home / "out", "sft.jsonl")
    assert chat["messages"][2]["content"] == "[name] of [email] will utilize the plan in [name]."


def test_preview_shows_rows_as_they_will_be(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--redact", "none", "--scrub", "name", "--preview"]) == 0
    printed = capsys.readouterr().out
    assert "sft.jsonl: 1 rows" in printed
    assert '"content": "[name] of anna@example.com will utilize the plan in [name]."' in printed
    assert printed.endswith("Nothing was written.\n")


def test_eval_cases_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the log to a report of `stet eval run`, with the engine that ships."""
    out = home / "out"
    assert main(["export", "--to", str(out), "--redact", "none", "--format", "eval"]) == 0
    (case,) = _rows(out, "eval.jsonl")
    assert [one["original"] for one in case["must"]] == ["teh"]
    assert [one["original"] for one in case["never"]] == ["utilize"]
    report = home / "report"
    assert main(["eval", "run", "--set", str(out / "eval.jsonl"), "--out", str(report)]) == 0
    assert "eval" in capsys.readouterr().out
    assert any(path.suffix == ".json" for path in report.iterdir())


@pytest.mark.parametrize("words", [["export", "--to", "out"], ["log", "show"], ["log", "stats"]])
def test_a_damaged_log_is_said_with_what_to_do(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    monkeypatch.chdir(home)
    log = home / "home" / "data" / "feedback.sqlite3"
    for damage in (b"nonsense " * 1000, log.read_bytes()[:5000]):
        log.write_bytes(damage)
        assert main(words) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "damaged" in printed.err
        assert "Open Stet once" in printed.err
        assert "stet log wipe" in printed.err
        assert printed.err.count("\n") == 1
    assert not (home / "out").exists()


def test_somebody_who_looks_sees_a_bar_on_standard_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rich.console.Console.is_terminal", True)
    assert main(["export", "--to", str(home / "out")]) == 0
    printed = capsys.readouterr()
    assert "Exporting" in printed.err
    assert "100%" in printed.err
    assert printed.out.startswith("events.jsonl: 5 rows\n")
    assert "Exporting" not in printed.out
