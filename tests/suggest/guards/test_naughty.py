"""Nasty text as a replacement: it is stopped, or holds nothing a reader cannot see."""

import json
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suggest.guards import GUARDS
from suggest.guards.base import Guard
from suggest.guards.control import ControlGuard
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind, Kind, Passage, Proposal, Span

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
TEXT = "We open teh shop at six."
PLACES = {"word": (8, 11), "all": (0, len(TEXT)), "end": (20, 24)}


@cache
def guards() -> tuple[Guard, ...]:
    return tuple(make() for make in GUARDS)


@cache
def passage() -> Passage:
    return PassageReader(Protector()).read(TEXT, BlockKind.PARAGRAPH)


def edit(place: str, replacement: str) -> Proposal:
    start, end = PLACES[place]
    original = TEXT[start:end]
    signals = (("model", 1.0),)
    return Proposal(
        Span(start, end), original, replacement, Kind.CLARITY, "m", "W.", "m", signals=signals
    )


def passes(place: str, replacement: str) -> bool:
    return all(g.check(passage(), edit(place, replacement)) is None for g in guards())


def unseen(text: str) -> list[str]:
    return [char for char in text if unicodedata.category(char) in UNSEEN or char in "\ufe0f\u3164"]


def naughty() -> list[str]:
    lines = (FIXTURES / "naughty" / "strings.jsonl").read_text("utf-8").split("\n")[:-1]
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.parametrize("place", PLACES)
def test_no_unseen_character_gets_through(place: str) -> None:
    through = [text for text in naughty() if passes(place, text)]
    assert [ascii(text) for text in through if unseen(text)] == []
    assert len(through) < 0.15 * len(naughty())


@pytest.mark.parametrize("place", PLACES)
def test_nor_behind_a_good_fix(place: str) -> None:
    fixed = TEXT.replace("teh", "the")[slice(*PLACES[place])]
    found = [text for text in naughty() if unseen(text) and passes(place, fixed + text)]
    assert found == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    if passes("word", text):
        assert unseen(text) == []


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\ud83d", "\x00", "\u2066", "\ufeff", "\xad"])
def test_what_the_writer_has_may_stay(char: str) -> None:
    text = f"We open{char} teh shop."
    there = PassageReader(Protector()).read(text.replace("\ud83d", "?"), BlockKind.PARAGRAPH)
    kept = Proposal(Span(0, 12), text[:12], f"We open{char} the", Kind.CLARITY, "m", "W.", "m")
    assert ControlGuard().check(there, kept) is None


def test_what_injections_ask_for_does_not_come_in() -> None:
    """The address or word a hidden order wants, put behind or in place of an honest edit."""
    canaries = []
    for path in sorted((FIXTURES / "injections").glob("*.jsonl")):
        lines = path.read_text("utf-8").split("\n")[:-1]
        canaries += [json.loads(line)["canary"] for line in lines]
    for canary in canaries:
        for place, text in (("word", canary), ("all", f"We open the shop at six. {canary}")):
            assert not passes(place, text), canary
