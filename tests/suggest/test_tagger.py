"""The tagger: small words missing, doubled or mixed up; what it leaves alone; its weights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from suggest.errors import SuggesterFailed
from suggest.suggesters.tagger import TaggerSuggester
from suggest.suggesters.tagger_net import INSERTS, TARGETS, load_net, pieces_of
from suggest.values import (
    BlockKind,
    DocumentFacts,
    Kind,
    Passage,
    Proposal,
    Protected,
    Protection,
    Span,
)

WEIGHTS = Path(__file__).resolve().parents[2] / "resources" / "tagger" / "weights.npz"
FIRES = [
    ("Next spring I would be able train two new volunteers.", "train", "to train"),
    ("We were quiet happy with the result in the end.", "quiet", "quite"),
    ("They where very happy with the result.", "where", "were"),
    ("There is lot of work to do before the end of the year.", "lot", "a lot"),
    ("Please make sure you put the cup back in it's place.", "it's", "its"),
]
SILENT = [
    "Us: And here is where they park on a wet day.",
    "Next spring I would be able to train two new volunteers.",
    "During our last meeting we talked about the garden.",
    "The weather was fine, so most of us walked out to the lake and back.",
    "The weather was too cold to go swimming.",
    "If you would like to know more about the garden, email us at the office.",
    "The letters that I liked the most were stories of children who came back.",
    "They help your guide assign you tasks that fit your goals.",
    "Come learn about bees with us in the garden on Sunday.",
    "Before the summer, we’d been averaging five visits a week.",
    "We send a warning to all weather stations on the coast.",
]


@pytest.fixture(scope="module")
def tagger() -> Iterator[TaggerSuggester]:
    suggester = TaggerSuggester(WEIGHTS)
    yield suggester
    suggester.close()


async def found_in(suggester: TaggerSuggester, passage: Passage) -> list[Proposal]:
    found = await suggester.propose(passage, DocumentFacts())
    text = passage.text
    assert all(text[p.span.start : p.span.end] == p.original for p in found)
    assert all(p.kind is Kind.CORRECTNESS and len(p.message.split()) <= 12 for p in found)
    return found


@pytest.mark.parametrize(("text", "old", "new"), FIRES)
async def test_one_small_word_is_put_right(
    tagger: TaggerSuggester, text: str, old: str, new: str
) -> None:
    found = await found_in(tagger, Passage(text, text))
    assert [(p.original, p.replacement) for p in found] == [(old, new)]


@pytest.mark.parametrize("text", SILENT)
async def test_what_is_right_is_left_alone(tagger: TaggerSuggester, text: str) -> None:
    assert await found_in(tagger, Passage(text, text)) == []


async def test_headings_and_protected_words_are_left_alone(tagger: TaggerSuggester) -> None:
    text, old, _ = FIRES[2]
    heading = Passage("heading", text, BlockKind.HEADING)
    at = text.index(old)
    hidden = (Protected(Span(at, at + len(old)), Protection.CODE),)
    assert await found_in(tagger, heading) == []
    assert await found_in(tagger, Passage("code", text, protected=hidden)) == []


async def test_damaged_weights_are_told_of(tmp_path: Path) -> None:
    broken = tmp_path / "weights.npz"
    broken.write_bytes(b"no figures")
    suggester = TaggerSuggester(broken)
    with pytest.raises(SuggesterFailed, match="weights of the tagger"):
        await suggester.warm_up()
    suggester.close()


def test_the_net_answers_for_every_word_and_edit() -> None:
    pieces = pieces_of("Don’t wait: 3 of us left, 2.5 km on.")
    gaps, words = load_net(WEIGHTS).odds(pieces)
    assert [piece.key for piece in pieces][:3] == ["don't", "wait", ":"]
    assert gaps.shape == (len(pieces), len(INSERTS))
    assert words.shape == (len(pieces), 1 + len(TARGETS))
