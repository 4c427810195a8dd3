"""`stet eval entries`: every entry with its confidence, and how often it speaks in given texts."""

import csv
from pathlib import Path

import pytest

from app.commands.tree import run
from suggest.calibration import load_confidence
from suggest.evals.cases import Choice, EvalMark
from suggest.evals.entries import COLUMNS, entry_rates, examples, summary
from suggest.evals.scoring import Task
from suggest.evals.sets import parse_set
from suggest.suggesters.lexicon import load_entries
from suggest.suggesters.offline import load_offline
from suggest.values import Dialect, Kind, Span
from tests.fakes.evals import TableReader, answer, lines, written

RESOURCES = Path(__file__).parents[3] / "resources"
TEXT = "We came in order to help."


async def test_an_entry_has_its_confidence_and_its_sightings() -> None:
    lists = load_entries(RESOURCES / "rules")
    patterns = load_offline(RESOURCES, {}).patterns
    made = examples(lists, patterns)
    rules = {p.rule for _, p in made}
    assert rules >= {e.rule for e in lists}
    assert len(rules) > 0.98 * (len(lists) + len(patterns.rules))
    chosen = parse_set("clean", lines({"id": 1, "text": TEXT}))
    mark = EvalMark(Span(8, 19), "to", 0.9, Kind.CLARITY, "wordy/in-order-to", "House list", True)
    task = Task(chosen, Choice(), chosen.cases, (answer(mark),))
    confidence = load_confidence(RESOURCES / "confidence.json", {})
    rates = await entry_rates(made, confidence, [task])
    first, second = rates[:2]
    assert (first.rule, first.marks, second.marks) == ("wordy/in-order-to", 1, 0)
    assert first.rate == pytest.approx(1000 / 6)
    assert 0.5 < first.confidence < 0.98 and first.clears
    assert len(first.row()) == len(COLUMNS)
    told = summary(rates)
    assert "1 occur in 6 words, 1 of these clear it, with 166.67 marks per 1,000 words." in told[0]


@pytest.mark.slow
def test_the_command_writes_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = TableReader({"help": ("aid", 0.9)})
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))

    def make(resources: Path, dialect: Dialect, dismissals: None) -> TableReader:
        return reader

    monkeypatch.setattr("app.stations.make_checker", make)
    name = str(written(tmp_path / "calm.jsonl", {"id": 1, "text": TEXT}))
    out = tmp_path / "entries.csv"
    assert run(["eval", "entries", name, "--out", str(out)]) == 0
    assert reader.asked == [TEXT]
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert len(rows) > 1000
    assert tuple(rows[0]) == COLUMNS
    assert {row["clears"] for row in rows} == {"yes", "no"}
    assert "0 occur in 6 words" in capsys.readouterr().out
    assert run(["eval", "entries", "nothing"]) == 2
    assert run(["eval", "entries", "--out", str(tmp_path)]) == 2
    assert "could not be written" in capsys.readouterr().err
