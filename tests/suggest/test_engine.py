"""The life of a suggestion, from the edit to its end, with a clock that moves when told to."""

import asyncio

from suggest import Dialect, Dismissal, EngineOptions, Gone, Outcome, Shown, Splice, Trigger
from suggest.events import EngineState
from suggest.values import DropReason
from tests.fakes.stations import Bench, Clock, bench

DELAY = 0.9


async def settled(one: Bench) -> None:
    """Lets the reader work until it waits for time or for an edit."""
    reader = one.engine._reader
    for _ in range(200):
        await asyncio.sleep(0)
    await asyncio.wait_for(reader._work(), 5)


async def opened(one: Bench, *lines: str) -> None:
    one.engine.load(lines, "document")
    await settled(one)


def marked(one: Bench) -> list[str]:
    return [s.proposal.original for s in one.engine.suggestions()]


def type_over(one: Bench, line: int, new: str, head: int, tail: int) -> None:
    one.engine.edit(Splice(line, 1, (new,), head, tail))


async def test_opened_text_is_marked_where_the_words_stand() -> None:
    one = bench({"teh": "the"})
    await opened(one, "# Title", "", "See teh cat.", "- and teh dog")
    marks = {n: [(m.start, m.end) for m in one.engine.marks(n)] for n in range(4)}
    assert marks == {0: [], 1: [], 2: [(4, 7)], 3: [(6, 9)]}
    assert {row[2] for row in one.recorder.told if row[0] == "shown"} == {Trigger.OPENED}


async def test_sentence_being_typed_gets_no_mark_until_the_long_pause() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "")
    type_over(one, 0, "See teh ca", 0, 0)
    one.engine.caret(0, 10)
    for wait, expected in ((0.0, []), (DELAY, []), (DELAY, ["teh"])):
        clock.now += wait
        await settled(one)
        assert marked(one) == expected


async def test_finished_sentence_is_marked_while_the_next_one_is_typed() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "")
    type_over(one, 0, "See teh cat. And teh d", 0, 0)
    one.engine.caret(0, 22)
    await settled(one)
    assert [m.start for m in one.engine.marks(0)] == [4]
    clock.now += 2 * DELAY
    await settled(one)
    assert [m.start for m in one.engine.marks(0)] == [4, 17]


async def test_suggesters_hear_whether_the_caret_stands_at_the_end() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.", "")
    for text, column in (("See teh cats.", 13), ("See teh old cats.", 11)):
        type_over(one, 0, text, 0, 0)
        one.engine.caret(0, column)
        clock.now += 3 * DELAY
        await settled(one)
    assert one.suggester.at_end == [False, True, False]


async def test_unchanged_marks_keep_their_ids_when_a_block_is_read_again() -> None:
    clock = Clock()
    one = bench({"teh": "the", "wrod": "word"}, now=clock)
    await opened(one, "A wrod and teh end.")
    before = [s.id for s in one.engine.suggestions()]
    type_over(one, 0, "Now a wrod and teh end.", 0, 18)
    assert [(m.start, m.end) for m in one.engine.marks(0)] == [(6, 10), (15, 18)]
    clock.now += 3 * DELAY
    await settled(one)
    assert [s.id for s in one.engine.suggestions()] == before
    assert not any(isinstance(event, Gone) for event in one.events)


async def test_accept_returns_one_edit_and_records_it() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    edit = one.engine.accept(suggestion.id)
    assert edit is not None
    assert (edit.place.start, edit.place.end, edit.text, edit.expected) == (4, 7, "the", "teh")
    assert one.engine.marks(0) == []
    assert one.recorder.names("accepted") == [suggestion.id]


async def test_accept_of_a_changed_text_does_nothing() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    type_over(one, 0, "See tteh cat.", 5, 7)
    assert one.engine.accept(suggestion.id) is None
    assert one.recorder.names("accepted") == []


async def test_undone_acceptance_is_reverted_and_not_offered_again() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    one.engine.accept(suggestion.id)
    type_over(one, 0, "See the cat.", 5, 6)
    clock.now += 3 * DELAY
    await settled(one)
    type_over(one, 0, "See teh cat.", 5, 6)
    clock.now += 3 * DELAY
    await settled(one)
    assert one.recorder.names("reverted") == [suggestion.id]
    assert marked(one) == []


SAME_TWICE = {"teh": "the", "te[h]": "the"}
"""Two rules that make the same change."""


async def test_an_undone_change_does_not_come_back_from_another_rule() -> None:
    clock = Clock()
    one = bench(SAME_TWICE, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    one.engine.accept(suggestion.id)
    for text in ("See the cat.", "See teh cat.", "See teh cat. Yes."):
        at = 5 if len(text) == 12 else 12
        type_over(one, 0, text, at, 6 if at == 5 else 0)
        clock.now += 3 * DELAY
        await settled(one)
    assert one.recorder.names("reverted") == [suggestion.id]
    assert marked(one) == []


async def test_the_same_change_from_two_rules_is_one_mark_and_nothing_held_back() -> None:
    one = bench(SAME_TWICE)
    await opened(one, "See teh cat.")
    assert len(marked(one)) == 1
    assert one.engine.held() == ()


async def test_typing_the_same_counts_as_overtyped() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    type_over(one, 0, "See the cat.", 5, 6)
    clock.now += 3 * DELAY
    await settled(one)
    assert one.recorder.names("overtyped") == [suggestion.id]


async def test_own_rewrite_is_kept_with_the_mark_it_replaced() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    type_over(one, 0, "See my cat.", 4, 5)
    clock.now += 3 * DELAY
    await settled(one)
    assert ("edited_around", suggestion.id, "my") in one.recorder.told


async def test_dismissals_hold_and_can_be_undone() -> None:
    for how, elsewhere in (
        (Dismissal.NOT_NOW, ["teh"]),
        (Dismissal.NOT_HERE, ["teh"]),
        (Dismissal.NOT_PHRASE, []),
        (Dismissal.MUTE_RULE, []),
    ):
        one = bench({"teh": "the"})
        await opened(one, "See teh cat.", "", "And teh dog.")
        first = one.engine.suggestions()[0]
        one.engine.dismiss(first.id, how)
        assert marked(one) == elsewhere, how
        await opened(one, "See teh cat.", "", "And teh dog.")
        assert marked(one) == elsewhere, how
        if how is not Dismissal.NOT_NOW:
            one.engine.restore(one.engine.dismissals()[0].key)
            await settled(one)
            assert marked(one) == ["teh", "teh"], how


async def test_below_the_bar_is_held_and_can_be_shown_anyway() -> None:
    one = bench({"teh": "the"}, confidence={"teh": 0.4})
    await opened(one, "See teh cat.")
    (held,) = one.engine.held()
    assert (marked(one), held.drop.reason) == ([], DropReason.BELOW_THRESHOLD)
    one.engine.show_anyway(held.id)
    assert marked(one) == ["teh"]
    assert one.engine.held() == ()


async def test_eagerness_moves_the_bar() -> None:
    one = bench({"teh": "the"}, confidence={"teh": 0.4})
    await opened(one, "See teh cat.")
    assert one.engine.preview(1.0) == (1, 0.4)
    one.engine.configure(EngineOptions(eagerness=1.0))
    assert marked(one) == ["teh"]
    one.engine.configure(EngineOptions(eagerness=0.0))
    assert marked(one) == []


async def test_budget_lets_the_best_three_through_in_a_short_text() -> None:
    words = dict.fromkeys("bcdefg", "x")
    one = bench(words, confidence={w: 0.6 + n / 100 for n, w in enumerate("bcdefg")})
    await opened(one, "b c d e f g and more.")
    assert marked(one) == ["e", "f", "g"]
    assert {h.drop.reason for h in one.engine.held()} == {DropReason.OVER_BUDGET}


async def test_code_and_links_are_never_marked() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See `teh` and https://x.io/teh now.", "", "```", "teh", "```", "“teh”")
    assert marked(one) == []


async def test_opening_a_fence_above_takes_the_marks_below_away() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "", "See teh cat.")
    assert marked(one) == ["teh"]
    type_over(one, 0, "```", 0, 0)
    clock.now += 3 * DELAY
    await settled(one)
    assert marked(one) == []


async def test_snooze_hides_marks_and_time_brings_them_back() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    one.engine.snooze(15)
    assert (one.engine.state, marked(one)) == (EngineState.SNOOZED, [])
    clock.now += 15 * 60 + 1
    await settled(one)
    assert marked(one) == ["teh"]


async def test_failing_suggester_is_silence_not_an_error() -> None:
    one = bench({"teh": "the"})
    one.suggester.fails = True
    await opened(one, "See teh cat.")
    assert marked(one) == []


async def test_shown_events_name_each_suggestion_once() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.", "", "And teh dog.")
    shown = [event.suggestion.id for event in one.events if isinstance(event, Shown)]
    assert len(shown) == len(set(shown)) == 2


async def test_deleting_the_paragraph_withdraws_its_marks() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "One.", "See teh cat.", "Two.")
    (suggestion,) = one.engine.suggestions()
    one.engine.edit(Splice(0, 3, ("One.", "Two."), 5, 4))
    clock.now += 3 * DELAY
    await settled(one)
    assert marked(one) == []
    ended = one.recorder.names("withdrawn") + one.recorder.names("edited_around")
    assert ended == [suggestion.id]
    assert [e.outcome for e in one.events if isinstance(e, Gone)] == [Outcome.WITHDRAWN]


async def test_reader_task_runs_and_stops_by_itself() -> None:
    one = bench({"teh": "the"})
    await one.engine.start()
    one.engine.load(["See teh cat."], "document")
    for _ in range(500):
        await asyncio.sleep(0)
        if marked(one):
            break
    assert marked(one) == ["teh"]
    await one.engine.stop()
    assert one.recorder.told[-1] == ("close_document",)


async def test_another_dialect_reads_everything_again() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    one.engine.configure(EngineOptions(Dialect.UK))
    await settled(one)
    assert one.suggester.asked == ["See teh cat."] * 2
    assert marked(one) == ["teh"]


async def test_a_very_long_paragraph_is_read_once_in_parts() -> None:
    one = bench({"teh": "the"})
    await opened(one, *["word " * 60 + "teh end." for _ in range(300)])
    assert sum(len(one.engine.marks(n)) for n in range(300)) == 300
    assert len(one.suggester.asked) > 10
    assert sum(text.count("\n") + 1 for text in one.suggester.asked) == 300
