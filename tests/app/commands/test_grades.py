"""`stet eval grades`: the grader judged by votes on single edits."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.commands.tree import run
from suggest.evals.sets import BadSet
from suggest.evals.votes import grader_figures, read_voted
from suggest.values import Kind
from tests.fakes.evals import lines, written

TEXT = "We came in order to help."


def voted(number: int, *votes: bool, **more: Any) -> dict[str, Any]:
    named = {f"reader {n}": vote for n, vote in enumerate(votes)}
    given = {"text": TEXT, "start": 8, "end": 19, "replacement": "to", "intent": "clarity"}
    return {"id": number, **given, "votes": named, **more}


def test_each_vote_counts_once_and_ties_are_shared_out() -> None:
    data = lines(
        voted(1, True, True, intent="fluency"),
        voted(2, True, False),
        voted(3, False, False, intent="style"),
        voted(4, False, True, intent="style"),
    )
    edits = read_voted("votes", data)
    assert [e.proposal.kind for e in edits[:3]] == [Kind.CORRECTNESS, Kind.CLARITY, Kind.TONE]
    by_kind = {Kind.CORRECTNESS: 0.9, Kind.CLARITY: 0.5, Kind.TONE: 0.2}
    found = grader_figures(edits, lambda proposal: by_kind[proposal.kind])
    assert (found.edits, found.votes, found.accepted) == (4, 8, 0.5)
    assert found.best_quarter == 1.0
    assert found.auroc == pytest.approx(13 / 16)
    level = grader_figures(edits, lambda proposal: 0.5)
    assert (level.best_quarter, level.auroc, level.ece) == (0.5, None, 0.0)


def test_an_edit_that_cannot_be_used_is_named() -> None:
    for wrong in ({"start": "8"}, {"end": 99}, {"replacement": 7}, {"votes": [True]}):
        with pytest.raises(BadSet, match="Line 2 of the set “votes” cannot be used"):
            read_voted("votes", lines(voted(1, True), voted(2, True) | wrong))
    with pytest.raises(BadSet, match="no edits with votes"):
        read_voted("votes", lines({"id": 1, "text": TEXT}))


def test_the_command_tells_figures_and_writes_grades(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = voted(2, False, replacement="so that all of us could then be able to")
    name = str(written(tmp_path / "votes.jsonl", voted(1, True), long))
    out = tmp_path / "grades.jsonl"
    assert run(["eval", "grades", name, "--out", str(out)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2 edits, 2 votes, 0.500 of them for the edit"
    assert told[1] == "AUROC         1.000"
    first, second = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert (first["id"], second["id"]) == ("1", "2")
    assert 1 > first["confidence"] > second["confidence"] > 0


def test_what_cannot_be_read_or_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", "grades", str(tmp_path / "none.jsonl")]) == 2
    name = str(written(tmp_path / "votes.jsonl", voted(1, True)))
    assert run(["eval", "grades", name, "--out", str(tmp_path / "no" / "grades.jsonl")]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "is not there" in first and "could not be written" in second
