"""“A” and “an” by sound."""

import pytest

from suggest.suggesters.sounds import SoundsSuggester

WORDS = "idea user hour honest uniform unimportant historic opinion database one and"
COMMON = dict.fromkeys(WORDS.split(), 5.0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It is a idea.", "an"),
        ("A idea came.", "An"),
        ("It is an user.", "a"),
        ("It took a hour.", "an"),
        ("It is an uniform.", "a"),
        ("It is a unimportant idea.", "an"),
        ("It is a opinion... and so on", "an"),
    ],
)
def test_the_other_article_is_proposed(text: str, wanted: str) -> None:
    (found,) = SoundsSuggester(COMMON).find(text)
    assert found.replacement == wanted
    assert len(found.message.split()) <= 12


@pytest.mark.parametrize(
    "text",
    [
        "It is an idea of a user, an hour, an honest one.",
        "a historic or an historic day",
        "both a and one",
        "a grade A idea",
        "an std::io value and an xyzzy",
        "a `user`, an API",
    ],
)
def test_right_articles_and_letters_are_left_alone(text: str) -> None:
    assert SoundsSuggester(COMMON).find(text) == []
