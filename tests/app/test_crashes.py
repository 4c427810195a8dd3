from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.documents import Documents
from app.writer import Writer
from tests.app.crashing import ROOT, content, killed, moments


def _save_round(folder: Path, after: float) -> float:
    path = folder / "a.md"
    path.write_bytes(b"start")
    killed("save", folder, after)
    writer = Writer()
    files = Documents(folder / "state", writer)
    found = files.recoveries()
    text = path.read_text("utf-8")
    number = int(text.split()[0])
    assert text == "\n".join(content(number, 2_000_000)), "the file is torn"
    document = files.open(path)
    assert not document.read_only, "the lock of the dead process is still there"
    for recovery in found:
        assert recovery.lines == tuple(content(int(recovery.lines[0].split()[0]), 2_000_000))
        files.discard(recovery)
    files.close(document)
    assert files.recoveries() == []
    assert sorted(p.name for p in folder.iterdir()) == ["a.md", "state"]
    assert [p.name for p in (folder / "state" / "journal").iterdir()] == []
    assert list((folder / "state").rglob("*.lock")) == []
    assert writer.stop()
    return 0.0


def _type_round(folder: Path, after: float) -> float:
    """Seconds of typing lost; every other moment with a draft that was never saved."""
    new = int(after * 1000) % 2 == 0
    (folder / "a.md").write_bytes(b"start")
    if new:
        (folder / "new").touch()
    said = killed("type", folder, 0.3 + after)
    now = time.time()
    keys = [float(line.split()[0]) for line in said]
    files = Documents(folder / "state", Writer())
    (recovery,) = files.recoveries()
    assert (recovery.path is None) == new
    kept = len(recovery.lines[0].split())
    assert recovery.lines == ("".join(f"{n} " for n in range(kept)),)
    assert recovery.caret == (0, len(recovery.lines[0]))
    assert not recovery.base_changed
    document = files.recover(recovery)
    assert document.unsaved
    assert document.lines == recovery.lines
    files.close(document)
    assert files.recoveries() == []
    return now - keys[kept] if kept < len(keys) else 0.0


def _rounds(tmp_path: Path, one: Callable[[Path, float], float], after: list[float]) -> list[float]:
    def run(number: int) -> float:
        folder = tmp_path / str(number)
        folder.mkdir()
        result = one(folder, after[number])
        shutil.rmtree(folder)
        return result

    with ThreadPoolExecutor(4) as pool:  # most of a round is waiting
        return list(pool.map(run, range(len(after))))


def test_a_kill_while_saving_leaves_a_whole_file(tmp_path: Path) -> None:
    assert len(_rounds(tmp_path, _save_round, moments(8, 0.3))) == 8


def test_a_kill_while_typing_costs_less_than_a_second(tmp_path: Path) -> None:
    assert max(_rounds(tmp_path, _type_round, moments(8, 1.2))) <= 1.0


@pytest.mark.slow
def test_200_kills_while_saving(tmp_path: Path) -> None:
    assert len(_rounds(tmp_path, _save_round, moments(200, 0.6))) == 200


@pytest.mark.slow
def test_200_kills_while_typing(tmp_path: Path) -> None:
    lost = sorted(_rounds(tmp_path, _type_round, moments(200, 2.5)))
    assert lost[197] <= 1.0, lost[190:]


def test_two_processes_never_write_to_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"text")
    files = Documents(tmp_path / "state", Writer())
    with subprocess.Popen(
        [sys.executable, "-m", "tests.app.crashing", "hold", str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "False\n"
        document = files.open(tmp_path / "a.md")
        assert document.read_only
        holder.communicate("end\n")
    assert holder.returncode == 0
    assert not files.reload(document).read_only


def test_the_lock_of_a_killed_process_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"text")
    assert killed("hold", tmp_path, 0) == ["False"]
    assert list((tmp_path / "state" / "locks").iterdir())
    assert not Documents(tmp_path / "state", Writer()).open(tmp_path / "a.md").read_only
