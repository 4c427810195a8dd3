from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from app.documents import Documents
from app.session import session_file
from app.settings import settings_file
from app.writer import Writer
from tests.app.faults import Faults
from ui.files import FileProblem, FileProblemKind

_OLD = b"old\r\ntext\n"
_NEW = b"new\r\ntext\n"


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch)


def test_every_failing_call_of_a_save_leaves_old_or_new_content(
    tmp_path: Path, faults: Faults
) -> None:
    hit = set()
    for fault in faults.each():
        folder = tmp_path / fault
        folder.mkdir()
        path = folder / "a.md"
        faults.over()
        path.write_bytes(_OLD)
        writer = Writer()
        files = Documents(folder / "state", writer)
        document = files.open(path)
        faults.rearm()
        files.journal(document, ["new", "text", ""], (0, 3))
        writer.flush()
        allowed = {_NEW}
        try:
            files.save(document, ["new", "text", ""])
        except FileProblem as problem:
            assert problem.message
            allowed = {_NEW, _OLD}
            hit.add(fault.split()[0])
        except OSError as error:
            raise AssertionError(f"{fault} got through") from error
        writer.flush()
        faults.over()
        assert path.read_bytes() in allowed, fault
        assert files.save(document, ["new", "text", ""]).lines[0] == "new"
        assert path.read_bytes() == _NEW
        assert sorted(p.name for p in folder.iterdir()) == ["a.md", "state"]
        files.close(document)
        assert writer.stop()
    assert hit >= {"QSaveFile.open", "QSaveFile.write", "QSaveFile.commit", "io.open"}


def test_every_failing_call_of_opening_and_recovering_is_told(
    tmp_path: Path, faults: Faults
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(_OLD)
    for fault in faults.each():
        state = tmp_path / fault
        faults.over()
        _type_and_crash(path, state)
        faults.rearm()
        later = Documents(state, Writer())
        found = later.recoveries()
        opened = None
        try:
            opened = later.recover(found[0]) if found else None
        except FileProblem as problem:
            assert problem.message
        faults.over()
        del later  # its locks go with it, as in a crash
        kept = opened is not None or bool(Documents(state, Writer()).recoveries())
        aside = list((state / "journal").glob("*.broken-*"))
        assert kept or aside, fault
    assert path.read_bytes() == _OLD


def _type_and_crash(path: Path, state: Path) -> None:
    writer = Writer()
    files = Documents(state, writer)
    files.journal(files.open(path), ["unsaved"], (0, 0))
    assert writer.stop()


def test_every_failing_call_of_the_settings_keeps_old_or_new(
    tmp_path: Path, faults: Faults
) -> None:
    for fault in faults.each():
        path = tmp_path / fault / "settings.toml"
        faults.over()
        settings_file(path).change(column=60)
        faults.rearm()
        with contextlib.suppress(OSError):
            settings_file(path).change(column=80)
        faults.over()
        loaded = settings_file(path).load()
        aside = list(path.parent.glob("*.broken-*"))
        assert loaded.values.column in (60, 80) or aside, fault


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from app.documents import Documents
from app.session import session_file
from app.settings import settings_file
from app.writer import Writer
from ui.files import FileProblem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
root = Path(sys.argv[1])
writer = Writer()
files = Documents(root / "state", writer)
document = files.open(root / "a.md")
full = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
lines = ["x" * 99] * 30_000
files.journal(document, lines, (0, 0))
writer.flush()
print(files.journal_problem())
try:
    files.save(document, lines)
except FileProblem as problem:
    print(problem.kind.name, problem.message)
for change in (
    lambda: settings_file(root / "settings.toml").change(column=80),
    lambda: session_file(root / "session.json").change(last_file="after"),
):
    try:
        change()
    except OSError as error:
        print("OSError", error.errno)
print(len(files.save(document, ["short"]).lines) if full > 1000 else "skipped")
"""


@pytest.mark.parametrize("room", [1_000_000, 0])
def test_a_full_disk_keeps_the_old_file(tmp_path: Path, room: int) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(_OLD)
    settings_file(tmp_path / "settings.toml").change(column=60)
    session_file(tmp_path / "session.json").change(last_file="before")
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(tmp_path), str(room)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Traceback") == 0
    said = done.stdout.splitlines()
    assert "cannot be kept" in said[0]
    assert said[1].startswith(FileProblemKind.DISK_FULL.name)
    assert "text is still here" in said[1]
    assert path.read_bytes() == (b"short" if room else _OLD)
    assert settings_file(tmp_path / "settings.toml").load().values.column == (80 if room else 60)
    assert not list(tmp_path.rglob("*.tmp"))


_AS_NOBODY = """
import os, sys
import hashlib, rapidfuzz.distance, rapidfuzz.fuzz  # now: nobody may not be allowed to later
from pathlib import Path
from app.documents import Documents
from app.writer import Writer
from ui.files import FileProblem
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
root = Path(sys.argv[1])
writer = Writer()
files = Documents(root / "state", writer)
for name in ("secret.md", "folder/a.md", "locked.md"):
    try:
        document = files.open(root / name)
        print(bool(document.note))
        files.save(document, ["mine"])
    except FileProblem as problem:
        print(problem.kind.name, problem.message)
print(files.save(document, ["mine"], root / "state" / "copy.md").name)
"""


def test_without_permission_nothing_is_lost(tmp_path: Path) -> None:
    for parent in (tmp_path, *tmp_path.parents):
        if parent.name.startswith(("pytest-", "popen-")):
            parent.chmod(0o755)
    folder, state = tmp_path / "folder", tmp_path / "state"
    folder.mkdir()
    state.mkdir()
    state.chmod(0o777)
    for path, mode in (
        (tmp_path / "secret.md", 0o000),
        (folder / "a.md", 0o444),
        (tmp_path / "locked.md", 0o444),
    ):
        path.write_bytes(_OLD)
        path.chmod(mode)
    folder.chmod(0o555)
    tmp_path.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        tmp_path.chmod(0o755)
        folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[0].startswith("UNREADABLE")
    assert [said[1], said[3]] == ["True", "True"]  # told at opening already
    assert said[2].startswith("READ_ONLY")
    assert said[4].startswith("READ_ONLY")
    assert said[5] == "copy.md"
    assert (folder / "a.md").read_bytes() == _OLD
    assert [path.name for path in folder.iterdir()] == ["a.md"]
