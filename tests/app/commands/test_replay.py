"""`stet eval replay`: both kinds of logs, the same figures, and clear words for bad input."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.commands.tree import run
from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redaction
from suggest.feedback.export.plan import Plan
from suggest.feedback.export.writing import Order, export
from suggest.values import DropReason, Outcome
from tests.app.test_learning import filled, lived, refusals
from tests.suggest.feedback.events import event


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "feedback.sqlite3"
    events: list[FeedbackEvent] = []
    for number in range(0, 40, 2):
        events += refusals(number)
        kept = {"rule": "plain/leverage", "text": None}
        events += lived(number + 1, Outcome.ACCEPTED, **kept)
    events = [
        e if e.suggestion_id[1:] not in odd() else rule_of(e, "plain/leverage") for e in events
    ]
    filled(path, events)
    return path


def odd() -> set[str]:
    return {str(number) for number in range(1, 40, 2)}


def rule_of(one: FeedbackEvent, rule: str) -> FeedbackEvent:
    from dataclasses import replace

    return replace(one, rule=rule)


def report(log: Path, out: Path) -> dict[str, Any]:
    assert run(["eval", "replay", str(log), "--out", str(out)]) == 0
    data: dict[str, Any] = json.loads((out / "replay.json").read_text())
    return data


def test_what_learning_would_have_shown_is_told(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = report(log, tmp_path / "out")
    assert data["shown"]["logged"] == 40
    assert data["dismissed"]["logged"] == 20
    assert 2 <= data["dismissed"]["learning"] <= 10
    assert data["kept"] == {"logged": 20, "learning": 20}
    assert data["end_of_held"] == "unknown"
    printed = capsys.readouterr().out
    assert "as logged" in printed and "40 suggestions in 40 drafts" in printed


def test_an_export_gives_the_same_figures(log: Path, tmp_path: Path) -> None:
    plan = Plan(Redaction.NONE, ("jsonl",))
    export(log, tmp_path / "export", Order(plan, datetime.now(UTC)))
    exported = report(tmp_path / "export" / "events.jsonl", tmp_path / "b")
    assert exported == report(log, tmp_path / "a")


def test_held_ones_are_counted_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite3"
    held = event(
        900,
        action="held",
        shown=False,
        drop_reason=DropReason.BELOW_THRESHOLD,
        confidence=0.7,
        bar=0.6,
        grades=("shipped=0.7000",),
    )
    filled(path, [*refusals(1), held])
    data = report(path, tmp_path / "out")
    assert data["held_that_learning_shows"] == 1
    assert data["shown"]["logged"] == 1


@pytest.mark.parametrize("content", ["", "not json\n", '{"action": "shown"}\n', "[1]\n"])
def test_bad_input_is_told_in_one_line(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(content)
    assert run(["eval", "replay", str(path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("stet: ") and told.count("\n") == 1
    assert "Error" not in told


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"not json\n", "line 1 is not JSON."),
        (b'\n{"action": "shown"}\n', "line 2 has no field “drop_reason”."),
        (b"[1]\n", "line 1 is no event."),
        (b"\xff\xfe\n", "it is not UTF-8 text."),
    ],
)
def test_a_file_of_another_kind_is_told_in_words(
    tmp_path: Path, content: bytes, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(content)
    assert run(["eval", "replay", str(path)]) == 2
    assert why in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "replay", str(tmp_path / "none.sqlite3")]) == 2
    assert "could not be read" in capsys.readouterr().err
