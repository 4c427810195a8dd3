"""What the writer said no to holds: through edits elsewhere, moves, restarts and damage."""

import json
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from suggest.feedback.dismissed import Dismissals
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind, Dismissal, DropReason, Kind, Passage, Proposal, Span

DAY = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


class Days:
    """A wall clock that moves a day at every look."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


def store(path: Path | None = None) -> Dismissals:
    return Dismissals(path, Days())


def at(text: str, word: str, rule: str = "plain/utilize", mutes: str = "") -> Proposal:
    start = text.index(word)
    span = Span(start, start + len(word))
    return Proposal(span, word, "use", Kind.CLARITY, rule, "Shorter.", "Plain words", mutes)


def reason(kept: Dismissals, text: str, proposal: Proposal) -> DropReason | None:
    drop = kept.drop_for(Passage(text, text), proposal)
    return None if drop is None else drop.reason


HERE = "We will utilize the new plan."


@pytest.mark.parametrize(
    ("how", "same_again", "edited_elsewhere", "other_words", "other_rule"),
    [
        (Dismissal.NOT_NOW, True, False, False, False),
        (Dismissal.NOT_HERE, True, True, False, False),
        (Dismissal.NOT_PHRASE, True, True, True, True),
        (Dismissal.MUTE_RULE, True, True, True, False),
    ],
)
def test_each_way_to_say_no_reaches_as_far_as_it_says(
    how: Dismissal,
    same_again: bool,
    edited_elsewhere: bool,
    other_words: bool,
    other_rule: bool,
) -> None:
    kept = store()
    kept.add(Passage(HERE, HERE), at(HERE, "utilize"), how)
    longer = f"At last. {HERE} It is good."
    other = "They utilize it."
    held = [
        reason(kept, HERE, at(HERE, "utilize")),
        reason(kept, longer, at(longer, "utilize")),
        reason(kept, other, at(other, "utilize")),
        reason(kept, other, at(other, "utilize", rule="grammar/verb")),
    ]
    expected = DropReason.MUTED if how is Dismissal.MUTE_RULE else DropReason.DISMISSED_BEFORE
    wanted = [same_again, edited_elsewhere, other_words, other_rule]
    assert held == [expected if hidden else None for hidden in wanted]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"At last. {HERE} It is good.", True),
        (f"At last, it came. {HERE}", True),
        ("At last. We will utilize the new plan now. It is good.", False),
        ("At last. We can utilize the new plan. It is good.", False),
    ],
)
def test_not_now_ends_when_its_sentence_changes_and_not_before(text: str, hidden: bool) -> None:
    reader = PassageReader(Protector())
    kept = store()
    first = f"At last. {HERE} It is good."
    kept.add(reader.read(first, BlockKind.PARAGRAPH), at(first, "utilize"), Dismissal.NOT_NOW)
    held = kept.drop_for(reader.read(text, BlockKind.PARAGRAPH), at(text, "utilize"))
    assert (held is not None) is hidden


def test_case_apostrophes_and_blanks_do_not_matter() -> None:
    kept = store()
    first, again = "So don’t utilize it.", "So DON'T  utilize it."
    kept.add(Passage("a", first), at(first, "don’t"), Dismissal.NOT_PHRASE)
    assert reason(kept, again, at(again, "DON'T")) is DropReason.DISMISSED_BEFORE


def test_mute_silences_the_whole_group_a_rule_belongs_to() -> None:
    kept = store()
    one = at(HERE, "utilize", rule="plain/utilize", mutes="plain")
    kept.add(Passage("a", HERE), one, Dismissal.MUTE_RULE)
    other = at(HERE, "plan", rule="plain/plan", mutes="plain")
    assert reason(kept, HERE, other) is DropReason.MUTED
    assert [entry.rule for entry in kept.entries()] == ["plain"]


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "data" / "dismissals.json"
    kept = store(path)
    for how in Dismissal:
        kept.add(Passage(HERE, HERE), at(HERE, "utilize"), how)
    kept.add_word("Marmalade")
    again = store(path)
    assert again.entries() == kept.entries()
    assert again.words() == ["Marmalade"]
    assert again.problem == ""
    for how in Dismissal:
        assert again.drop_for(Passage(HERE, HERE), at(HERE, "utilize")) is not None
        for entry in [e for e in again.entries() if e.how is how]:
            again.remove(entry.key)


def test_list_has_the_newest_first_and_not_what_ends_by_itself() -> None:
    kept = store()
    for how in Dismissal:
        kept.add(Passage(HERE, HERE), at(HERE, "utilize"), how)
    assert [e.how for e in kept.entries()] == [
        Dismissal.MUTE_RULE,
        Dismissal.NOT_PHRASE,
        Dismissal.NOT_HERE,
    ]


def test_removed_dismissal_hides_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "dismissals.json"
    kept = store(path)
    entry = kept.add(Passage(HERE, HERE), at(HERE, "utilize"), Dismissal.NOT_HERE)
    kept.remove(entry.key)
    kept.remove("unknown")
    for one in (kept, store(path)):
        assert reason(one, HERE, at(HERE, "utilize")) is None


def test_words_of_the_dictionary_are_never_marked() -> None:
    kept = store()
    kept.add_word("  Utilize ")
    kept.add_word("   ")
    assert kept.words() == ["Utilize"]
    drop = kept.drop_for(Passage(HERE, HERE), at(HERE, "utilize"))
    assert drop is not None
    assert (drop.reason, drop.guard) == (DropReason.DISMISSED_BEFORE, "dictionary")
    kept.remove_word("UTILIZE")
    assert reason(kept, HERE, at(HERE, "utilize")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'{"words": 3, "dismissals": []}',
        b'{"words": [], "dismissals": [{"key": "k"}]}',
        b'{"words": [], "dismissals": [{"key": "k", "how": "never", "rule": "r", "phrase": "p",'
        b' "when": "2026-03-12T09:30:00+00:00"}]}',
    ],
)
def test_damaged_file_is_kept_aside_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dismissals.json"
    path.write_bytes(content)
    kept = store(path)
    assert kept.entries() == []
    assert "kept as dismissals.json.damaged" in kept.problem
    (aside,) = tmp_path.glob("dismissals.json.damaged-*")
    assert aside.name in kept.problem
    assert aside.read_bytes() == content
    kept.add(Passage(HERE, HERE), at(HERE, "utilize"), Dismissal.NOT_HERE)
    assert len(store(path).entries()) == 1


def test_folder_in_place_of_the_file_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "dismissals.json"
    path.mkdir()
    kept = store(path)
    assert kept.problem
    kept.add_word("marmalade")
    assert kept.words() == ["marmalade"]


def test_place_that_cannot_be_written_keeps_it_in_memory_and_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    kept = store(blocked / "dismissals.json")
    kept.add(Passage(HERE, HERE), at(HERE, "utilize"), Dismissal.NOT_HERE)
    assert kept.problem.startswith("Dismissals could not be saved")
    assert reason(kept, HERE, at(HERE, "utilize")) is DropReason.DISMISSED_BEFORE


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_file_is_private_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "dismissals.json"
    store(path).add_word("marmalade")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [p.name for p in path.parent.iterdir()] == ["dismissals.json"]
    assert json.loads(path.read_text("utf-8"))["words"] == ["marmalade"]


def test_half_a_surrogate_pair_in_a_phrase_is_no_end(tmp_path: Path) -> None:
    path = tmp_path / "dismissals.json"
    text = "We \ud83d it."
    kept = store(path)
    kept.add(Passage("a", text), at(text, "\ud83d"), Dismissal.NOT_PHRASE)
    assert reason(kept, text, at(text, "\ud83d")) is DropReason.DISMISSED_BEFORE


def test_two_windows_keep_each_others_answers(tmp_path: Path) -> None:
    path = tmp_path / "dismissals.json"
    one, other = Dismissals(path, lambda: DAY), Dismissals(path, lambda: DAY)
    one.add_word("stet")
    other.add_word("deleatur")
    one.add_word("caret")
    other.remove_word("stet")
    assert Dismissals(path, lambda: DAY).words() == ["caret", "deleatur"]


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "dismissals.json"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        store(path)
    aside = {file.read_bytes() for file in tmp_path.glob("dismissals.json.damaged-*")}
    assert aside == {b"one", b"two", b"three"}


def test_trouble_is_told_when_it_begins_and_when_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kept = store(folder / "dismissals.json")
    told: list[str] = []
    kept.listen(told.append)
    folder.touch()
    kept.add_word("one")
    kept.add_word("two")
    assert len(told) == 1
    assert told[0].startswith("Dismissals could not be saved")
    folder.unlink()
    kept.add_word("three")
    assert told[1:] == [""]
    assert store(folder / "dismissals.json").words() == ["one", "three", "two"]


class Later:
    """Writes when it is told to, as the window's writer does in its thread."""

    def __init__(self, kept: Dismissals) -> None:
        self.waiting: list[Callable[[], None]] = []
        kept.later = self.waiting.append

    def write(self) -> None:
        """All that waits."""
        while self.waiting:
            self.waiting.pop(0)()


def test_what_is_written_later_holds_at_once_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "dismissals.json"
    one, other = Dismissals(path, lambda: DAY), Dismissals(path, lambda: DAY)
    writer = Later(one)
    one.add_word("stet")
    other.add_word("deleatur")
    one.remove_word("stet")
    one.add_word("caret")
    assert (one.words(), Dismissals(path, lambda: DAY).words()) == (["caret"], ["deleatur"])
    writer.write()
    assert one.words() == ["caret", "deleatur"]
    assert Dismissals(path, lambda: DAY).words() == ["caret", "deleatur"]


def test_what_changes_during_a_write_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dismissals.json"
    kept = Dismissals(path, lambda: DAY)
    writer, sync, late = Later(kept), os.fsync, ["caret"]

    def slow(file: int) -> None:
        while late:
            kept.add_word(late.pop())
        sync(file)

    monkeypatch.setattr(os, "fsync", slow)
    kept.add_word("stet")
    writer.write()
    assert kept.words() == ["caret", "stet"]
    assert Dismissals(path, lambda: DAY).words() == ["caret", "stet"]


def test_what_could_not_be_written_is_written_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "data" / "dismissals.json"
    kept = Dismissals(path, lambda: DAY)
    path.parent.touch()  # a file where the folder should be
    kept.add_word("stet")
    assert kept.problem
    path.parent.unlink()
    kept.add_word("caret")
    assert kept.problem == ""
    assert Dismissals(path, lambda: DAY).words() == ["caret", "stet"]
