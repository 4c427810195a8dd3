"""Exports: the files as agreed, whole or not at all, with no word more than was asked for."""

import csv
import errno
import hashlib
import json
import os
import shutil
import stat
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from suggest.errors import ExportError, LogError
from suggest.feedback.event import SCHEMA, EventText
from suggest.feedback.export.base import Redaction
from suggest.feedback.export.events_csv import safe, unsafe
from suggest.feedback.export.plan import FORMATS, Plan, preview
from suggest.feedback.export.writing import Order, export, fresh_folder
from suggest.feedback.log import FeedbackLog
from tests.suggest.feedback.desk import NOON
from tests.suggest.feedback.events import event
from tests.suggest.feedback.export.filled import PASSAGE, fill, fix_salt, rows

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with every kind of event that matters to an export."""
    return fill(tmp_path / "data" / "log.sqlite3")


@pytest.mark.parametrize("level", Redaction)
def test_files_are_as_agreed(log: Path, tmp_path: Path, level: Redaction) -> None:
    """Compare with golden/; renew a golden file only with a new schema version."""
    fix_salt(log)
    target = tmp_path / "out"
    export(log, target, Order(Plan(level), NOON))
    made = {path.name: path.read_bytes() for path in target.iterdir()}
    golden = {path.name: path.read_bytes() for path in (GOLDEN / level.value).iterdir()}
    assert made == golden


def test_default_export_holds_no_word_of_the_writer(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(log, target, Order(Plan(), NOON))
    assert {p.name for p in target.iterdir()} == {"events.jsonl", "events.csv", "manifest.json"}
    for file in target.iterdir():
        data = file.read_text("utf-8")
        for word in ("saw", "teh", "Twice", "utilize it", "for this", "🙂"):
            assert word not in data


def test_hashes_are_equal_for_equal_words_and_only_with_the_secret(
    log: Path, tmp_path: Path
) -> None:
    export(log, tmp_path / "one", Order(Plan(Redaction.HASH), NOON))
    first = rows(tmp_path / "one")
    codes = {row["original_hash"] for row in first if row["original_hash"]}
    assert len(codes) == 2
    guess = hashlib.blake2b(b"teh", person=b"export", digest_size=12).hexdigest()
    assert guess not in codes
    fix_salt(log)
    export(log, tmp_path / "two", Order(Plan(Redaction.HASH), NOON))
    assert not codes & {row["original_hash"] for row in rows(tmp_path / "two")}


def test_table_and_lines_say_the_same(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(log, target, Order(Plan(Redaction.NONE), NOON))
    with (target / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    lines = rows(target)
    assert len(table) == len(lines) == 16
    for cells, row in zip(table, lines, strict=True):
        assert list(cells) == list(row)
        for name, value in row.items():
            assert _read(cells[name], value) == value, name


def _read(cell: str, like: Any) -> Any:
    """A cell as the type its column has."""
    if cell == "" and (like is None or like == ""):
        return like
    if isinstance(like, bool):
        return {"true": True, "false": False}[cell]
    if isinstance(like, list):
        return json.loads(unsafe(cell))
    return unsafe(cell) if isinstance(like, str) else type(like)(cell)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "'=1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\u200b=1",
        "\u3000=1",
        "\ufeff=1",
        "\r\n@x",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://x")',
    ],
)
def test_text_cells_cannot_become_formulas(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize("text", ["plain", "a=b", "1-2", "", "it's", "{“x”}"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe(text) == unsafe(safe(text)) == text


def test_no_cell_of_a_hostile_draft_starts_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    feedback = FeedbackLog(path)
    evil = '=cmd|" /C calc"!A0'
    feedback.append(event(1, source=evil, text=EventText("p", evil, 0, evil, evil, evil, evil)))
    assert feedback.close()
    export(path, tmp_path / "out", Order(Plan(Redaction.NONE), NOON))
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert cells.count(f"'{evil}") == 6


def test_manifest_proves_the_files(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    returned = export(log, target, Order(Plan(Redaction.NONE), NOON))
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    assert manifest == json.loads(json.dumps(returned))
    assert set(manifest["files"]) == {p.name for p in target.iterdir()} - {"manifest.json"}
    for name, known in manifest["files"].items():
        data = (target / name).read_bytes()
        assert known["sha256"] == hashlib.sha256(data).hexdigest()
        assert known["bytes"] == len(data)
    assert (manifest["schema"], manifest["redaction"]) == (SCHEMA, "none")
    assert manifest["counts"]["events"] == manifest["files"]["events.jsonl"]["rows"] == 16
    assert manifest["counts"]["held"] == {"guarded": 1}


def test_pairs_are_what_the_writer_chose(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(log, target, Order(Plan(Redaction.NONE, ("preferences",)), NOON))
    assert {p.name for p in target.iterdir()} == {"preferences.jsonl", "manifest.json"}
    lines = (target / "preferences.jsonl").read_text("utf-8").splitlines()
    pairs = [
        (p["suggestion_id"], p["against"], p["chosen"], p["rejected"])
        for p in map(json.loads, lines)
    ]
    assert pairs == [
        ("s1", "original", "We will use it.", "We will utilize it."),
        ("s2", "original", PASSAGE.replace("teh", "our"), PASSAGE),
        ("s2", "suggestion", PASSAGE.replace("teh", "our"), PASSAGE.replace("teh", "the")),
        ("s3", "suggestion", PASSAGE.replace("teh", "that"), PASSAGE.replace("teh", "the")),
        ("s9", "original", PASSAGE.replace("teh", "the"), PASSAGE),
    ]
    assert json.loads(lines[0])["prompt"].endswith("\n\nWe will utilize it.")


@pytest.mark.parametrize("level", [Redaction.FULL, Redaction.HASH])
def test_pairs_need_the_words(log: Path, tmp_path: Path, level: Redaction) -> None:
    with pytest.raises(ExportError, match="redaction none"):
        export(log, tmp_path / "out", Order(Plan(level, ("preferences",)), NOON))
    assert not (tmp_path / "out").exists()


def test_unknown_format_is_named_with_those_there_are(log: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“xls”\. Use jsonl, csv, preferences"):
        export(log, tmp_path / "out", Order(Plan(names=("xls",)), NOON))


def test_preview_counts_what_will_be_written(log: Path, tmp_path: Path) -> None:
    for level in Redaction:
        seen = preview(log, Plan(level))
        manifest = export(log, tmp_path / level.value, Order(Plan(level), NOON))
        assert seen.rows == {name: file["rows"] for name, file in manifest["files"].items()}
        assert seen.counts.events == manifest["counts"]["events"]
    assert {one.file for one in FORMATS} == set(preview(log, Plan(Redaction.NONE)).rows)


def test_former_export_is_replaced_as_a_whole(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(log, target, Order(Plan(Redaction.NONE), NOON))
    export(log, target, Order(Plan(names=("csv",)), NOON))
    assert {p.name for p in target.iterdir()} == {"events.csv", "manifest.json"}
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("call", ["fsync", "write", "rename"])
def test_export_that_fails_leaves_the_former_one(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = tmp_path / "out"
    export(log, target, Order(Plan(), NOON))
    before = {p.name: p.read_bytes() for p in target.iterdir()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "rename":
        real = Path.rename

        def refuse(self: Path, to: Path) -> Path:
            if self.name.endswith(".part"):
                full()
            return real(self, to)

        monkeypatch.setattr(Path, "rename", refuse)
    else:
        monkeypatch.setattr(os, call, full)
    with pytest.raises(ExportError, match="disk is full"):
        export(log, target, Order(Plan(Redaction.NONE), NOON))
    monkeypatch.undo()
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_folder_with_other_files_and_plain_files_are_left_alone(log: Path, tmp_path: Path) -> None:
    other = tmp_path / "posts"
    other.mkdir()
    (other / "draft.md").write_text("Mine.")
    with pytest.raises(ExportError, match="holds other files"):
        export(log, other, Order(Plan(), NOON))
    with pytest.raises(ExportError, match="file or a link"):
        export(log, other / "draft.md", Order(Plan(), NOON))
    assert (other / "draft.md").read_text() == "Mine."
    with pytest.raises(ExportError, match="could not be written"):
        export(log, other / "draft.md" / "deeper", Order(Plan(), NOON))
    assert [p.name for p in other.iterdir()] == ["draft.md"]


def test_empty_folder_is_used_and_missing_parents_are_made(log: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for target in (tmp_path / "empty", tmp_path / "a" / "b" / "c"):
        export(log, target, Order(Plan(), NOON))
        assert (target / "manifest.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_export_is_for_the_writer_alone(log: Path, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        export(log, tmp_path / "out", Order(Plan(Redaction.NONE), NOON))
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "out").iterdir()} == {0o600}


def test_no_log_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="no feedback log yet"):
        export(tmp_path / "none.sqlite3", tmp_path / "out", Order(Plan(), NOON))
    assert list(tmp_path.iterdir()) == []


def test_fresh_folder_takes_the_next_free_name(tmp_path: Path) -> None:
    day = date(2026, 3, 12)
    names = []
    for _ in range(3):
        found = fresh_folder(tmp_path, day)
        found.mkdir()
        names.append(found.name)
    plain = "stet-export-2026-03-12"
    assert names == [plain, f"{plain}-2", f"{plain}-3"]
    shutil.rmtree(tmp_path / plain)
    assert fresh_folder(tmp_path, day).name == plain
