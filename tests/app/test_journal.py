from __future__ import annotations

import itertools
import os
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.atomic import sweep_temporaries, write_atomic
from app.documents import Documents
from app.intents import Intent, Intents
from app.journal import DamagedJournal, Entry, from_bytes, to_bytes
from app.locks import Locks
from app.saving import digest_of
from app.versions import MOST, Versions
from app.writer import Writer
from ui.files import FileProblem, FileProblemKind, Recovery

_WHEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


class Crashed:
    """A folder with what a window left behind that ended without closing."""

    def __init__(self, folder: Path, writer: Writer) -> None:
        self.folder = folder
        self._writer = writer  # of the next start
        self.path = folder / "a.md"
        self.path.write_bytes(b"one\r\ntwo\n")

    def types(self, lines: list[str], *, new: bool = False) -> None:
        """Open, type, crash."""
        writer = Writer()
        files = Documents(self.folder / "state", writer, now=lambda: _WHEN)
        document = files.new() if new else files.open(self.path)
        files.journal(document, lines, (len(lines) - 1, 2))
        assert writer.stop()  # its lock goes when `files` does

    def journals(self) -> list[Path]:
        return sorted((self.folder / "state" / "journal").glob("*.journal"))

    def restart(self) -> Documents:
        return Documents(self.folder / "state", self._writer)


@pytest.fixture
def crashed(tmp_path: Path) -> Iterator[Crashed]:
    writer = Writer()
    yield Crashed(tmp_path, writer)
    assert writer.stop()


@pytest.fixture
def writer() -> Iterator[Writer]:
    writer = Writer()
    yield writer
    assert writer.stop()


def _only(files: Documents) -> Recovery:
    (recovery,) = files.recoveries()
    return recovery


@given(
    st.lists(st.text(st.characters(exclude_characters="\n"), max_size=20), min_size=1),
    st.binary(min_size=1, max_size=3),
    st.integers(0, 10_000),
)
def test_an_entry_comes_back_whole_or_not_at_all(lines: list[str], junk: bytes, at: int) -> None:
    entry = Entry("id", Path(os.fsdecode(b"/a/\xff")), "base", tuple(lines), (0, 1), _WHEN)
    data = to_bytes(entry)
    assert from_bytes(data) == entry
    at %= len(data)
    damaged = data[:at] + junk + data[at + len(junk) :]
    for wrong in (damaged, data[:at], data + junk):
        if wrong != data:
            with pytest.raises(DamagedJournal):
                from_bytes(wrong)


def test_unsaved_text_is_offered_back_and_saved_with_its_endings(crashed: Crashed) -> None:
    crashed.types(["one", "two and more", ""])
    files = crashed.restart()
    recovery = _only(files)
    assert (recovery.path, recovery.name) == (crashed.path, "a.md")
    assert (recovery.when, recovery.caret) == (_WHEN, (2, 2))
    assert not recovery.base_changed
    document = files.recover(recovery)
    assert document.unsaved
    assert not document.read_only
    assert document.lines == ("one", "two and more", "")
    assert files.recoveries() == []
    saved = files.save(document, document.lines)
    assert crashed.path.read_bytes() == b"one\r\ntwo and more\n"
    assert crashed.journals() == []
    files.close(saved)


def test_a_draft_that_was_never_saved_is_offered_back(crashed: Crashed, tmp_path: Path) -> None:
    crashed.types(["only here \ud83d"], new=True)
    files = crashed.restart()
    document = files.recover(_only(files))
    assert (document.path, document.lines) == (None, ("only here \ud83d",))
    files.save(document, ["fixed"], tmp_path / "b.md")
    assert crashed.journals() == []


def test_recovered_text_survives_a_second_crash(crashed: Crashed) -> None:
    crashed.types(["typed"])
    files = crashed.restart()
    files.recover(_only(files))
    del files
    assert _only(crashed.restart()).lines == ("typed",)


def test_opening_the_file_first_does_not_hide_or_lose_its_unsaved_text(crashed: Crashed) -> None:
    crashed.types(["typed before the crash"])
    writer = Writer()
    files = Documents(crashed.folder / "state", writer)
    opened = files.open(crashed.path)
    files.journal(opened, ["typed after it"], (0, 0))
    assert writer.stop()
    recovery = _only(files)
    document = files.recover(recovery)
    assert not document.read_only
    files.close(opened)
    assert document.lines == ("typed before the crash",)
    files.save(document, document.lines)
    assert crashed.path.read_bytes() == b"typed before the crash"


def test_a_file_changed_since_is_not_overwritten_by_recovered_text(crashed: Crashed) -> None:
    crashed.types(["typed"])
    crashed.path.write_bytes(b"theirs")
    files = crashed.restart()
    recovery = _only(files)
    assert recovery.base_changed
    document = files.recover(recovery)
    assert files.changed_outside(document)
    with pytest.raises(FileProblem) as caught:
        files.save(document, document.lines)
    assert caught.value.kind is FileProblemKind.CHANGED_ON_DISK
    assert crashed.path.read_bytes() == b"theirs"
    assert crashed.journals()


def test_unsaved_text_of_a_deleted_file_becomes_a_draft(crashed: Crashed) -> None:
    crashed.types(["typed"])
    crashed.path.unlink()
    files = crashed.restart()
    document = files.recover(_only(files))
    assert (document.path, document.name, document.lines) == (None, "a.md", ("typed",))
    assert "Save as" in document.note


def test_text_that_was_saved_is_not_offered(crashed: Crashed) -> None:
    crashed.types(["typed"])
    crashed.path.write_bytes(b"typed")
    assert crashed.restart().recoveries() == []
    assert crashed.journals() == []


def test_a_discarded_recovery_is_gone(crashed: Crashed) -> None:
    crashed.types(["typed"])
    files = crashed.restart()
    recovery = _only(files)
    files.discard(recovery)
    assert crashed.journals() == []
    with pytest.raises(FileProblem) as caught:
        files.recover(recovery)
    assert caught.value.kind is FileProblemKind.MISSING


def test_a_living_window_keeps_its_unsaved_text(crashed: Crashed, writer: Writer) -> None:
    living = Documents(crashed.folder / "state", writer)
    living.journal(living.open(crashed.path), ["typed"], (0, 0))
    assert writer.flush()
    assert crashed.journals()
    assert crashed.restart().recoveries() == []


@pytest.mark.parametrize("damage", ["empty", "truncated", "random", "future", "folder", "flipped"])
def test_a_damaged_journal_is_kept_aside_and_told(crashed: Crashed, damage: str) -> None:
    crashed.types(["typed"])
    crashed.types(["a sound one"], new=True)
    (broken,) = (path for path in crashed.journals() if b"a.md" in path.read_bytes())
    data = broken.read_bytes()
    if damage == "folder":
        broken.unlink()
        broken.mkdir()
    else:
        broken.write_bytes(
            {
                "empty": b"",
                "truncated": data[:-2],
                "random": bytes(range(256)),
                "future": data.replace(b"journal 1", b"journal 2"),
                "flipped": data[:-1] + b"D",
            }[damage]
        )
    files = crashed.restart()
    assert _only(files).lines == ("a sound one",)
    (notice,) = files.notices()
    (aside,) = broken.parent.glob("*.broken-*")
    assert aside.name in notice
    assert files.notices() == []


def _killed_while_saving(crashed: Crashed, beside: bytes | None, target: bytes) -> Documents:
    """As after a kill -9 in the middle of a save of b"new"."""
    crashed.types(["older text"])
    note = Intent(
        crashed.path, digest_of(b"one\r\ntwo\n"), digest_of(b"new"), crashed.journals()[0].name
    )
    Intents(crashed.folder / "state" / "saving").begin("some id", note)
    if beside is not None:
        (crashed.folder / "a.md.JLNmXP").write_bytes(beside)
    crashed.path.write_bytes(target)
    return crashed.restart()


def _names(crashed: Crashed) -> list[str]:
    return sorted(path.name for path in crashed.folder.iterdir() if path.is_file())


def test_a_save_killed_before_its_last_step_is_finished(crashed: Crashed) -> None:
    files = _killed_while_saving(crashed, b"new", b"one\r\ntwo\n")
    assert crashed.path.read_bytes() == b"new"
    assert _names(crashed) == ["a.md"]
    assert files.recoveries() == []
    assert list((crashed.folder / "state" / "saving").iterdir()) == []


def test_a_save_killed_after_its_last_step_makes_its_journal_obsolete(crashed: Crashed) -> None:
    files = _killed_while_saving(crashed, None, b"new")
    assert files.recoveries() == []


def test_files_of_the_writer_are_not_taken_for_half_a_save(crashed: Crashed) -> None:
    files = _killed_while_saving(crashed, b"mine", b"one\r\ntwo\n")
    assert _names(crashed) == ["a.md", "a.md.JLNmXP"]
    assert _only(files).lines == ("older text",)


def test_a_half_save_does_not_replace_a_file_changed_since(crashed: Crashed) -> None:
    files = _killed_while_saving(crashed, b"new", b"theirs")
    assert crashed.path.read_bytes() == b"theirs"
    assert _only(files).base_changed


@pytest.mark.parametrize("torn", [b"", b"{", b"[]", b'{"target": 1}', bytes(range(200, 256))])
def test_a_torn_note_of_a_save_is_dropped(crashed: Crashed, torn: bytes) -> None:
    folder = crashed.folder / "state" / "saving"
    folder.mkdir(parents=True)
    (folder / "id.json").write_bytes(torn)
    assert crashed.restart().recoveries() == []
    assert list(folder.iterdir()) == []


def test_undoing_everything_drops_the_journal(crashed: Crashed, writer: Writer) -> None:
    files = Documents(crashed.folder / "state", writer)
    document = files.open(crashed.path)
    files.journal(document, ["typed"], (0, 0))
    assert writer.flush()
    assert crashed.journals()
    files.journal(document, list(document.lines), (0, 0))
    assert writer.flush()
    assert crashed.journals() == []


def test_saving_and_closing_drop_what_still_waits(crashed: Crashed, writer: Writer) -> None:
    files = Documents(crashed.folder / "state", writer)
    document = files.open(crashed.path)
    for ending in (lambda: files.save(document, ["saved"]), lambda: files.close(document)):
        files.journal(document, ["typed"], (0, 0))
        files.journal(document, ["typed more"], (0, 0))
        ending()
        assert writer.flush()
        assert crashed.journals() == []


def test_a_read_only_opening_writes_no_journal(crashed: Crashed, writer: Writer) -> None:
    files = Documents(crashed.folder / "state", writer)
    files.open(crashed.path)
    files.journal(files.open(crashed.path), ["typed"], (0, 0))
    assert writer.flush()
    assert crashed.journals() == []


def test_a_call_costs_the_window_less_than_a_tenth_of_a_millisecond(
    crashed: Crashed, writer: Writer
) -> None:
    files = Documents(crashed.folder / "state", writer)
    document = files.open(crashed.path)
    lines = [f"line {n} of a long post" for n in range(400)]
    costs = []
    for _ in range(300):
        before = time.thread_time_ns()
        files.journal(document, lines, (0, 0))
        costs.append(time.thread_time_ns() - before)
    assert statistics.median(costs) < 100_000


def test_half_written_files_of_dead_processes_are_swept(tmp_path: Path) -> None:
    dead, mine = tmp_path / "a.journal.99999999.tmp", tmp_path / f"b.{os.getpid()}.tmp"
    other = tmp_path / "note.tmp"
    for path in (dead, mine, other):
        path.write_bytes(b"x")
    sweep_temporaries(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, other])


def test_an_atomic_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomic(tmp_path / "a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("torn", [b"", b"123", bytes(range(60))])
def test_a_torn_lock_does_not_lock_forever(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / "x.lock").write_bytes(torn)
    os.utime(tmp_path / "x.lock", (1, 1))
    lock, taken = Locks(tmp_path).take("x")
    assert lock is not None
    assert not taken


def test_a_folder_in_place_of_a_lock_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / "x.lock").mkdir()
    assert Locks(tmp_path).take("x")[0] is not None


def test_the_lock_of_a_reused_process_number_is_cleared(tmp_path: Path) -> None:
    locks = Locks(tmp_path)
    lock, _ = locks.take("x")
    assert lock is not None
    alive = (tmp_path / "x.lock").read_bytes()
    assert locks.take("x") == (None, True)
    lock.unlock()
    (tmp_path / "x.lock").write_bytes(alive)  # says this process, which does not hold it
    assert locks.take("x")[0] is not None


def test_a_locks_sweep_leaves_the_living(tmp_path: Path) -> None:
    locks = Locks(tmp_path)
    lock, _ = locks.take("alive")
    assert lock is not None
    (tmp_path / "dead.lock").write_bytes((tmp_path / "alive.lock").read_bytes())
    locks.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["alive.lock"]


def test_versions_thin_out_with_age(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    for hour in range(100):
        versions.keep("id", f"text {hour}".encode(), _WHEN + timedelta(hours=hour))
    kept = [round((v.when - _WHEN).total_seconds() / 3600) for v in versions.of("id")]
    assert len(kept) == MOST
    assert kept[0] == 0
    assert kept[-5:] == [95, 96, 97, 98, 99]
    gaps = [b - a for a, b in itertools.pairwise(kept)]
    assert max(gaps[:5]) > max(gaps[-5:])
    assert max(gaps) <= 40


def test_a_version_is_not_kept_twice(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    for minute in range(3):
        versions.keep("id", b"same", _WHEN + timedelta(minutes=minute))
    assert len(versions.of("id")) == 1


def test_the_writer_runs_only_the_newest_job_of_a_key() -> None:
    writer = Writer()
    started, go = threading.Event(), threading.Event()
    ran: list[int] = []

    def hold() -> None:
        started.set()
        assert go.wait(10)

    writer.put("hold", hold)
    assert started.wait(10)
    for number in range(5):
        writer.put("key", lambda number=number: ran.append(number))  # type: ignore[misc]
    writer.put("other", lambda: ran.append(100))
    writer.cancel("other")
    go.set()
    assert writer.stop()
    assert ran == [4]
    writer.put("late", lambda: ran.append(5))
    assert ran == [4, 5]


def test_a_failing_job_does_not_end_the_writer(caplog: pytest.LogCaptureFixture) -> None:
    writer = Writer()
    ran: list[int] = []
    writer.put("bad", lambda: ran.append(1 // 0))
    assert writer.flush()
    writer.put("good", lambda: ran.append(1))
    assert writer.stop()
    assert ran == [1]
    assert "background write failed" in caplog.text
