"""A killed process loses nothing it acknowledged; two processes lose nothing to each other."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from suggest.feedback.log import FeedbackLog
from tests.suggest.feedback.events import event
from tests.suggest.feedback.test_log import all_events

PROGRAM = Path(__file__).with_name("killed.py")
REMOVING = Path(__file__).with_name("killed_removing.py")


def _start(path: Path, name: str, program: Path = PROGRAM) -> "subprocess.Popen[str]":
    command = [sys.executable, str(program), str(path), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _kill_after(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    """Kills it once it acknowledged so many events; returns all whole ids it printed."""
    assert process.stdout is not None
    seen = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    seen += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    return [line.strip() for line in seen if line.endswith("\n")]


def _rounds(path: Path, rounds: int) -> tuple[set[str], list[str]]:
    """Kills so many processes; what they acknowledged, and what was wrong with the log after."""
    chance = random.Random(20)
    acknowledged: set[str] = set()
    problems: list[str] = []
    for number in range(rounds):
        process = _start(path, f"round{number}")
        acknowledged.update(_kill_after(process, chance.randint(1, 900)))
        log = FeedbackLog(path)
        problems += [log.problem] * bool(log.problem)
        problems += ["not closed"] * (not log.close())
    return acknowledged, problems


def _is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@pytest.mark.parametrize("rounds", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_killed_processes_lose_nothing_acknowledged(tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "log.sqlite3"
    acknowledged, problems = _rounds(path, rounds)
    there = [e.event_id for e in all_events(path)]
    assert problems == []
    assert acknowledged - set(there) == set()
    assert len(acknowledged) >= rounds
    assert len(there) == len(set(there))
    assert _is_whole(path)


def test_two_processes_and_this_one_write_one_log(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    one, two = _start(path, "one"), _start(path, "two")
    log = FeedbackLog(path)
    for number in range(500):
        log.append(event(number, event_id=f"here-{number}"))
    acknowledged = set(_kill_after(one, 1500)) | set(_kill_after(two, 1500))
    assert log.close()
    assert log.problem == ""
    there = {e.event_id for e in all_events(path)}
    assert acknowledged | {f"here-{n}" for n in range(500)} <= there
    assert len(acknowledged) >= 3000


def test_killed_while_it_removes_words_leaves_a_whole_log_without_them(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    chance = random.Random(21)
    forgotten: list[str] = []
    for number in range(5):
        process = _start(path, f"round{number}", REMOVING)
        forgotten += _kill_after(process, chance.randint(1, 12))
        log = FeedbackLog(path)
        assert log.close()
        assert log.problem == ""
    assert _is_whole(path)
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert len(forgotten) >= 5
    assert [one for one in forgotten if one.encode() + b" words" in data] == []
