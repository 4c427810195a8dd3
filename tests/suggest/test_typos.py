"""The list of misspellings: every pair is one, and only whole plain words are corrected."""

from pathlib import Path

import pytest

from suggest.errors import BadResource
from suggest.frequency import load_frequencies
from suggest.suggesters.typos import TypoSuggester, load_typos

RESOURCES = Path(__file__).parents[2] / "resources"
TYPOS = load_typos(RESOURCES / "typos.txt")
FIRES = [
    ("We recieve alot of post.", [("recieve", "receive"), ("alot", "a lot")]),
    ("Noone came.", [("Noone", "No one")]),
    ("I didnt go.", [("didnt", "didn't")]),
    ("I’m sure they didnt go.", [("didnt", "didn’t")]),
    ("Im late.", [("Im", "I'm")]),
]
SILENT = [
    "We receive a lot of post.",
    "Mail it to recieve@post.example or open recieve.txt.",
    "The RECIEVE flag is set.",
    "Use un-recieve here.",
]


@pytest.mark.parametrize(("text", "wanted"), FIRES)
def test_fires(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(p.original, p.replacement) for p in TYPOS.find(text)] == wanted


@pytest.mark.parametrize("text", SILENT)
def test_stays_silent(text: str) -> None:
    assert TYPOS.find(text) == []


def test_no_misspelling_is_a_common_word() -> None:
    frequencies = load_frequencies(RESOURCES / "frequencies.txt")
    pairs = [
        line.split(" ", 1)
        for line in (RESOURCES / "typos.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(pairs) > 1_000
    assert len({wrong for wrong, _ in pairs}) == len(pairs)
    # Two words run together are common enough to be counted as a word; so is “teh”.
    one = [wrong for wrong, right in pairs if " " not in right and "'" not in right]
    assert {wrong for wrong in one if wrong in frequencies} <= {"teh"}


def test_a_damaged_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "typos.txt").write_text("recieve\n", "utf-8")
    with pytest.raises(BadResource, match="misspellings"):
        load_typos(tmp_path / "typos.txt")


async def test_proposals_are_sure_corrections() -> None:
    found = TypoSuggester({"wierd": "weird"}).find("A wierd one.")
    assert [p.rule for p in found] == ["typo/common"]
    assert found[0].signal("certainty") == 1.0
