from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.documents import Documents
from app.textfile import MAX_BYTES
from app.writer import Writer
from tests.app.awkward import BINARY, EXACT, INEXACT, OTHER, WORD, Awkward
from ui.editor import Editor
from ui.files import FileProblem, FileProblemKind, Files, OpenDocument


@pytest.fixture
def writer() -> Iterator[Writer]:
    writer = Writer()
    yield writer
    assert writer.stop()


@pytest.fixture
def files(tmp_path: Path, writer: Writer) -> Files:
    return Documents(tmp_path / "state", writer)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_bytes(b"one\r\ntwo\nthree")
    return path


def _kind(caught: pytest.ExceptionInfo[FileProblem]) -> FileProblemKind:
    assert caught.value.message.endswith((".", "?"))
    return caught.value.kind


def _editor(qtbot: QtBot, document: OpenDocument) -> Editor:
    editor = Editor(lambda _line: ())
    qtbot.addWidget(editor)
    editor.load(document.lines)
    return editor


@pytest.mark.parametrize("case", EXACT, ids=lambda case: case.name)
def test_a_file_only_opened_keeps_its_bytes(
    files: Files, tmp_path: Path, qtbot: QtBot, case: Awkward
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(case.data)
    document = files.open(path)
    editor = _editor(qtbot, document)
    assert tuple(editor.lines()) == document.lines
    files.save(document, editor.lines())
    assert path.read_bytes() == case.data


@pytest.mark.parametrize("case", [c for c in EXACT if c.has_word], ids=lambda case: case.name)
def test_a_word_changed_in_the_editor_changes_only_its_bytes(
    files: Files, tmp_path: Path, qtbot: QtBot, case: Awkward
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(case.data)
    document = files.open(path)
    editor = _editor(qtbot, document)
    cursor = editor.document().find(WORD, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert cursor.selectedText() == WORD
    cursor.insertText(OTHER)
    saved = files.save(document, editor.lines())
    assert path.read_bytes() == case.edited
    editor.document().undo()
    files.save(saved, editor.lines())
    assert path.read_bytes() == case.data


@pytest.mark.parametrize("case", INEXACT, ids=lambda case: case.name)
def test_what_is_no_text_is_shown_and_never_written(
    files: Files, tmp_path: Path, case: Awkward
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(case.data)
    document = files.open(path)
    assert document.read_only
    assert document.note
    with pytest.raises(FileProblem) as caught:
        files.save(document, ["other"])
    assert _kind(caught) is FileProblemKind.READ_ONLY
    copy = files.save(document, document.lines, tmp_path / "copy.md")
    assert not copy.read_only
    assert (tmp_path / "copy.md").read_bytes().decode("utf-8")
    assert path.read_bytes() == case.data


@pytest.mark.parametrize("case", BINARY, ids=lambda case: case.name)
def test_a_binary_file_is_refused_and_not_locked(
    files: Files, tmp_path: Path, case: Awkward
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(case.data)
    with pytest.raises(FileProblem) as caught:
        files.open(path)
    assert _kind(caught) is FileProblemKind.BINARY
    path.write_bytes(b"text now")
    assert not files.open(path).read_only


def test_a_new_draft_is_saved_where_the_writer_says(files: Files, tmp_path: Path) -> None:
    document = files.new()
    assert (document.name, document.path, document.lines) == ("Untitled", None, ("",))
    with pytest.raises(FileProblem) as caught:
        files.save(document, ["text"])
    assert _kind(caught) is FileProblemKind.MISSING
    saved = files.save(document, ["café 🦊", ""], tmp_path / "new.md")
    assert (saved.name, saved.path) == ("new.md", tmp_path / "new.md")
    assert (tmp_path / "new.md").read_bytes() == "café 🦊\n".encode()
    assert saved.id != document.id
    assert files.open(tmp_path / "new.md").id == saved.id


def test_ids_are_stable_and_salted(tmp_path: Path, writer: Writer, draft: Path) -> None:
    first = Documents(tmp_path / "one", writer).open(draft).id
    again = Documents(tmp_path / "one", writer).open(draft).id
    elsewhere = Documents(tmp_path / "two", writer).open(draft).id
    assert first == again != elsewhere


def test_save_as_does_not_replace_a_file_nobody_agreed_to(
    files: Files, tmp_path: Path, draft: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(b"precious")
    document = files.open(draft)
    with pytest.raises(FileProblem) as caught:
        files.save(document, ["x"], other)
    assert _kind(caught) is FileProblemKind.EXISTS
    assert other.read_bytes() == b"precious"
    saved = files.save(document, ["x"], other, overwrite=True)
    assert other.read_bytes() == b"x"
    assert saved.path == other
    assert draft.read_bytes() == b"one\r\ntwo\nthree"
    assert not files.open(draft).read_only  # its lock was let go


def test_save_as_onto_a_file_open_elsewhere_is_refused(
    files: Files, tmp_path: Path, draft: Path
) -> None:
    files.open(draft)
    document = files.new()
    with pytest.raises(FileProblem) as caught:
        files.save(document, ["x"], draft, overwrite=True)
    assert _kind(caught) is FileProblemKind.LOCKED
    assert draft.read_bytes() == b"one\r\ntwo\nthree"


def test_a_second_opening_is_read_only_until_the_first_is_closed(
    files: Files, tmp_path: Path, draft: Path
) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(draft)
    first = files.open(draft)
    second = files.open(link)
    assert second.read_only
    assert "another window" in second.note
    with pytest.raises(FileProblem) as caught:
        files.save(second, ["x"])
    assert _kind(caught) is FileProblemKind.READ_ONLY
    files.close(second)
    assert files.open(draft).read_only  # closing the second did not release the first
    files.close(first)
    assert not files.open(draft).read_only


def test_reload_of_a_read_only_opening_takes_over_a_free_lock(files: Files, draft: Path) -> None:
    first = files.open(draft)
    second = files.open(draft)
    files.save(first, ["new"])
    files.close(first)
    document = files.reload(second)
    assert (document.lines, document.read_only, document.note) == (("new",), False, "")


@pytest.mark.parametrize("dirty", [True, False])
def test_an_outside_change_is_never_overwritten_silently(
    files: Files, draft: Path, dirty: bool
) -> None:
    document = files.open(draft)
    assert not files.changed_outside(document)
    draft.write_bytes(b"theirs")
    os.utime(draft, ns=(1, 1))  # an older time is a change too
    assert files.changed_outside(document)
    lines = ["mine"] if dirty else document.lines
    with pytest.raises(FileProblem) as caught:
        files.save(document, lines)
    assert _kind(caught) is FileProblemKind.CHANGED_ON_DISK
    assert draft.read_bytes() == b"theirs"
    files.save(document, ["mine"], overwrite=True)
    assert draft.read_bytes() == b"mine"
    assert not files.changed_outside(document)


def test_the_same_content_written_again_is_no_change(files: Files, draft: Path) -> None:
    document = files.open(draft)
    draft.write_bytes(draft.read_bytes())
    os.utime(draft, ns=(1, 1))
    assert not files.changed_outside(document)
    files.save(document, ["mine"])
    assert draft.read_bytes() == b"mine"


def test_same_size_and_same_time_do_not_fool_a_save(files: Files, draft: Path) -> None:
    document = files.open(draft)
    times = draft.stat()
    draft.write_bytes(b"ONE\r\ntwo\nthree")
    os.utime(draft, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(FileProblem) as caught:
        files.save(document, ["mine"])
    assert _kind(caught) is FileProblemKind.CHANGED_ON_DISK


def test_their_text_can_be_taken(files: Files, draft: Path) -> None:
    document = files.open(draft)
    draft.write_bytes(b"theirs\r")
    taken = files.reload(document)
    assert taken.lines == ("theirs", "")
    files.save(taken, ["theirs", "", "more"])
    assert draft.read_bytes() == b"theirs\r\rmore"


def test_a_deleted_file_is_put_back_only_when_asked(files: Files, draft: Path) -> None:
    document = files.open(draft)
    draft.unlink()
    assert files.changed_outside(document)
    with pytest.raises(FileProblem) as caught:
        files.save(document, ["mine"])
    assert _kind(caught) is FileProblemKind.MISSING
    assert not draft.exists()
    files.save(document, ["mine"], overwrite=True)
    assert draft.read_bytes() == b"mine"


def test_a_vanished_folder_is_told(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"text")
    document = files.open(folder / "a.md")
    (folder / "a.md").unlink()
    folder.rmdir()
    for overwrite in (False, True):
        with pytest.raises(FileProblem) as caught:
            files.save(document, ["mine"], overwrite=overwrite)
        assert _kind(caught) is FileProblemKind.MISSING
        assert "Save as" in caught.value.message
    assert files.save(document, ["mine"], tmp_path / "b.md").name == "b.md"


def test_a_symlink_stays_one_and_modes_are_kept(files: Files, tmp_path: Path, draft: Path) -> None:
    draft.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(draft)
    document = files.open(link)
    files.save(document, ["new"])
    assert link.is_symlink()
    assert draft.read_bytes() == b"new"
    assert draft.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["draft.md", "link.md", "state"]


def test_a_dangling_symlink_is_followed(files: Files, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "target.md")
    files.save(files.new(), ["x"], link)
    assert (tmp_path / "target.md").read_bytes() == b"x"
    assert link.is_symlink()


def test_an_encoding_without_the_character_can_be_left_for_utf8(
    files: Files, tmp_path: Path
) -> None:
    path = tmp_path / "old.txt"
    data = "caf\u00e9 in plain words\r\nand more".encode("cp1252")
    path.write_bytes(data)
    document = files.open(path)
    lines = ["caf\u00e9 🦊", "and more"]
    with pytest.raises(FileProblem) as caught:
        files.save(document, lines)
    assert _kind(caught) is FileProblemKind.ENCODING
    assert path.read_bytes() == data
    files.use_utf8(document)
    files.save(document, lines)
    assert path.read_bytes() == "caf\u00e9 🦊\r\nand more".encode()


def test_odd_endings_survive_delete_save_and_undo(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    data = b"one\ntwo\rthree\r\nfour\n\nfive\r"
    path.write_bytes(data)
    document = files.open(path)
    document2 = files.save(document, ["one", "four", "", "five", ""])
    assert path.read_bytes() == b"one\nfour\n\nfive\r"
    document3 = files.save(document2, ["one", "two", "four", "", "five", ""])
    assert path.read_bytes() == b"one\ntwo\rfour\n\nfive\r"
    files.save(document3, document.lines)
    assert path.read_bytes() == data


def test_what_a_save_replaced_is_kept_as_a_version(
    files: Files, tmp_path: Path, writer: Writer, draft: Path
) -> None:
    document = files.open(draft)
    for number in range(30):
        document = files.save(document, [f"text {number}"])
        assert writer.flush()
    kept = sorted((tmp_path / "state" / "versions" / document.id).iterdir())
    assert len(kept) == 20
    assert kept[0].read_bytes() == b"one\r\ntwo\nthree"
    assert kept[-1].read_bytes() == b"text 28"
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in kept)


def test_missing_and_odd_places_are_told(files: Files, tmp_path: Path, draft: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, kind in (
        (tmp_path / "none.md", FileProblemKind.MISSING),
        (draft / "below.md", FileProblemKind.MISSING),
        (tmp_path, FileProblemKind.NOT_A_FILE),
        (fifo, FileProblemKind.NOT_A_FILE),
        (Path("/dev/null"), FileProblemKind.NOT_A_FILE),
        (loop, FileProblemKind.UNREADABLE),
        (tmp_path / "nul\0", FileProblemKind.UNREADABLE),
        (tmp_path / ("x" * 300), FileProblemKind.UNREADABLE),
    ):
        with pytest.raises(FileProblem) as caught:
            files.open(path)
        assert _kind(caught) is kind, path


def test_saving_to_odd_places_is_told(files: Files, tmp_path: Path, draft: Path) -> None:
    document = files.new()
    for path, kinds in (
        (draft / "below.md", {FileProblemKind.MISSING}),
        (tmp_path / "none" / "a.md", {FileProblemKind.MISSING}),
        (tmp_path, {FileProblemKind.NOT_A_FILE}),
        (tmp_path / ("x" * 300), {FileProblemKind.WRITE_FAILED}),
        (tmp_path / "not\udcffutf8", {FileProblemKind.WRITE_FAILED}),
    ):
        with pytest.raises(FileProblem) as caught:
            files.save(document, ["x"], path, overwrite=True)
        assert _kind(caught) in kinds, path
    assert files.save(document, ["x"], tmp_path / "fine.md").name == "fine.md"


def test_a_large_file_is_a_question_before_it_is_read(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(FileProblem) as caught:
        files.open(path)
    assert _kind(caught) is FileProblemKind.TOO_LARGE
    path.write_bytes(b"word\n" * (MAX_BYTES // 5 + 1))
    document = files.open(path, large_ok=True)
    files.save(document, [*document.lines, "more"])
    assert path.stat().st_size == MAX_BYTES + 5 + 5


def test_a_state_folder_that_cannot_be_used_does_not_block_work(
    tmp_path: Path, writer: Writer, draft: Path
) -> None:
    (tmp_path / "state").write_bytes(b"a file, not a folder")
    files = Documents(tmp_path / "state", writer)
    document = files.open(draft)
    assert not document.read_only
    files.journal(document, ["typed"], (0, 0))
    assert writer.flush()
    assert "cannot be kept" in files.journal_problem()
    assert files.recoveries() == []
    files.save(document, ["typed"])
    assert draft.read_bytes() == b"typed"
    files.close(document)
