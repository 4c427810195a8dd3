"""Misspellings: how far they are from a word, which word was meant, what is no misspelling."""

from pathlib import Path

import pytest

from suggest.errors import BadResource
from suggest.frequency import load_frequencies, zipf
from suggest.spelling import Guess, SpellingRanker, edit_cost, with_document
from suggest.wordforms import is_compound, is_derived

FREQUENCIES = load_frequencies(Path(__file__).parents[2] / "resources" / "frequencies.txt")
RANKER = SpellingRanker(FREQUENCIES)


def everything(word: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("wrong", "near", "far"),
    [
        ("freind", "friend", "fried"),
        ("runing", "running", "ruing"),
        ("tommorow", "tomorrow", "tombola"),
        ("mesage", "message", "massage"),
    ],
)
def test_likely_slips_cost_less(wrong: str, near: str, far: str) -> None:
    assert edit_cost(wrong, near) < edit_cost(wrong, far)


def test_no_slip_costs_nothing_and_case_is_no_slip() -> None:
    assert edit_cost("garden", "Garden") == 0.0
    assert edit_cost("", "") == 0.0


@pytest.mark.parametrize(
    ("wrong", "offered", "right"),
    [
        ("vehical", ("vehicle", "vesicle"), "vehicle"),
        ("Wendsday", ("Wednesday",), "Wednesday"),
        ("thier", ("thief", "their", "tier"), "their"),
        ("tihs", (), "this"),
        ("gardn’s", ("garden's",), "garden’s"),
        ("TEHM", ("Them",), "THEM"),
        ("withthe", ("withe", "wither"), "with the"),
        ("andmany", (), "and many"),
    ],
)
def test_the_meant_word_comes_first(wrong: str, offered: tuple[str, ...], right: str) -> None:
    assert RANKER.guesses(wrong, offered, everything)[0].word == right


def test_a_word_of_another_dialect_never_comes_in() -> None:
    def american(word: str) -> bool:
        return word != "colour"

    words = [guess.word for guess in RANKER.guesses("coluor", ("color",), american)]
    assert "color" in words
    assert "colour" not in words


def test_scores_rise_and_a_hopeless_word_has_no_guess() -> None:
    scores = [guess.score for guess in RANKER.guesses("relase", ("relate", "lease"), everything)]
    assert scores == sorted(scores)
    assert RANKER.guesses("qxzvkjw", (), everything) == ()


def test_a_word_of_the_document_overtakes_a_close_rival() -> None:
    rivals = [Guess("vision", 1.4, 0.1), Guess("version", 0.9, 0.2)]
    assert with_document(rivals, {})[0].word == "vision"
    assert with_document(rivals, {"version": 2})[0].word == "version"


@pytest.mark.parametrize("word", ["approvers", "cloners", "trainings", "unblocked", "retriable’s"])
def test_words_made_by_rule_are_derived(word: str) -> None:
    assert is_derived(word, {**FREQUENCIES, "retri": 3.0})


@pytest.mark.parametrize("word", ["recieve", "wierd", "adress", "becuase"])
def test_misspellings_are_not_derived(word: str) -> None:
    assert not is_derived(word, FREQUENCIES)


def test_compounds() -> None:
    assert is_compound("skillset", FREQUENCIES)
    assert is_compound("Whiteboard", FREQUENCIES)
    assert not is_compound("recieve", FREQUENCIES)


def test_frequencies_are_read_and_a_bad_file_is_named(tmp_path: Path) -> None:
    assert zipf(FREQUENCIES, "The") > 7 > zipf(FREQUENCIES, "garden") > 3
    assert zipf(FREQUENCIES, "qxzv") == 0.0
    bad = tmp_path / "words.txt"
    bad.write_text("often the\n", "utf-8")
    with pytest.raises(BadResource, match="frequencies"):
        load_frequencies(bad)
