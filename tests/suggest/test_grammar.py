"""Lints become proposals: words taken along, respelled by the document, kept from the cache."""

import asyncio

import harper
import pytest

from suggest.errors import SuggesterFailed
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters import lints
from suggest.suggesters.grammar import GrammarSuggester
from suggest.suggesters.lints import HarperLinter, Lint
from suggest.terms import Terms
from suggest.values import BlockKind, Dialect, DocumentFacts, Passage, Proposal

FREQUENCIES = {"version": 5.0, "vision": 5.0, "their": 6.0}


class FakeLinter:
    """Says what it was told to and counts how often it is asked."""

    def __init__(self, lints: tuple[Lint, ...]) -> None:
        self.lints = lints
        self.asked = 0

    def lint(self, text: str) -> tuple[Lint, ...]:
        self.asked += 1
        return self.lints

    def knows(self, word: str) -> bool:
        return True

    def knows_abroad(self, word: str) -> bool:
        return word == "colour"


def passage(text: str) -> Passage:
    return PassageReader(Protector()).read(text, BlockKind.PARAGRAPH)


def suggester(*lints: Lint) -> tuple[GrammarSuggester, FakeLinter]:
    linter = FakeLinter(lints)
    return GrammarSuggester(Dialect.US, None, Terms(FREQUENCIES), lambda *_: linter), linter


def proposals(text: str, *lints: Lint, facts: DocumentFacts | None = None) -> list[Proposal]:
    made, _linter = suggester(*lints)
    try:
        return asyncio.run(made.propose(passage(text), facts or DocumentFacts()))
    finally:
        made.close()


def test_the_document_decides_between_two_spellings() -> None:
    lint = Lint("SpellCheck", "Spelling", 4, 10, ("vision", "version"))
    (alone,) = proposals("The vesion is new.", lint)
    (told,) = proposals("The vesion is new.", lint, facts=DocumentFacts({"vision": 3}, {}, 3))
    assert {alone.replacement, told.replacement} == {"version", "vision"}
    assert told.replacement == "vision"
    assert "version" in told.alternatives
    assert told.signal("spelling") == 1.0
    assert told.signal("cost") > 0


def test_a_name_is_told_apart_unless_its_right_form_is_there() -> None:
    lint = Lint("SpellCheck", "Spelling", 10, 19, ("Kubernetes",))
    (alone,) = proposals("We run on Kubernets here.", lint)
    assert alone.signal("name") == 1.0
    facts = DocumentFacts({"kubernetes": 2}, {}, 2)
    (found,) = proposals("We run on Kubernets here.", lint, facts=facts)
    assert found.signal("name") == 0.0


def test_a_word_of_another_dialect_is_told_apart() -> None:
    (found,) = proposals("The colour.", Lint("SpellCheck", "Spelling", 4, 10, ("color",)))
    assert found.signal("abroad") == 1.0


def test_a_deletion_takes_the_space_before_it_along() -> None:
    (found,) = proposals("It is very very good.", Lint("Twice", "Repetition", 11, 15, ("",)))
    assert (found.original, found.replacement) == (" very", "")


def test_an_insertion_between_words_takes_them_along() -> None:
    (found,) = proposals("Now go", Lint("Comma", "Punctuation", 3, 4, (", ",)))
    assert (found.original, found.replacement) == ("Now go", "Now, go")


def test_an_article_follows_the_words_after_it() -> None:
    texts = ("excellent", "great")
    (found,) = proposals("It was a  very good day.", Lint("Rule", "Style", 10, 19, texts))
    assert (found.original, found.replacement) == ("a  very good", "an  excellent")
    assert found.alternatives == ("a  great",)
    (found,) = proposals("It was the very good day.", Lint("Rule", "Style", 11, 20, texts))
    assert (found.original, found.replacement) == ("very good", "excellent")


@pytest.mark.parametrize("texts", [(), ("good",)])
def test_lints_that_change_nothing_are_left_out(texts: tuple[str, ...]) -> None:
    assert proposals("All is good.", Lint("Rule", "Style", 7, 11, texts)) == []


def test_curly_apostrophes_stay_curly() -> None:
    lint = Lint("Rule", "Grammar", 0, 4, ("It's",))
    (found,) = proposals("Itss “fine” ’tis", lint)
    assert found.replacement == "It’s"


def test_an_unchanged_passage_is_linted_once() -> None:
    made, linter = suggester(Lint("Rule", "Style", 7, 11, ("fine",)))

    async def twice() -> None:
        first = await made.propose(passage("All is good."), DocumentFacts())
        assert await made.propose(passage("All is good."), DocumentFacts()) == first

    asyncio.run(twice())
    made.close()
    assert linter.asked == 1


def test_a_linter_that_does_not_start_fails_with_a_sentence() -> None:
    def broken(dialect: Dialect, pack: bytes | None) -> HarperLinter:
        raise SuggesterFailed("The grammar engine did not start. Run the set-up again.")

    made = GrammarSuggester(Dialect.US, make_linter=broken)
    with pytest.raises(SuggesterFailed, match="set-up"):
        asyncio.run(made.warm_up())
    made.close()


def test_real_harper_finds_a_typo_and_knows_dialects() -> None:
    linter = HarperLinter(Dialect.US)
    (typo,) = [x for x in linter.lint("We recieved it.") if x.rule == "SpellCheck"]
    assert (typo.start, typo.end) == (3, 11)
    assert typo.texts[0] == "received"
    assert linter.knows("garden")
    assert not linter.knows("colour")
    assert linter.knows_abroad("colour")
    assert not linter.knows_abroad("gardnnn")


def test_a_linter_that_has_read_much_starts_afresh_and_finds_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lints, "_PARTS", 3)
    made: list[HarperLinter] = []
    new = HarperLinter._new

    def counted(self: HarperLinter) -> harper.Linter:
        made.append(self)
        return new(self)

    monkeypatch.setattr(HarperLinter, "_new", counted)
    linter = HarperLinter(Dialect.US)
    text = "We recieved it, he go home."
    first = [linter.lint(text) for _ in range(3)]
    assert len(made) == 1
    linter.lint("Two and three.")
    assert len(made) == 2
    assert first == [linter.lint(text)] * 3
    assert "SpellCheck" in {lint.rule for lint in first[0]}
