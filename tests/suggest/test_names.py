"""A name spelled in two ways is flagged once, on the rarer spelling, without an answer."""

import pytest

from suggest.facts import Tally
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.names import NamesSuggester
from suggest.values import BlockKind, Kind

COMMON = {"morning": 5.0, "march": 5.0, "match": 5.0, "marketing": 4.6}
FIRES = [
    ("We met Katharine today. Then Katherine left, and Katherine wrote.", "Katharine"),
    ("Our Kubernets cluster runs. The Kubernetes team and Kubernetes docs help.", "Kubernets"),
    ("I love Mastadon too. The Mastodon folks, all of Mastodon, agree.", "Mastadon"),
]
SILENT = [
    "We met Katherine today. Then Katherine left, and Katherine wrote.",
    "All Germans like it. The German team, a German plan.",
    "By March we won. The Match was on, a Match to see.",
    "Katharine came first. Then Katherine left, and Katherine wrote.",
    "See `Kubernets` now. The kubernetes team and kubernetes docs help.",
]


async def flags(text: str) -> list[str]:
    tally = Tally()
    tally.add([text])
    passage = PassageReader(Protector()).read(text, BlockKind.PARAGRAPH)
    found = await NamesSuggester(COMMON).propose(passage, tally.facts())
    assert all(p.replacement is None and p.kind is Kind.FACT for p in found)
    assert all(len(p.message.split()) <= 12 for p in found)
    return [p.original for p in found]


@pytest.mark.parametrize(("text", "name"), FIRES)
async def test_fires(text: str, name: str) -> None:
    assert await flags(text) == [name]


async def test_a_swapped_word_is_seen() -> None:
    text = "We met Katharine today. Then {0} left, and {0} wrote."
    before, after = text.format("Margarete"), text.format("Katherine")
    suggester, tally, reader = NamesSuggester(COMMON), Tally(), PassageReader(Protector())
    found: list[list[str]] = []
    for gone, come in (("", before), (before, after)):
        tally.remove([gone])
        tally.add([come])
        passage = reader.read(come, BlockKind.PARAGRAPH)
        found.append([p.original for p in await suggester.propose(passage, tally.facts())])
    assert found == [[], ["Katharine"]]


@pytest.mark.parametrize("text", SILENT)
async def test_stays_silent(text: str) -> None:
    assert await flags(text) == []
