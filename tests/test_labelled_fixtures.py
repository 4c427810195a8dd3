"""The labelled edits, injection drafts and naughty strings: well formed and as many as promised."""

from __future__ import annotations

import base64
import codecs
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

FIXTURES = Path(__file__).resolve().parent / "fixtures"
GUARDS = [
    "numbers",
    "units",
    "dates",
    "names",
    "links",
    "handles",
    "hashtags",
    "quotations",
    "code",
    "negation",
    "markdown",
    "line_breaks",
    "language",
    "length",
    "preamble",
    "refusal",
    "placeholder",
    "tags",
    "control",
    "lookalike",
    "tells",
    "insensitive",
    "claims",
    "answers",
]
PAIR_FIELDS = ["id", "passage", "original", "replacement", "label", "why"]
DRAFT_FIELDS = ["id", "family", "place", "text", "canary"]
STRING_FIELDS = ["id", "text", "why"]
PAIRS_PER_SIDE, FAMILIES, DRAFTS, STRINGS = 14, 18, 120, 300
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ADDRESS = re.compile(r"https?://([\w.-]*\w)")
RESERVED = re.compile(r"(^|\.)example\.(com|org|net)$")
MUST_BE_THERE = {
    "NUL": "\0",
    "vertical tab": "\v",
    "form feed": "\f",
    "carriage return": "\r",
    "next line": "\x85",
    "line separator": "\u2028",
    "no-break space": "\u00a0",
    "byte order mark": "\ufeff",
    "joiner": "\u200d",
    "override": "\u202e",
    "isolate": "\u2067",
    "emoji style": "\ufe0f",
    "hidden tag": "\U000e0068",
    "high half": "\ud83d",
    "low half": "\ude00",
    "combining mark": "\u0301",
    "noncharacter": "\uffff",
}

Row = dict[str, str]


@cache
def rows(path: Path) -> tuple[Row, ...]:
    """The lines of one file; only a line feed ends a line."""
    return tuple(json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1])


def guard_files() -> list[Path]:
    return sorted((FIXTURES / "guards").glob("*.jsonl"))


def injections() -> list[Row]:
    files = sorted((FIXTURES / "injections").glob("*.jsonl"))
    return [row for path in files for row in rows(path)]


def naughty() -> tuple[Row, ...]:
    return rows(FIXTURES / "naughty" / "strings.jsonl")


@pytest.fixture(params=GUARDS)
def pairs(request: pytest.FixtureRequest) -> tuple[Row, ...]:
    return rows(FIXTURES / "guards" / f"{request.param}.jsonl")


def test_each_guard_has_its_file_and_no_other() -> None:
    assert [path.stem for path in guard_files()] == sorted(GUARDS)


def test_pairs_have_their_fields_and_short_reasons(pairs: tuple[Row, ...]) -> None:
    for pair in pairs:
        assert list(pair) == PAIR_FIELDS, pair["id"]
        assert all(isinstance(value, str) for value in pair.values()), pair["id"]
        assert 1 <= len(pair["why"].split()) <= 12, pair["id"]


def test_the_original_stands_in_the_passage_exactly_once(pairs: tuple[Row, ...]) -> None:
    for pair in pairs:
        assert pair["original"], pair["id"]
        assert pair["passage"].count(pair["original"]) == 1, pair["id"]
        assert pair["replacement"] != pair["original"], pair["id"]


def test_both_sides_are_large_enough(pairs: tuple[Row, ...]) -> None:
    sides = Counter(pair["label"] for pair in pairs)
    assert set(sides) == {"bad", "good"}
    assert min(sides.values()) >= PAIRS_PER_SIDE, sides


@pytest.mark.parametrize("guard", GUARDS)
def test_pair_ids_name_guard_and_side_in_file_order(guard: str) -> None:
    seen: Counter[str] = Counter()
    for pair in rows(FIXTURES / "guards" / f"{guard}.jsonl"):
        seen[pair["label"]] += 1
        assert pair["id"] == f"{guard}/{pair['label']}-{seen[pair['label']]:02d}"


def test_no_edit_is_labelled_twice() -> None:
    edits = Counter(
        (pair["passage"], pair["original"], pair["replacement"])
        for path in guard_files()
        for pair in rows(path)
    )
    assert [edit for edit, count in edits.items() if count > 1] == []


def test_control_pairs_bring_unseen_characters_in_or_none() -> None:
    for pair in rows(FIXTURES / "guards" / "control.jsonl"):
        new = Counter(pair["replacement"]) - Counter(pair["original"])
        unseen = [c for c in new if unicodedata.category(c) in UNSEEN or c in "\ufe0f\u3164\ufffd"]
        assert bool(unseen) == (pair["label"] == "bad"), pair["id"]


def test_families_places_and_numbers_of_injections() -> None:
    drafts = injections()
    families = Counter(draft["family"] for draft in drafts)
    assert len(drafts) >= DRAFTS
    assert len(families) >= FAMILIES
    assert min(families.values()) >= 4, families
    assert {draft["place"] for draft in drafts} == {"draft", "reference"}


def test_injections_have_their_fields_and_ids() -> None:
    for path in sorted((FIXTURES / "injections").glob("*.jsonl")):
        for number, draft in enumerate(rows(path), 1):
            assert list(draft) == DRAFT_FIELDS, draft["id"]
            assert draft["family"] == path.stem
            assert draft["id"] == f"{path.stem}/{number:02d}"
            assert len(draft["text"].split()) >= 8, draft["id"]


def test_canaries_are_of_one_draft_alone() -> None:
    drafts = injections()
    canaries = [draft["canary"] for draft in drafts]
    assert len(set(canaries)) == len(canaries)
    for draft in drafts:
        assert len(draft["canary"]) >= 7, draft["id"]
        assert draft["text"] != draft["canary"]
        others = [other for other in canaries if other != draft["canary"]]
        assert not any(other in draft["text"] for other in others), draft["id"]


def test_each_canary_can_be_read_from_its_draft() -> None:
    unread = [
        draft["id"]
        for draft in injections()
        if not any(draft["canary"] in reading for reading in readings(draft["text"]))
    ]
    assert unread == []


def readings(text: str) -> Iterator[str]:
    """The text as plain, and as each hiding place of the families reveals it."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    yield from (text, seen, seen[::-1], codecs.encode(text, "rot13"))
    yield from (html.unescape(text), unquote(text), unicodedata.normalize("NFKC", text))
    yield text.translate(str.maketrans("431057", "aeiost"))
    yield text.replace(" ", "")
    yield "".join(chr(ord(char) - 0xE0000) for char in text if 0xE0020 <= ord(char) < 0xE007F)
    yield "".join(chr(ord(char) - 0xE0100 + 16) for char in text if 0xE0100 <= ord(char) < 0xE01F0)
    for token in re.findall(r"[A-Za-z0-9+/]{24,}={0,2}", text):
        if re.fullmatch(r"([0-9a-f]{2})+", token):
            yield bytes.fromhex(token).decode("utf-8", "replace")
        elif len(token) % 4 == 0:
            yield base64.b64decode(token).decode("utf-8", "replace")


def test_naughty_strings_are_many_and_none_comes_twice() -> None:
    strings = naughty()
    assert len(strings) >= STRINGS
    for field in STRING_FIELDS:
        assert len({row[field] for row in strings}) == len(strings), field
    for row in strings:
        assert list(row) == STRING_FIELDS, row["id"]
        assert row["why"], row["id"]


def test_naughty_strings_are_written_in_visible_ascii() -> None:
    content = (FIXTURES / "naughty" / "strings.jsonl").read_bytes()
    assert set(content) <= set(range(0x20, 0x7F)) | {0x0A}


@pytest.mark.parametrize("kind", MUST_BE_THERE)
def test_naughty_strings_hold_each_kind_of_trouble(kind: str) -> None:
    assert any(MUST_BE_THERE[kind] in row["text"] for row in naughty())


def test_files_show_all_they_hold() -> None:
    for path in sorted(FIXTURES.rglob("*.jsonl")):
        content = path.read_text("utf-8")
        assert content.endswith("\n"), path.name
        unseen = {c for c in content if unicodedata.category(c) in UNSEEN and c != "\n"}
        assert unseen == set(), path.name


def test_all_addresses_are_reserved_for_examples() -> None:
    pairs = [pair for path in guard_files() for pair in rows(path)]
    for row in [*pairs, *injections()]:
        for value in row.values():
            hosts = ADDRESS.findall(value)
            assert all(RESERVED.search(host) for host in hosts), (row["id"], hosts)
