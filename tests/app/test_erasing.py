"""After erasing, no byte below Stet's folders holds a word of a draft that nobody has open."""

import asyncio
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli import main
from app.documents import Documents
from app.erasing import Eraser
from app.paths import Paths, find_paths
from app.versions import Versions
from app.writer import Writer
from suggest.answers import AnswerCache
from suggest.feedback.event import EventText
from suggest.feedback.log import FeedbackLog
from suggest.feedback.reading import read_log
from tests.suggest.feedback.events import event

CANARY = "The marmalade canary sings at noon."
OTHER = "The paper is on the table."
NOW = datetime.now(UTC)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    found = find_paths()
    found.prepare()
    return found


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer()
    yield made
    made.stop()


@pytest.fixture
def drafts(tmp_path: Path) -> dict[str, Path]:
    """Two files, one with the canary."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    made = {"secret": folder / "secret.md", "other": folder / "other.md"}
    made["secret"].write_text(CANARY)
    made["other"].write_text(OTHER)
    return made


def _use(paths: Paths, writer: Writer, drafts: dict[str, Path]) -> Documents:
    """Leaves words of both drafts in every place; returns with neither of them open."""
    documents = Documents(paths.state, writer)
    log = FeedbackLog(paths.data / "feedback.sqlite3")
    for number, (name, text) in enumerate((("secret", CANARY), ("other", OTHER))):
        document = documents.open(drafts[name])
        words = EventText(f"p{name}", text, 4, text[4:9], "plain", text)
        log.append(event(number, document=document.id, text=words, wall=NOW))
        document = documents.save(document, [text, "More."])
        documents.journal(document, [text, "Unsaved."], (0, 0))
        assert writer.flush()
        for left in (paths.state / "journal").glob(f"{document.id}-*.journal"):
            left.rename(left.with_name(f"{document.id}-00000000.journal"))
        documents.close(document)
    assert log.close()
    return documents


def _leave_more(paths: Paths) -> None:
    """Files put aside, kept answers, eval cases and answers."""
    data = CANARY.encode()
    for place in (
        paths.data / "feedback.sqlite3.damaged-20260101-000000-000000",
        paths.data / "feedback.sqlite3.damaged-20260101-000000-000000-wal",
        paths.data / "dismissals.json.damaged",
        paths.data / "dismissals.json.damaged-20260101-000000-000000",
        paths.data / "learned.json",
        paths.data / "evals" / "mine.jsonl",
        paths.state / "session.json.broken-20260101-000000-000000",
        paths.state / "journal" / "x-1.journal.broken-20260101-000000-000000",
        paths.state / "journal" / "x-1.journal.999999999.tmp",
        paths.cache / "evals" / "answers" / "one.jsonl",
    ):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    async def answer() -> None:
        cache = AnswerCache(paths.cache / "answers")
        await cache.put("key", {"answer": CANARY})
        await cache.close()

    asyncio.run(answer())


def _holding(folder: Path, words: str = CANARY) -> list[str]:
    """Files with the words in their bytes, kept answers unpacked."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            if file.name == "cache.db":
                data += b"".join(_unpacked(file))
            if words.encode() in data:
                found.append(str(file.relative_to(folder)))
    return found


def _unpacked(file: Path) -> Iterator[bytes]:
    connection = sqlite3.connect(file)
    for (value,) in connection.execute("SELECT value FROM Cache"):
        yield zlib.decompress(value)
    connection.close()


def test_erasing_leaves_no_byte_of_drafts_and_keeps_the_drafts(
    paths: Paths, writer: Writer, drafts: dict[str, Path], tmp_path: Path
) -> None:
    _use(paths, writer, drafts)
    _leave_more(paths)
    (paths.data / "dismissals.json").write_text('{"words": ["Stet"], "dismissals": []}')
    (paths.data / "spending.sqlite3.damaged-1").write_text("money")
    export = tmp_path / "export"
    assert main(["export", "--to", str(export), "--redact", "none"]) == 0
    assert len(_holding(tmp_path / "home")) >= 12
    assert Eraser(paths).erase_all() == []
    assert _holding(tmp_path / "home") == []
    assert _holding(tmp_path / "home", OTHER) == []
    assert drafts["secret"].read_text().startswith(CANARY)
    assert _holding(export)
    assert "Stet" in (paths.data / "dismissals.json").read_text()
    assert (paths.data / "spending.sqlite3.damaged-1").exists()


def test_forgetting_takes_one_document_and_leaves_the_other(
    paths: Paths, writer: Writer, drafts: dict[str, Path], tmp_path: Path
) -> None:
    documents = _use(paths, writer, drafts)
    secret = documents.open(drafts["secret"])
    documents.close(secret)
    assert Eraser(paths).forget_file(drafts["secret"]) == []
    home = tmp_path / "home"
    assert _holding(home) == []
    assert _holding(home, secret.id) == []
    assert not [path for path in home.rglob("*") if secret.id in path.name]
    kept = _holding(home, OTHER)
    assert any(name.startswith("data/feedback") for name in kept)
    assert any(name.startswith("state/journal") for name in kept)
    assert any(name.startswith("state/versions") for name in kept)


def test_forgetting_works_for_a_file_that_is_gone(
    paths: Paths, writer: Writer, drafts: dict[str, Path], tmp_path: Path
) -> None:
    _use(paths, writer, drafts)
    drafts["secret"].unlink()
    assert main(["log", "forget", str(drafts["secret"]), "--yes"]) == 0
    assert _holding(tmp_path / "home") == []


def test_forgetting_says_whether_anything_was_kept(
    paths: Paths,
    writer: Writer,
    drafts: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    _use(paths, writer, drafts)
    for word in (str(drafts["secret"]) + "x", str(drafts["secret"]), str(drafts["secret"])):
        assert main(["log", "forget", word, "--yes"]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert "Nothing was kept" in first and "check its path" in first
    assert second == f"Forgot “{drafts['secret'].name}”."
    assert "Nothing was kept" in third


def test_unsaved_text_of_open_windows_is_never_deleted(
    paths: Paths, writer: Writer, drafts: dict[str, Path]
) -> None:
    documents = _use(paths, writer, drafts)
    mine = documents.open(drafts["secret"])
    untitled = documents.new()
    for document in (mine, untitled):
        documents.journal(document, [CANARY, document.name], (0, 0))
    elsewhere = Documents(paths.state, writer)
    theirs = elsewhere.open(drafts["other"])
    elsewhere.journal(theirs, [OTHER, "theirs"], (0, 0))
    assert writer.flush()
    eraser = Eraser(paths, documents.live_journals)
    assert eraser.forget(mine.id) == []
    assert eraser.erase_all() == []
    left = {path.read_bytes().rpartition(b"\n")[2] for path in (paths.state / "journal").iterdir()}
    # What a crash left of the document of another window stays too: its lock is held.
    assert left == {b"secret.md", b"Untitled", b"theirs", b"Unsaved."}
    for keeper, document in ((documents, mine), (documents, untitled), (elsewhere, theirs)):
        keeper.close(document)
    assert Eraser(paths).erase_all() == []
    assert list((paths.state / "journal").iterdir()) == []


def test_what_could_not_be_erased_is_said_and_the_rest_goes(
    paths: Paths,
    writer: Writer,
    drafts: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("suggest.feedback.store.BUSY_MS", 50)
    _use(paths, writer, drafts)
    with read_log(paths.data / "feedback.sqlite3") as reader:
        next(reader.events())
        assert main(["log", "wipe", "--yes"]) == 2
    assert "Close it and try again" in capsys.readouterr().err
    assert not (paths.state / "versions").exists()
    assert main(["log", "wipe", "--yes"]) == 0


def test_a_running_log_goes_on_after_everything_was_erased(
    paths: Paths, writer: Writer, drafts: dict[str, Path]
) -> None:
    _use(paths, writer, drafts)
    log = FeedbackLog(paths.data / "feedback.sqlite3")
    assert Eraser(paths).erase_all() == []
    log.append(event(9, wall=NOW))
    assert log.close()
    assert log.problem == ""
    with read_log(paths.data / "feedback.sqlite3") as reader:
        assert [e.event_id for e in reader.events()] == ["e9"]


def test_versions_begin_anew_after_erasing(paths: Paths) -> None:
    versions = Versions(paths.state / "versions")
    versions.keep("doc", b"one", NOW)
    assert Eraser(paths).erase_all() == []
    assert versions.of("doc") == []
    versions.keep("doc", b"two", NOW)
    assert [one.path.read_bytes() for one in versions.of("doc")] == [b"two"]


def test_forget_asks_first(
    paths: Paths, drafts: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "forget", str(drafts["secret"])]) == 2
    assert "--yes" in capsys.readouterr().err
    assert list(paths.data.iterdir()) == []
