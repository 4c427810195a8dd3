"""Which of the writer's own spellings are offered to the dictionary, and that it is asked once."""

from suggest.events import WordOffered
from suggest.learning.answers import Subject
from suggest.values import Kind, Outcome
from tests.suggest.learning.writer import Writer


def spelling(word: str) -> Subject:
    return Subject("harper/SpellCheck", Kind.CORRECTNESS, word, "other", "paragraph")


def offers(writer: Writer) -> list[str]:
    return [news.word for news in writer.told if isinstance(news, WordOffered)]


def test_three_refusals_in_two_documents_earn_one_offer() -> None:
    writer = Writer()
    for draft in ("a", "a", "b", "c"):
        writer.says(Outcome.DISMISSED, draft, spelling("Kubernetes"))
    assert writer.told == [WordOffered("Kubernetes", "Add “Kubernetes” to your words?")]
    assert writer.learner.offers() == ["Kubernetes"]


def test_one_document_is_not_enough_but_use_is() -> None:
    writer = Writer()
    for _ in range(4):
        writer.says(Outcome.IGNORED, "a", spelling("Grafana"))
    assert offers(writer) == []
    writer.says(Outcome.UNRESOLVED, "a", spelling("Grafana"))
    assert offers(writer) == ["Grafana"]


def test_a_word_that_was_corrected_is_a_slip() -> None:
    writer = Writer()
    writer.says(Outcome.ACCEPTED, "a", spelling("teh"))
    for draft in ("a", "b", "c", "d", "e", "f"):
        writer.says(Outcome.IGNORED, draft, spelling("teh"))
    assert offers(writer) == []


def test_phrases_and_other_rules_are_not_offered() -> None:
    writer = Writer()
    for draft in ("a", "b", "c", "d", "e", "f"):
        writer.says(Outcome.DISMISSED, draft, spelling("two words"))
        writer.says(Outcome.DISMISSED, draft, Subject("x/y", Kind.CLARITY, "Word", "word"))
    assert offers(writer) == []


def test_the_answer_is_remembered_over_a_restart() -> None:
    writer = Writer()
    for draft in ("a", "b", "c"):
        writer.says(Outcome.DISMISSED, draft, spelling("Kubernetes"))
    writer.learner.answer_offer("Kubernetes", accepted=False)
    again = Writer(now=writer.now, kept=writer.kept)
    for draft in ("a", "b", "c"):
        again.says(Outcome.DISMISSED, draft, spelling("Kubernetes"))
    assert offers(again) == [] and again.learner.offers() == []
