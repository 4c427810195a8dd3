from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.endings import carry_endings, join_lines, split_lines
from app.textfile import (
    MAX_BYTES,
    MAX_LINE,
    TextFile,
    as_utf8,
    edited,
    empty_file,
    read_text,
)
from tests.app.awkward import BINARY, EXACT, INEXACT, OTHER, WORD, Awkward
from ui.files import FileProblem, FileProblemKind

_ENDINGS = ["\n", "\r\n", "\r", "\u2029", "\ufdd0", "\ufdd1"]
_PARTS = st.lists(st.sampled_from([*_ENDINGS, "a", "b ", "\u00a0", "\u2028", "\ufeff", "🦊", ""]))


def _replace_word(file: TextFile) -> TextFile:
    return edited(file, [line.replace(WORD, OTHER) for line in file.lines], {})


def test_there_are_enough_awkward_files() -> None:
    assert len(EXACT) + len(INEXACT) >= 34


@pytest.mark.parametrize("case", EXACT, ids=lambda case: case.name)
def test_an_untouched_file_keeps_its_bytes(case: Awkward) -> None:
    file = read_text(case.data, case.name)
    assert file.exact
    assert file.to_bytes() == case.data
    assert edited(file, list(file.lines), {}).to_bytes() == case.data


@pytest.mark.parametrize("case", [c for c in EXACT if c.has_word], ids=lambda case: case.name)
def test_editing_a_word_changes_only_its_bytes(case: Awkward) -> None:
    assert _replace_word(read_text(case.data, case.name)).to_bytes() == case.edited


@pytest.mark.parametrize("case", INEXACT, ids=lambda case: case.name)
def test_bytes_that_are_no_text_make_a_file_inexact(case: Awkward) -> None:
    file = read_text(case.data, case.name)
    assert not file.exact
    assert "read-only" in file.note
    assert any("quick" in line for line in file.lines)
    assert any("\ufffd" in line for line in file.lines)


@pytest.mark.parametrize("case", BINARY, ids=lambda case: case.name)
def test_binary_files_are_refused(case: Awkward) -> None:
    with pytest.raises(FileProblem) as caught:
        read_text(case.data, "thing.md")
    assert caught.value.kind is FileProblemKind.BINARY
    assert "thing.md" in caught.value.message


def test_a_guessed_encoding_is_named() -> None:
    file = read_text("caf\u00e9 and other plain words".encode("cp1252"), "x")
    assert "Windows-1252" in file.note


def test_too_many_bytes_are_a_question_first() -> None:
    data = b"word\n" * (MAX_BYTES // 5 + 1)
    with pytest.raises(FileProblem) as caught:
        read_text(data, "x")
    assert caught.value.kind is FileProblemKind.TOO_LARGE
    assert read_text(data, "x", large_ok=True).to_bytes() == data


def test_a_huge_line_is_a_question_first() -> None:
    data = b"a\n" + b"x" * (MAX_LINE + 1) + b"\nb"
    with pytest.raises(FileProblem) as caught:
        read_text(data, "x")
    assert caught.value.kind is FileProblemKind.TOO_LARGE
    assert read_text(data, "x", large_ok=True).to_bytes() == data


def test_a_character_the_encoding_lacks_is_named_with_its_line() -> None:
    file = read_text("caf\u00e9 in plain words\nsecond line".encode("cp1252"), "x")
    changed = edited(file, [file.lines[0], "a fox 🦊"], {})
    with pytest.raises(FileProblem) as caught:
        changed.to_bytes()
    assert caught.value.kind is FileProblemKind.ENCODING
    assert "Line 2" in caught.value.message
    assert "UTF-8" in caught.value.message
    assert as_utf8(changed).to_bytes() == "caf\u00e9 in plain words\na fox 🦊".encode()


def test_half_a_character_is_refused_in_utf8_too() -> None:
    with pytest.raises(FileProblem) as caught:
        edited(empty_file(), ["fine", "half \ud83d"], {}).to_bytes()
    assert caught.value.kind is FileProblemKind.ENCODING
    assert "Line 2" in caught.value.message


@given(_PARTS)
def test_splitting_and_joining_are_inverse(parts: list[str]) -> None:
    text = "".join(parts)
    lines, endings = split_lines(text)
    assert join_lines(lines, endings) == text
    assert not any(end in line for line in lines for end in _ENDINGS)
    assert endings[-1] == ""


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_kept_refused_or_read_only(data: bytes) -> None:
    try:
        file = read_text(data, "x")
    except FileProblem as problem:
        assert problem.kind is FileProblemKind.BINARY
        return
    assert not file.exact or file.to_bytes() == data


@given(st.text(max_size=80), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"]))
@settings(max_examples=200)
def test_any_text_with_a_mark_is_kept(text: str, codec: str) -> None:
    data = ("\ufeff" + text).encode(codec)
    file = read_text(data, "x")
    assert file.exact
    assert file.to_bytes() == data


@given(st.data())
@settings(max_examples=200)
def test_an_edit_in_one_line_keeps_every_other_byte(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["a", "b", "", "long line"]), min_size=1))
    ends = [data.draw(st.sampled_from(_ENDINGS)) for _ in words[1:]] + [""]
    at = data.draw(st.integers(0, len(words) - 1))
    file = TextFile(tuple(words), tuple(ends))
    lines = [*words[:at], "changed", *words[at + 1 :]]
    assert edited(file, lines, {}).to_bytes() == join_lines(lines, ends).encode()


def test_a_moved_line_takes_its_ending_along() -> None:
    lines, endings = split_lines("one\ntwo\rthree\nfour\nfive\n")
    moved = ["one", "three", "four", "two", "five", ""]
    assert carry_endings(lines, endings, moved, {}) == ("\n", "\n", "\n", "\r", "\n", "")


def test_a_new_line_gets_what_is_usual_around_it() -> None:
    text = "a\r\nb\r\nc\r\n" + "x\n" * 30
    lines, endings = split_lines(text)
    near_top = carry_endings(lines, endings, [*lines[:2], "new", *lines[2:]], {})
    assert near_top[2] == "\r\n"
    near_end = carry_endings(lines, endings, [*lines[:30], "new", *lines[30:]], {})
    assert near_end[30] == "\n"


def test_exotic_endings_do_not_spread() -> None:
    lines, endings = split_lines("a\ufdd0b\ufdd0c")
    assert carry_endings(lines, endings, ["a", "new", "b", "c"], {}) == (
        "\ufdd0",
        "\n",
        "\ufdd0",
        "",
    )


def test_an_edited_line_beside_a_new_one_keeps_its_ending() -> None:
    lines, endings = split_lines("top\nthe strange old line\rbottom\n")
    new = ["top", "brand new", "the strange new line", "bottom", ""]
    assert carry_endings(lines, endings, new, {}) == ("\n", "\n", "\r", "\n", "")


def test_text_added_after_the_last_line_keeps_what_was_before() -> None:
    file = read_text(b"a\r\nb", "x")
    assert edited(file, ["a", "b", "c"], {}).to_bytes() == b"a\r\nb\r\nc"


def test_a_line_that_an_earlier_save_removed_gets_its_ending_back() -> None:
    lines, endings = split_lines("one\nthree\n")
    assert carry_endings(lines, endings, ["one", "two", "three", ""], {"two": "\r"})[1] == "\r"


def test_alignment_beyond_the_cap_keeps_equal_lines() -> None:
    old = [f"line {i}" for i in range(5_000)]
    endings = ["\r" if i % 7 == 0 else "\n" for i in range(4_999)] + [""]
    new = ["first", *(f"{line} edited" if i % 2 else line for i, line in enumerate(old)), "last"]
    got = carry_endings(old, endings, new, {})
    assert all(got[i + 1] == endings[i] for i in range(0, 4_998, 2))


def test_reading_needs_no_qt() -> None:
    code = "import sys, app.textfile; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
