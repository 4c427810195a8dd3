"""Which drafts and sentences are left alone, with the real classifier."""

import asyncio

import pytest

from suggest.language import LanguageGate
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind, Passage, Protection

GERMAN = (
    "Heute haben wir den ganzen Tag im Garten gearbeitet und am Abend noch zusammen gekocht.",
    "Morgen wollen wir mit dem Rad an den See fahren, wenn das Wetter so schön bleibt.",
)
ENGLISH = (
    "We spent the whole day in the garden and cooked together in the evening.",
    "Tomorrow we want to ride our bikes to the lake, if the weather stays this fine.",
)


def passage(text: str) -> Passage:
    return PassageReader(Protector()).read(text, BlockKind.PARAGRAPH)


@pytest.fixture(scope="module")
def warm() -> LanguageGate:
    gate = LanguageGate()
    asyncio.run(gate.warm_up())
    return gate


@pytest.fixture
def gate(warm: LanguageGate) -> LanguageGate:
    warm.reset()
    return warm


@pytest.mark.parametrize(
    "text",
    [
        "Guten Morgen zusammen!",
        "Wie geht es dir heute?",
        "Merci beaucoup pour votre aide",
        "Buenos días a todos",
        *GERMAN,
    ],
)
def test_short_posts_in_another_language_are_left_alone(gate: LanguageGate, text: str) -> None:
    assert not gate.reads(passage(text))
    assert gate.verdict() != ""


@pytest.mark.parametrize(
    "text",
    [
        "Teh wrod is rong heer",
        "Lunch with Giovanni Rossi in Napoli",
        "Docker Kubernetes Terraform",
        "Angela Merkel in Hamburg today",
        "Hm.",
        *ENGLISH,
    ],
)
def test_short_english_posts_with_slips_and_names_are_read(gate: LanguageGate, text: str) -> None:
    assert gate.reads(passage(text))
    assert gate.verdict() == ""


def test_only_what_the_document_holds_now_says_its_language(gate: LanguageGate) -> None:
    for length in range(30, len(GERMAN[0])):
        gate.reads(passage(GERMAN[0][:length]))
    assert gate.verdict() == "German"
    now = [passage(text) for text in ENGLISH]
    assert all(gate.reads(one) for one in now)
    gate.keep({one.id for one in now})
    assert gate.verdict() == ""


def test_a_german_sentence_in_an_english_paragraph_is_protected(gate: LanguageGate) -> None:
    one = passage(f"{ENGLISH[0]} {GERMAN[0]} {ENGLISH[1]}")
    assert gate.reads(one)
    spans = [p.span for p in gate.shielded(one).protected if p.why is Protection.LANGUAGE]
    assert [one.text[span.start : span.end] for span in spans] == [GERMAN[0]]
    plain = passage(" ".join(ENGLISH))
    assert gate.shielded(plain) is plain
