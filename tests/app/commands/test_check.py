"""`stet check`: lines, offsets, exit codes, batches and bad input, on fake stations."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.commands.check import CheckOptions, check_batch, check_files
from app.commands.tree import run
from app.console import Output
from app.reading import make_capture
from suggest.checker import Checker
from suggest.guards import GUARDS
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Bars, Policy
from suggest.values import Kind
from tests.fakes.stations import EveryLanguage, FixedCalibration, FlatGrader, WordSuggester

WORDS = {"teh": "the", "wrod": "word", "in order to": "to"}


def checker(confidence: dict[str, float] | None = None) -> Checker:
    guards = tuple(guard() for guard in GUARDS)
    calibration = FixedCalibration(confidence or {})
    stations = Stations((WordSuggester(WORDS),), guards, FlatGrader(), calibration)
    policy = Policy({kind: Bars(0.9, 0.5, 0.3) for kind in Kind})
    return Checker(Pipeline(stations), policy, EveryLanguage(), make_capture)


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


async def test_json_lines_name_the_exact_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "# Plan 🙂\r\n\r\nSee teh cat.\rAnd wrod — in order\nto win 🙂 teh end"
    file = tmp_path / "a.md"
    file.write_bytes(text.encode())
    with Output() as out:
        code = await check_files(checker(), [str(file)], CheckOptions("jsonl"), out)
    found = rows(capsys.readouterr().out)
    assert code == 0
    assert [r["original"] for r in found] == ["teh", "wrod", "teh"]
    for row in found:
        assert text[row["start"] : row["end"]] == row["original"]
    assert set(found[0]) == {
        "file",
        "start",
        "end",
        "original",
        "replacement",
        "alternatives",
        "class",
        "rule",
        "source",
        "message",
        "confidence",
        "shown",
        "held_reason",
    }


async def test_held_ones_come_with_all_and_a_bar_switches_the_budget_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.md"
    file.write_text("teh wrod teh wrod teh `teh`")
    with Output() as out:
        await check_files(checker(), [str(file)], CheckOptions("jsonl", everything=True), out)
        full = rows(capsys.readouterr().out)
        await check_files(checker(), [str(file)], CheckOptions("jsonl", bar=0.1), out)
        barred = rows(capsys.readouterr().out)
    assert [row["shown"] for row in full].count(True) == 3
    assert {row["held_reason"].split(":")[0] for row in full if not row["shown"]} == {
        "over_budget",
        "protected",
    }
    assert len(barred) == 5


async def test_exit_codes_and_messages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, binary = tmp_path / "good.md", tmp_path / "odd.bin"
    good.write_text("See teh cat.")
    binary.write_bytes(bytes(range(256)) * 8)
    fails = CheckOptions(fail_on=frozenset({Kind.CORRECTNESS}))
    other = CheckOptions(fail_on=frozenset({Kind.TONE}))
    with Output() as out:
        assert await check_files(checker(), [str(good)], fails, out) == 1
        assert await check_files(checker(), [str(good)], other, out) == 0
        names = [str(tmp_path / "none.md"), str(tmp_path), str(binary), str(good)]
        assert await check_files(checker(), names, fails, out) == 2
    told = capsys.readouterr()
    assert "is not there" in told.err
    assert "is a folder" in told.err
    assert "not a text file" in told.err
    assert told.out.count("good.md:1:5: correctness “teh” -> “the”") == 3


async def test_batch_keeps_order_and_goes_on_after_bad_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [
        b'{"id": "a", "text": "See teh cat."}',
        b"not json",
        b'{"id": "b"}',
        b'{"id": "c", "text": 5}',
        b'{"id": "d", "text": "\\ud83d"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"",
        b'{"id": 7, "text": "A wrod.\\u2028Teh teh"}',
    ]
    with Output() as out:
        code = await check_batch(checker(), io.BytesIO(b"\n".join(lines)), CheckOptions(), out)
    told = capsys.readouterr()
    assert code == 2
    assert [(row["id"], row["original"]) for row in rows(told.out)] == [
        ("a", "teh"),
        (7, "wrod"),
        (7, "teh"),
    ]
    for number in (2, 3, 4, 5, 6, 7):
        assert f"Line {number} is not" in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "--fail-on", "spelling", "x.md"], "--fail-on takes any"),
        (["check", "--engine", "openai", "x.md"], "Choose a model"),
        (["check", "--bar", "7", "x.md"], "--bar"),
        (["check", "--batch", "/nowhere/x.jsonl"], "could not be read"),
        (["check", "--batch", "x.jsonl", "y.md"], "not both"),
        (["check", "--nonsense"], "nonsense"),
        (["check", "--engine", "clouds", "x.md"], "'--engine': 'clouds' is not one of"),
        (["eval"], "stet: Missing command. See stet eval --help."),
        (["log"], "stet: Missing command. See stet log --help."),
    ],
)
def test_bad_usage_is_one_clear_message(
    words: list[str],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path))
    assert run(words) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert "Traceback" not in told.err


def test_a_batch_can_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path))
    lines = io.TextIOWrapper(io.BytesIO(b'{"id": "a", "text": "See teh cat."}\n[]\n'))
    monkeypatch.setattr("sys.stdin", lines)
    monkeypatch.setattr("app.commands.tree.make_checker", lambda *_: checker())
    assert run(["check", "--batch", "-"]) == 2
    told = capsys.readouterr()
    assert [row["original"] for row in rows(told.out)] == ["teh"]
    assert "Line 2 is not" in told.err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    for name in ("check", "export", "log", "eval"):
        assert name in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_clear_message(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = check_in_process(tmp_path, full.fileno())
    assert (done.returncode, done.stderr) == (
        2,
        "stet: the findings could not be written: No space left on device.\n",
    )


@pytest.mark.parametrize("batch", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path, batch: bool) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = check_in_process(tmp_path, writer, batch=batch)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_damaged_settings_are_told_and_kept(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir()
    settings.write_bytes(b"\xff\x00 damaged")
    done = check_in_process(tmp_path, subprocess.DEVNULL)
    (kept,) = settings.parent.glob("settings.toml.broken-*")
    assert done.returncode == 0
    assert done.stderr.startswith("stet: The settings file could not be used")
    assert kept.name in done.stderr
    assert kept.read_bytes() == b"\xff\x00 damaged"


def check_in_process(
    home: Path, output: int, *, batch: bool = False
) -> subprocess.CompletedProcess[str]:
    """`stet check` with real stations on a text with a slip, printing to a file descriptor."""
    text = "We recieve more notes than we can read.\n"
    source = home / "source"
    source.write_text(json.dumps({"id": 1, "text": text}) if batch else text, encoding="utf-8")
    words = ["--batch", str(source)] if batch else [str(source)]
    return subprocess.run(
        [sys.executable, "-m", "app", "check", *words],
        env={**os.environ, "STET_HOME": str(home)},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )


async def test_what_is_not_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "long.md"
    file.write_text("teh " * 20_000)
    with Output() as out:
        assert await check_files(checker(), [str(file)], CheckOptions(), out) == 0
    assert "1 line(s) of over 20,000 characters were not checked" in capsys.readouterr().err
