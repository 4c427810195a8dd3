"""What may go wrong while passages are read: other documents, settings, switches, broken rules."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from suggest import Dialect, Dismissal, EngineOptions, EngineState, Gone, Kind, Splice
from suggest.pipeline import Pipeline
from suggest.values import DocumentFacts, DropReason, Passage, Proposal
from tests.fakes.stations import Bench, Clock, EveryLanguage, WordSuggester, bench
from tests.suggest.test_engine import DELAY, marked, opened, settled, type_over


@dataclass
class Gates:
    """Holds every answer of a suggester back until it is told to let go."""

    entered: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)


def slow_down(one: Bench) -> Gates:
    """Makes the suggester of a bench answer only when its gate opens."""
    gates, answer = Gates(), one.suggester.propose

    async def propose(passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        gates.entered.set()
        await gates.open.wait()
        return await answer(passage, facts)

    object.__setattr__(one.suggester, "propose", propose)
    return gates


async def rest() -> None:
    for _ in range(300):
        await asyncio.sleep(0)


async def test_another_document_loaded_while_reading_shows_only_its_own_marks() -> None:
    one = bench({"teh": "the"})
    gates = slow_down(one)
    await one.engine.start()
    one.engine.load(["See teh cat."], "first")
    await asyncio.wait_for(gates.entered.wait(), 5)
    one.engine.load(["", "And then teh dog."], "second")
    gates.open.set()
    await rest()
    assert one.engine.state is not EngineState.FAILED
    assert [m.start for m in one.engine.marks(1)] == [9]
    assert (one.engine.marks(0), len(one.engine.suggestions())) == ([], 1)
    await one.engine.stop()


async def test_words_of_the_last_document_are_not_counted_out_of_the_next() -> None:
    one = bench({})
    await opened(one, "one two three", "four five")
    one.engine.edit(Splice(0, 2, ("six",), 0, 0))
    await opened(one, "one two")
    assert one.engine._capture.tally.total == 2


async def test_dialect_changed_while_reading_is_used_for_the_whole_text() -> None:
    one = bench({"teh": "the"})
    made: list[Dialect] = []
    make = one.engine._reader._make_pipeline

    def noted(dialect: Dialect) -> Pipeline:
        made.append(dialect)
        return make(dialect)

    one.engine._reader._make_pipeline = noted
    gates = slow_down(one)
    await one.engine.start()
    one.engine.load(["See teh cat.", "", "And teh dog."], "first")
    await asyncio.wait_for(gates.entered.wait(), 5)
    one.engine.configure(EngineOptions(Dialect.UK))
    before = len(one.suggester.asked)
    gates.open.set()
    for _ in range(200):  # the pipeline is made in a thread
        await asyncio.sleep(0.001)
        if len(one.suggester.asked) - before >= 3:
            break
    assert made == [Dialect.US, Dialect.UK]
    assert one.suggester.asked[-2:] == ["See teh cat.", "And teh dog."]
    await one.engine.stop()


async def test_snooze_begun_while_reading_ends_by_itself() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    gates = slow_down(one)
    await one.engine.start()
    one.engine.load(["See teh cat.", "", "And teh dog."], "first")
    await asyncio.wait_for(gates.entered.wait(), 5)
    one.engine.snooze(0.0005)
    gates.open.set()
    await rest()
    states = [one.engine.state]
    clock.now += 1
    await asyncio.sleep(0.1)  # the snooze itself: it is told in seconds of the loop
    states.append(one.engine.state)
    assert states == [EngineState.SNOOZED, EngineState.IDLE]
    assert marked(one) == ["teh", "teh"]
    await one.engine.stop()


async def test_marks_hidden_by_a_snooze_are_not_seen() -> None:
    one = bench({"teh": "the"})
    one.engine.focus(True)
    one.engine.viewport(0, 5)
    await opened(one, "See teh cat.")
    seen = [row[1] for row in one.recorder.told if row[0] == "visible"]
    assert seen[-1] == {"s1"}
    one.engine.snooze(15)
    seen = [row[1] for row in one.recorder.told if row[0] == "visible"]
    assert seen[-1] == frozenset()
    one.engine.set_enabled(True)
    seen = [row[1] for row in one.recorder.told if row[0] == "visible"]
    assert seen[-1] == {"s1"}


class Broken(WordSuggester):
    """Raises what no suggester should on one word, and is fine otherwise."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        if "boom" in passage.text:
            raise KeyError("boom")
        return await super().propose(passage, facts)


async def test_a_rule_that_raises_anything_costs_only_its_passage(
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = bench({"teh": "the"})
    one.suggester.__class__ = Broken
    await one.engine.start()
    one.engine.load(["teh boom", "", "See teh cat."], "first")
    await rest()
    for _ in range(100):
        await asyncio.sleep(0.001)
    assert one.engine.state is EngineState.IDLE
    assert marked(one) == ["teh"]
    assert any("suggester" in record.message for record in caplog.records)
    await one.engine.stop()


async def test_trouble_in_the_reader_is_told_and_ends_when_switched_on_again() -> None:
    one = bench({"teh": "the"})
    told: list[dict[str, object]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: told.append(context))
    works, stage = one.engine._stage.arrived, one.engine._stage

    def broken(reading: object) -> None:
        raise RuntimeError("gone")

    object.__setattr__(stage, "arrived", broken)
    await one.engine.start()
    one.engine.load(["See teh cat.", "", "a", "", "b", "", "c", "", "d"], "first")
    for _ in range(300):
        await asyncio.sleep(0.01)
        if one.engine.state is EngineState.FAILED:
            break
    assert (one.engine.state, bool(told)) == (EngineState.FAILED, True)
    object.__setattr__(stage, "arrived", works)
    one.engine.set_enabled(True)
    one.engine.load(["See teh cat."], "first")
    for _ in range(300):
        await asyncio.sleep(0.01)
        if marked(one):
            break
    assert marked(one) == ["teh"]
    await one.engine.stop()
    assert one.recorder.told[-1] == ("close_document",)
    loop.set_exception_handler(None)


# --- blocks that fall apart


async def read_again(one: Bench, clock: Clock) -> None:
    clock.now += 3 * DELAY
    await settled(one)


async def test_a_paragraph_cut_in_two_has_each_mark_once() -> None:
    clock = Clock()
    one = bench({"teh": "the", "wrod": "word"}, now=clock)
    await opened(one, "See teh cat", "and a wrod too.")
    ids = [s.id for s in one.engine.suggestions()]
    one.engine.edit(Splice(0, 1, ("See teh cat", ""), 11, 0))
    await read_again(one, clock)
    spans = [[(m.start, m.end) for m in one.engine.marks(n)] for n in range(3)]
    assert spans == [[(4, 7)], [], [(6, 10)]]
    assert [s.id for s in one.engine.suggestions()] == ids
    assert not [row for row in one.recorder.told if row[0] in ("edited_around", "withdrawn")]


@pytest.mark.parametrize("second", ["- and a wrod too.", "", "# and", "```"])
async def test_a_line_that_leaves_its_paragraph_leaves_the_other_marks_alone(second: str) -> None:
    clock = Clock()
    one = bench({"teh": "the", "wrod": "word"}, now=clock)
    await opened(one, "See teh cat", "and a wrod too.")
    first = one.engine.suggestions()[0].id
    type_over(one, 1, second, 0, 15 if second.startswith("-") else 0)
    await read_again(one, clock)
    assert [m.id for m in one.engine.marks(0)] == [first]
    type_over(one, 0, "See teh old cat", 8, 3)
    await read_again(one, clock)
    assert [m.id for m in one.engine.marks(0)] == [first]


async def test_return_after_typing_the_same_is_still_overtyped() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    type_over(one, 0, "See the cat.", 5, 6)
    one.engine.edit(Splice(0, 1, ("See the cat.", ""), 12, 0))
    one.engine.edit(Splice(1, 1, ("", ""), 0, 0))
    await read_again(one, clock)
    assert one.recorder.names("overtyped") == [suggestion.id]


async def test_paragraphs_that_are_cut_and_come_back_keep_their_own_marks() -> None:
    clock = Clock()
    one = bench({"teh": "the", "wrod": "word"}, now=clock)
    lines = ("See teh cat and a wrod.", "", "See teh cat and a wrod.", "", "See teh cat.")
    await opened(one, *lines)
    ids = [s.id for s in one.engine.suggestions()]
    one.engine.edit(Splice(0, 5, ("",), 0, 0))
    type_over(one, 0, "a", 0, 0)
    one.engine.edit(Splice(0, 1, lines, 0, 0))
    assert marked(one) == []
    await read_again(one, clock)
    assert sorted(s.id for s in one.engine.suggestions()) == sorted(ids)
    assert one.recorder.names("edited_around") == one.recorder.names("withdrawn") == []


async def test_a_longer_word_than_the_proposed_one_is_not_overtyped() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh")
    (suggestion,) = one.engine.suggestions()
    type_over(one, 0, "See therapy", 5, 0)
    await read_again(one, clock)
    assert one.recorder.names("overtyped") == []
    assert ("edited_around", suggestion.id, "therapy") in one.recorder.told


async def test_ids_stay_with_their_words_when_text_before_them_goes() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    long = "A rather long beginning of a line. "
    await opened(one, long + "See teh cat and teh dog.")
    first, second = (s.id for s in one.engine.suggestions())
    type_over(one, 0, "See teh cat and teh dog.", 0, 24)
    type_over(one, 0, "See the cat and teh dog.", 5, 18)
    await read_again(one, clock)
    assert [s.id for s in one.engine.suggestions()] == [second]
    assert one.recorder.names("overtyped") == [first]
    assert one.recorder.names("edited_around") == []


# --- undone changes


async def test_an_undone_change_stays_away_when_the_paragraph_changes() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    one.engine.accept(one.engine.suggestions()[0].id)
    type_over(one, 0, "See the cat.", 5, 6)
    await read_again(one, clock)
    type_over(one, 0, "See teh cat.", 5, 6)
    await read_again(one, clock)
    type_over(one, 0, "See teh cat. More.", 12, 0)
    await read_again(one, clock)
    assert marked(one) == []
    assert len(one.recorder.names("reverted")) == 1


async def test_the_same_slip_elsewhere_does_not_count_as_undoing() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.", "", "")
    one.engine.accept(one.engine.suggestions()[0].id)
    type_over(one, 0, "See the cat.", 5, 6)
    await read_again(one, clock)
    type_over(one, 2, "See teh cat again.", 0, 0)
    type_over(one, 0, "See the cat. And teh dog.", 12, 0)
    await read_again(one, clock)
    assert marked(one) == ["teh", "teh"]
    assert one.recorder.names("reverted") == []


async def test_an_accepted_text_is_found_after_return_was_pressed() -> None:
    clock = Clock()
    one = bench({"teh": "the other"}, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    one.engine.accept(suggestion.id)
    type_over(one, 0, "See the other cat.", 4, 5)
    one.engine.edit(Splice(0, 1, ("See the other cat.", ""), 18, 0))
    clock.now += 31
    await settled(one)
    assert ("probe", suggestion.id, 30.0, 1.0, len("the other")) in one.recorder.told


# --- bars, budget, switches


async def test_a_muted_rule_brings_no_mark_back_from_over_the_budget() -> None:
    one = bench(dict.fromkeys("bcdefg", "x"))
    await opened(one, "b c d e f g and more.")
    one.engine.dismiss(one.engine.suggestions()[0].id, Dismissal.MUTE_RULE)
    assert marked(one) == []
    assert {h.drop.reason for h in one.engine.held()} == {DropReason.MUTED}


async def test_what_another_dialect_no_longer_finds_is_withdrawn_not_ignored() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    one.suggester.words.clear()
    one.engine.configure(EngineOptions(Dialect.UK))
    await settled(one)
    assert one.recorder.names("edited_around") == []
    assert ("withdrawn", suggestion.id, DropReason.REPLACED) in one.recorder.told
    assert [e.suggestion.id for e in one.events if isinstance(e, Gone)] == [suggestion.id]


async def test_the_longer_pause_after_dismissals_wears_off() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    one.engine.dismiss(one.engine.suggestions()[0].id, Dismissal.NOT_HERE)
    assert one.engine._capture.delay == pytest.approx(1.5 * DELAY)
    clock.now += 3600
    type_over(one, 0, "See teh cats.", 11, 1)
    assert one.engine._capture.delay == pytest.approx(DELAY, rel=0.01)


async def test_a_space_after_half_a_sentence_is_still_inside_it() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "")
    type_over(one, 0, "I like teh ", 0, 0)
    one.engine.caret(0, 11)
    clock.now += DELAY
    await settled(one)
    assert marked(one) == []
    clock.now += DELAY
    await settled(one)
    assert marked(one) == ["teh"]


async def test_a_line_of_an_unread_paragraph_waits_while_its_neighbour_is_typed() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    one.engine.load(["See", "teh cat."], "document")
    type_over(one, 0, "See teh", 3, 0)
    one.engine.caret(0, 7)
    await settled(one)
    assert marked(one) == []
    await read_again(one, clock)
    assert marked(one) == ["teh", "teh"]


async def test_pasted_pages_are_read_at_once_and_say_so() -> None:
    one = bench({"teh": "the"})
    await opened(one, "")
    lines: Sequence[str] = [text for n in range(100) for text in (f"See teh cat {n}.", "")]
    one.engine.edit(Splice(0, 1, tuple(lines), 0, 0))
    one.engine.caret(199, 0)
    await settled(one)
    assert len(one.suggester.asked) == 99
    assert {row[2] for row in one.recorder.told if row[0] == "shown"} == {"pasted"}


async def test_kinds_switched_off_are_held_and_come_back() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    one.engine.configure(EngineOptions(classes=frozenset({Kind.TONE})))
    assert marked(one) == []
    one.engine.configure(EngineOptions())
    assert marked(one) == ["teh"]


class OneLanguage(EveryLanguage):
    """Takes passages with the word "und" for German; under ten letters nothing is told."""

    def _classify(self, text: str, letters: int) -> str:
        if letters < 10:
            return ""
        return "de" if "und" in text else "en"


async def test_short_lines_follow_the_language_that_the_draft_turns_out_to_be_in() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock, gate=OneLanguage())
    await opened(one, "teh", "", "teh und so weiter und so fort")
    await settled(one)
    assert (marked(one), one.engine.state) == ([], EngineState.OTHER_LANGUAGE)
    assert "German" in one.engine.state_detail
    type_over(one, 2, "teh rest is in English", 4, 0)
    await read_again(one, clock)
    await settled(one)
    assert marked(one) == ["teh", "teh"]
    assert one.engine.state_detail == ""
    assert len(one.suggester.asked) <= 6


async def test_the_language_of_the_last_document_is_not_said_of_the_next() -> None:
    one = bench({"teh": "the"}, gate=OneLanguage())
    await opened(one, "teh und so weiter und so fort")
    one.engine.load([""], "document")
    assert one.engine.state_detail == ""


class Panic(BaseException):
    """What an engine in another language raises when it breaks: no Exception."""


async def test_an_engine_that_panics_while_it_loads_does_not_end_the_reader() -> None:
    one = bench({"teh": "the"})
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    warm_up, panics = one.suggester.warm_up, [Panic()]

    async def panic() -> None:
        if panics:
            raise panics.pop()
        await warm_up()

    object.__setattr__(one.suggester, "warm_up", panic)
    await one.engine.start()
    one.engine.load(["See teh cat."], "document")
    for _ in range(300):
        await asyncio.sleep(0.01)
        if marked(one):
            break
    assert marked(one) == ["teh"]
    assert len(told) == 1
    await one.engine.stop()


@pytest.mark.parametrize(("newer", "left"), [(0.72, "cat sat"), (0.9, "sat")])
async def test_two_marks_never_stand_on_the_same_words(newer: float, left: str) -> None:
    one = bench({"cat sat": "cat sits"}, confidence={"cat sat": 0.7, "sat": newer})
    await opened(one, "The cat sat here.")
    assert marked(one) == ["cat sat"]
    one.suggester.words["sat"] = "sits"
    one.engine.remove_word("unknown")  # the whole draft is read again
    await settled(one)
    assert marked(one) == [left]
    (held,) = one.engine.held()
    assert held.drop.reason is DropReason.OVERLAP


async def test_a_mark_that_its_new_reading_refuses_goes() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    one.dismissals.add_word("teh")  # as another window of the writer would
    one.engine.remove_word("unknown")
    await settled(one)
    assert marked(one) == []
    assert [held.drop.reason for held in one.engine.held()] == [DropReason.DISMISSED_BEFORE]


async def test_what_was_refused_does_not_come_back_from_another_rule() -> None:
    words = {"would of": "would have", "of": "have"}
    one = bench(words, confidence={"would of": 0.8, "of": 0.7})
    await opened(one, "They would of gone home.")
    assert marked(one) == ["would of"]
    one.engine.dismiss(one.engine.suggestions()[0].id, Dismissal.NOT_HERE)
    type_over(one, 0, "They would of gone home. It is late.", 24, 0)
    await settled(one)
    one.engine.remove_word("unknown")
    await settled(one)
    assert marked(one) == []
    held = {held.proposal.original: held.drop.reason for held in one.engine.held()}
    assert held == dict.fromkeys(words, DropReason.DISMISSED_BEFORE)


async def test_a_refused_rewording_is_not_asked_again_in_other_words() -> None:
    words = {"each and every": "each", "and every": "every"}
    one = bench(words, confidence={"each and every": 0.8, "and every": 0.7})
    one.suggester.kind = Kind.CLARITY
    await opened(one, "We thank each and every guest.")
    assert marked(one) == ["each and every"]
    one.engine.dismiss(one.engine.suggestions()[0].id, Dismissal.NOT_HERE)
    one.engine.reread()
    await settled(one)
    assert marked(one) == []
    assert {held.drop.reason for held in one.engine.held()} == {DropReason.DISMISSED_BEFORE}


async def test_the_budget_and_its_reasons_follow_an_answer_at_once() -> None:
    words = {"plum": "plums", "fig": "figs", "pear": "pears", "nut": "nuts", "lime": "limes"}
    rank = dict(zip(words, (0.89, 0.83, 0.77, 0.71, 0.65), strict=True))
    one = bench(words, confidence=rank)
    await opened(one, "We had plum, fig, pear, nut and lime.")
    assert marked(one) == ["plum", "fig", "pear"]
    one.engine.dismiss(one.engine.suggestions()[0].id, Dismissal.NOT_HERE)
    await settled(one)
    assert marked(one) == ["fig", "pear", "nut"]
    held = {held.proposal.original: held.drop.reason for held in one.engine.held()}
    assert held == {"lime": DropReason.OVER_BUDGET}
