"""What training tools get: chats and eval cases, filters, files that fit their schemas."""

import csv
import json
import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from suggest.errors import ExportError
from suggest.evals.cases import Label, Shape
from suggest.evals.sets import read_set
from suggest.feedback.choosing import LogFilter
from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import Redaction, Redactor
from suggest.feedback.export.plan import FORMATS, ExportStopped, Plan, preview
from suggest.feedback.export.writing import MANIFEST, Order, export
from suggest.feedback.log import FeedbackLog
from suggest.feedback.reading import read_log
from suggest.values import Dismissal, Kind, Outcome, Span
from tests.suggest.feedback.desk import NOON
from tests.suggest.feedback.events import ended, event
from tests.suggest.feedback.export.filled import PASSAGE, fill, rows, words

SCHEMAS = Path(__file__).parents[4] / "resources" / "schemas"
AT = PASSAGE.index("teh")
WITH_WORDS = Plan(Redaction.NONE)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return fill(tmp_path / "data" / "log.sqlite3")


@pytest.fixture
def out(log: Path, tmp_path: Path) -> Path:
    """The export with all words."""
    export(log, tmp_path / "out", Order(WITH_WORDS, NOON))
    return tmp_path / "out"


def test_chats_end_with_what_the_writer_chose_and_nothing_that_was_undone(out: Path) -> None:
    chats = rows(out, "sft.jsonl")
    assert [
        (chat["suggestion_id"], *(message["content"] for message in chat["messages"][1:]))
        for chat in chats
    ] == [
        ("s1", "We will utilize it.", "We will use it."),
        ("s2", PASSAGE, PASSAGE.replace("teh", "our")),
        ("s3", PASSAGE, PASSAGE.replace("teh", "that")),
        ("s9", PASSAGE, PASSAGE.replace("teh", "the")),
    ]
    assert {tuple(m["role"] for m in chat["messages"]) for chat in chats} == {
        ("system", "user", "assistant")
    }


def _answered(path: Path, *answers: tuple[Outcome, Dismissal | None, str | None]) -> list[Any]:
    """Labels of a log in which one place after the other got these answers."""
    feedback = FeedbackLog(path)
    for number, (outcome, how, final) in enumerate(answers):
        feedback.append(event(number, text=words()))
        text = None if final is None else words(final)
        feedback.append(ended(number, outcome, dismissal=how, text=text))
    assert feedback.close()
    export(path, path.parent / "out", Order(WITH_WORDS, NOON))
    (case,) = rows(path.parent / "out", "eval.jsonl")
    return [
        (label, [one["replacements"] for one in case[label]])
        for label in ("must", "may", "never")
        if case[label]
    ]


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ((Outcome.ACCEPTED, None, "the"), ("must", [["the"]])),
        ((Outcome.EDITED, None, "our"), ("must", [["our"]])),
        ((Outcome.EDITED, None, ""), ("must", [[""]])),
        ((Outcome.OVERTYPED, None, "the"), ("must", [["the"]])),
        ((Outcome.CHECKED, None, None), ("must", [[]])),
        ((Outcome.IGNORED, None, "that"), ("must", [["that"]])),
        ((Outcome.IGNORED, None, None), ("may", [[]])),
        ((Outcome.WITHDRAWN, None, None), ("may", [[]])),
        ((Outcome.DISMISSED, Dismissal.NOT_NOW, None), ("may", [[]])),
        ((Outcome.DISMISSED, Dismissal.NOT_HERE, None), ("never", [[]])),
        ((Outcome.DISMISSED, Dismissal.MUTE_RULE, None), ("never", [[]])),
        ((Outcome.REVERTED, None, "the"), ("never", [[]])),
    ],
)
def test_an_answer_becomes_a_label(
    tmp_path: Path, answer: tuple[Outcome, Dismissal | None, str | None], label: Any
) -> None:
    assert _answered(tmp_path / "log.sqlite3", answer) == [label]


def test_a_later_answer_about_a_place_counts(tmp_path: Path) -> None:
    refused = (Outcome.DISMISSED, Dismissal.NOT_PHRASE, None)
    taken = (Outcome.ACCEPTED, None, "the")
    assert _answered(tmp_path / "a" / "log.sqlite3", refused, taken) == [("must", [["the"]])]
    assert _answered(tmp_path / "b" / "log.sqlite3", taken, refused) == [("never", [[]])]


def test_eval_cases_are_a_set_that_evals_read(out: Path) -> None:
    found = read_set(out / "eval.jsonl")
    assert found.shape is Shape.LABELS
    first, second = found.cases
    assert first.labels is not None
    assert second.labels is not None
    assert first.labels.must == (Label(Span(8, 15), Kind.CLARITY, ("use",)),)
    assert second.labels.must == (Label(Span(AT, AT + 3), Kind.CLARITY, ("the",)),)
    assert (first.source, first.text) == ("log", "We will utilize it.")


def _schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def _check(name: str, value: Any) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator(_schema(name)).validate(value)


@pytest.mark.parametrize("level", Redaction)
def test_files_fit_their_schemas(log: Path, tmp_path: Path, level: Redaction) -> None:
    folder = tmp_path / level.value
    export(log, folder, Order(Plan(level), NOON))
    _check(MANIFEST, json.loads((folder / MANIFEST).read_text("utf-8")))
    checked = 0
    for one in Plan(level).formats():
        if one.file.endswith(".csv"):
            with (folder / one.file).open(encoding="utf-8-sig", newline="") as file:
                lines: list[Any] = list(csv.DictReader(file))
        else:
            lines = rows(folder, one.file)
        for line in lines:
            _check(one.file, line)
            checked += 1
    assert checked >= 32


def test_schemas_are_sound_and_refuse_what_is_not_agreed(log: Path, tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator, ValidationError

    names = {f"{name}.schema.json" for name in (*(one.file for one in FORMATS), MANIFEST)}
    assert {path.name for path in SCHEMAS.iterdir()} == names
    for path in SCHEMAS.iterdir():
        Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))
    export(log, tmp_path / "out", Order(Plan(), NOON))
    row = rows(tmp_path / "out")[0]
    for wrong in ({"outcome": "maybe"}, {"passage": "Words."}, {"more": 1}, {"confidence": 2}):
        with pytest.raises(ValidationError):
            _check("events.jsonl", row | wrong)
    for missing in row:
        with pytest.raises(ValidationError):
            _check("events.jsonl", {k: v for k, v in row.items() if k != missing})


@pytest.mark.parametrize("level", Redaction)
def test_schemas_name_every_column(level: Redaction) -> None:
    columns = set(Redactor(level, b"x").columns)
    for name in ("events.jsonl", "events.csv"):
        assert columns <= set(_schema(name)["properties"])


def test_lines_have_the_same_keys_and_types_throughout(out: Path) -> None:
    """What readers of JSON lines into typed columns need: no key comes and goes."""
    for one in FORMATS:
        if one.file.endswith(".csv"):
            continue
        lines = rows(out, one.file)
        assert len({tuple(line) for line in lines}) == 1, one.file
        for key in lines[0]:
            kinds = {type(line[key]) for line in lines} - {type(None)}
            assert len(kinds) <= 1, (one.file, key, kinds)


def test_pandas_reads_every_file_with_sane_types(out: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its import
        import pandas as pd

    lines = pd.read_json(out / "events.jsonl", lines=True, dtype={"model": str})
    assert len(lines) == 16
    assert isinstance(lines["wall"].dtype, pd.DatetimeTZDtype) or lines["wall"].dtype.kind in "MOU"
    assert lines["confidence"].dtype.kind == "f"
    assert lines["visible_ms"].dtype.kind == "i"
    assert lines["shown"].dtype.kind == "b"
    assert lines["decide_ms"].notna().sum() == 1
    assert lines["outcome"].isna().sum() == 9
    table = pd.read_csv(
        out / "events.csv",
        dtype={"model": str, "request_id": str},
        parse_dates=["wall"],
        encoding="utf-8-sig",
    )
    assert str(table["wall"].dtype).startswith("datetime64")
    text = table.select_dtypes(include=["object", "string"]).columns
    table[text] = table[text].apply(lambda column: column.str.removeprefix("'"))
    assert table["passage"].dropna().iloc[2] == lines["passage"].dropna().iloc[2] == PASSAGE
    assert table["confidence"].tolist() == lines["confidence"].tolist()
    pairs = pd.read_json(out / "preferences.jsonl", lines=True)
    assert list(pairs.columns[:3]) == ["prompt", "chosen", "rejected"]
    assert (pairs["chosen"] != pairs["rejected"]).all()
    assert not pairs.isna().any().any()
    assert len(pd.read_json(out / "sft.jsonl", lines=True)["messages"].iloc[0]) == 3


# --- filters


def _ids(path: Path, only: LogFilter) -> list[str]:
    with read_log(path) as reader:
        events = [e.event_id for e in reader.events(only=only)]
        assert reader.counts(only).events == len(events)
        return events


def test_an_outcome_picks_whole_stories_by_where_they_stand_now(log: Path) -> None:
    assert _ids(log, LogFilter(outcomes=frozenset({Outcome.ACCEPTED}))) == ["e1", "e1-end"]
    undone = LogFilter(outcomes=frozenset({Outcome.REVERTED}))
    assert _ids(log, undone) == ["e4", "e4-end", "e4-back"]


def _dated(path: Path) -> list[FeedbackEvent]:
    feedback = FeedbackLog(path)
    made = [
        event(1, wall=NOON),
        event(2, wall=NOON + timedelta(days=1), kind=Kind.TONE),
        ended(1, Outcome.ACCEPTED, wall=NOON + timedelta(days=2)),
        event(3, wall=NOON + timedelta(days=2), suggestion_id="s3"),
    ]
    for one in made:
        feedback.append(one)
    assert feedback.close()
    return made


def test_days_and_classes_pick_suggestions(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _dated(path)
    day = NOON.date()
    later = day + timedelta(days=1)
    assert _ids(path, LogFilter(last=day, zone=UTC)) == ["e1", "e1-end"]
    assert _ids(path, LogFilter(first=later, zone=UTC)) == ["e2", "e3"]
    assert _ids(path, LogFilter(first=later, last=later, zone=UTC)) == ["e2"]
    assert _ids(path, LogFilter(kinds=frozenset({Kind.TONE}))) == ["e2"]
    both = LogFilter(first=later, kinds=frozenset({Kind.CLARITY}), zone=UTC)
    assert _ids(path, both) == ["e3"]
    assert _ids(path, LogFilter(first=date(2030, 1, 1), zone=UTC)) == []


def test_a_filter_reaches_files_counts_and_manifest(log: Path, tmp_path: Path) -> None:
    only = LogFilter(first=date(2026, 1, 1), outcomes=frozenset({Outcome.EDITED}), zone=UTC)
    plan = Plan(Redaction.NONE, only=only)
    manifest = export(log, tmp_path / "out", Order(plan, NOON))
    assert manifest["counts"]["events"] == manifest["files"]["events.jsonl"]["rows"] == 2
    assert manifest["counts"]["outcomes"] == {"edited": 1}
    assert manifest["filter"] == {
        "from": "2026-01-01",
        "to": None,
        "classes": [],
        "outcomes": ["edited"],
    }
    assert [chat["suggestion_id"] for chat in rows(tmp_path / "out", "sft.jsonl")] == ["s2"]
    assert preview(log, plan).rows == {k: v["rows"] for k, v in manifest["files"].items()}


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="Swap"):
        LogFilter(first=date(2026, 3, 2), last=date(2026, 3, 1))


# --- looking and stopping


def test_preview_shows_first_rows_as_they_will_stand(log: Path, out: Path) -> None:
    seen = preview(log, WITH_WORDS)
    for name, samples in seen.samples.items():
        assert 0 < len(samples) <= 3
        assert "".join(samples) in (out / name).read_bytes().decode("utf-8-sig")


def test_progress_ends_at_all_and_stopping_leaves_nothing(log: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export(log, tmp_path / "out", Order(WITH_WORDS, NOON, lambda *one: told.append(one)))
    assert told[-1] == (16 * len(FORMATS), 16 * len(FORMATS))
    assert told == sorted(told)
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}

    def stop(done: int, total: int) -> None:
        raise ExportStopped("Stopped.")

    with pytest.raises(ExportError):
        export(log, tmp_path / "out", Order(Plan(), datetime.now(UTC), stop))
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert {p.name for p in tmp_path.iterdir()} == {"data", "out"}
