"""A typed passage through the engine to a model and back: when it is sent and what is shown."""

from __future__ import annotations

import asyncio

from suggest.errors import CapReached, CircuitOpen, NoKey
from suggest.feedback.event import Action
from suggest.model.courier import Courier
from suggest.providers.base import Purpose
from suggest.values import Outcome, Trigger
from tests.fakes.model_bench import ModelBench
from tests.fakes.provider import FakeProvider, material, word_edits
from tests.fakes.virtual_time import virtual

SENTENCE = "We recieve many letters each week."


def bench(**more: object) -> ModelBench:
    fix = word_edits({"recieve": "receive"})
    proposer = FakeProvider(otherwise=fix, seconds=1.0)
    return ModelBench(proposer, FakeProvider(otherwise=fix, seconds=1.0, name="judge"), **more)  # type: ignore[arg-type]


async def write(one: ModelBench, text: str = SENTENCE) -> None:
    """Types a paragraph into an empty draft, leaves it, and waits until it was read."""
    await one.start("", "", "Below.")
    one.type(0, text)
    one.engine.caret(2, 0)
    await asyncio.sleep(10)


@virtual
async def test_a_typed_passage_is_sent_once_graded_and_marked() -> None:
    one = bench()
    await write(one)
    assert one.marked == [("recieve", "receive")]
    assert one.grader is not None
    assert len(one.proposer.requests) == len(one.grader.requests) == 1
    (suggestion,) = one.engine.suggestions()
    assert suggestion.trigger is Trigger.PAUSE
    assert suggestion.proposal.source == "model:propose@1"
    sent = one.engine.sent(suggestion.id)
    assert [s.prompt for s in sent] == ["propose@1", "grade@1"]
    assert SENTENCE in sent[0].user
    assert sent[0].host == "models.test"
    (shown,) = [event for event in one.log if event.action is Action.SHOWN]
    assert (shown.provider, shown.model, shown.request_id) == ("fake", "fake-1", "req-1")
    assert shown.latency_ms == 2000
    assert (shown.cost, shown.currency) == (0.75, "EUR")
    assert shown.tokens
    assert "better=10" in shown.grades
    await one.engine.stop()


@virtual
async def test_opened_pasted_and_settled_texts_are_never_sent() -> None:
    one = bench()
    await one.start(SENTENCE, "", "And we recieve more of them.")
    one.type(1, "\n" + SENTENCE + " and so on, and on, and on" * 20)
    one.engine.caret(0, 0)
    await asyncio.sleep(20)
    one.engine.reread()
    await asyncio.sleep(20)
    assert one.proposer.requests == []
    await one.engine.stop()


@virtual
async def test_a_paragraph_that_turns_to_prose_by_an_edit_above_is_not_sent() -> None:
    one = bench()
    await one.start("```", SENTENCE, "", "", "More words here.")
    one.erase(0, 0, 3)
    one.engine.caret(4, 0)
    await asyncio.sleep(20)
    assert one.proposer.requests == []
    await one.engine.stop()


@virtual
async def test_undo_and_redo_send_nothing_and_find_the_answer() -> None:
    one = bench()
    await write(one)
    one.type(0, " They make us glad.")
    one.engine.caret(2, 0)
    await asyncio.sleep(10)
    calls = len(one.proposer.requests)
    one.erase(0, len(SENTENCE), len(SENTENCE) + 19)
    one.engine.caret(2, 0)
    await asyncio.sleep(10)
    assert len(one.proposer.requests) == calls == 2
    assert one.marked == [("recieve", "receive")]
    await one.engine.stop()


@virtual
async def test_a_newer_change_takes_a_passage_out_of_the_queue() -> None:
    one = bench()
    await one.start("", "", "Below.")
    one.type(0, SENTENCE)
    await asyncio.sleep(2)  # offered, but the caret is still in it
    one.type(0, " They make us glad.")
    one.engine.caret(2, 0)
    await asyncio.sleep(10)
    texts = [p["text"] for r in one.proposer.requests for p in material(r)["passages"]]
    assert texts == [SENTENCE + " They make us glad."]
    await one.engine.stop()


@virtual
async def test_a_change_during_the_call_ends_it_and_its_answer_is_never_shown() -> None:
    one = bench()
    one.proposer.seconds = 5.0
    await one.start("", "", "Below.")
    one.type(0, SENTENCE)
    one.engine.caret(2, 0)
    await asyncio.sleep(4)
    assert one.courier.busy == 1
    one.erase(0, 3, 11)
    await asyncio.sleep(1)
    assert one.courier.busy == 0
    assert one.proposer.canceled == 1
    await asyncio.sleep(20)
    assert one.marked == []
    await one.engine.stop()


@virtual
async def test_passages_that_become_stable_together_go_in_one_call_with_their_neighbours() -> None:
    one = bench()
    await one.start("First things first.", "", "", "", "", "", "Last words. More of them.")
    one.type(2, SENTENCE)
    one.type(4, "We recieve parcels too.")
    one.engine.caret(6, 0)
    await asyncio.sleep(10)
    (request,) = one.proposer.of(Purpose.PUSH)
    passages = material(request)["passages"]
    assert [p["text"] for p in passages] == [SENTENCE, "We recieve parcels too."]
    assert passages[0]["before"] == "First things first."
    assert passages[0]["after"] == "We recieve parcels too."
    assert passages[1]["after"] == "Last words."
    assert len(one.marked) == 2
    await one.engine.stop()


@virtual
async def test_when_the_service_fails_offline_goes_on_and_the_status_says_so_until_it_is_back() -> (
    None
):
    one = bench(words={"teh": "the"})
    one.proposer.answers = [CircuitOpen("The model server does not answer.")]
    await write(one, "See teh cat. " + SENTENCE)
    assert one.marked == [("teh", "the")]
    assert one.engine.state_detail == "The model server does not answer."
    await asyncio.sleep(40)
    assert ("recieve", "receive") in one.marked
    assert one.engine.state_detail == ""
    assert one.details == ["The model server does not answer."]
    await one.engine.stop()


@virtual
async def test_a_cap_or_a_refused_key_is_not_tried_again() -> None:
    for error in (CapReached("The cap for today is used up."), NoKey("There is no key.")):
        one = bench()
        one.proposer.answers = [error]
        await one.start("", "", "Below.")
        one.type(0, SENTENCE)
        one.engine.caret(2, 0)
        await asyncio.sleep(200)
        assert len(one.proposer.requests) == 1
        assert one.engine.state_detail == str(error)
        await one.engine.stop()


@virtual
async def test_what_could_not_be_graded_is_held_back_and_says_so() -> None:
    one = bench()
    assert one.grader is not None
    one.grader.answers = [CircuitOpen("The grader does not answer.")]
    await write(one)
    assert one.marked == []
    assert ("recieve", "graded", "Not graded.") in one.held
    await one.engine.stop()


@virtual
async def test_an_edit_without_a_place_ends_in_held_back_and_in_the_log() -> None:
    one = bench()
    one.proposer.otherwise = word_edits({"recieve": "receive"})
    one.proposer.answers = [
        '{"edits": [{"passage": 1, "quote": "nowhere", "replacement": "x", "kind": "word"},'
        ' 17, {"passage": 1, "quote": "recieve", "replacement": "receive",'
        ' "kind": "spelling"}]}'
    ]
    await write(one)
    assert one.marked == [("recieve", "receive")]
    assert [row[1] for row in one.held] == ["located", "located"]
    held = [event for event in one.log if event.action is Action.HELD]
    assert {event.guard for event in held} == {"located"}
    assert {event.provider for event in held} == {"fake"}
    await one.engine.stop()


@virtual
async def test_another_model_forgets_the_answers_of_the_last_one() -> None:
    one = bench()
    await write(one)
    (suggestion,) = one.engine.suggestions()
    one.courier.use(None)
    await asyncio.sleep(5)
    assert one.marked == []
    assert one.engine.sent(suggestion.id) == ()
    assert len(one.proposer.requests) == 1
    await one.engine.stop()
    assert one.proposer.closed


@virtual
async def test_every_model_suggestion_reaches_a_final_state() -> None:
    one = bench()
    await write(one)
    (suggestion,) = one.engine.suggestions()
    edit = one.engine.accept(suggestion.id)
    assert edit is not None
    one.splice(0, 1, (SENTENCE.replace("recieve", "receive"),), (3, len(SENTENCE) - 10))
    await asyncio.sleep(10)
    await one.engine.stop()
    closed = [event for event in one.log if event.action is Action.CLOSED]
    assert [event.outcome for event in closed] == [Outcome.ACCEPTED]


@virtual
async def test_the_courier_ends_with_calls_under_way() -> None:
    one = bench()
    one.proposer.seconds = 1e6
    await write(one)
    assert one.courier.busy == 1
    await one.engine.stop()
    assert one.courier.busy == 0
    assert one.proposer.canceled == 1


@virtual
async def test_without_a_desk_nothing_is_kept_in_the_queue() -> None:
    one = bench()
    await one.start("", "", "Below.")
    one.courier.use(None)
    one.type(0, SENTENCE)
    one.engine.caret(2, 0)
    await asyncio.sleep(10)
    assert one.proposer.requests == []
    assert isinstance(one.courier, Courier)
    assert one.courier.busy == 0
    await one.engine.stop()


TWO = "We recieve many letters each week, and we seperate them all."


def both() -> ModelBench:
    fix = word_edits({"recieve": "receive", "seperate": "separate"})
    return ModelBench(FakeProvider(otherwise=fix), FakeProvider(otherwise=fix))


@virtual
async def test_accepting_one_mark_keeps_the_others_and_sends_nothing() -> None:
    one = both()
    await write(one, TWO)
    first, second = one.engine.suggestions()
    edit = one.engine.accept(first.id)
    assert edit is not None
    one.splice(0, 1, (TWO.replace("recieve", "receive"),), (3, len(TWO) - 10))
    await asyncio.sleep(20)
    assert [s.id for s in one.engine.suggestions()] == [second.id]
    assert len(one.proposer.requests) == 1
    await one.engine.stop()


@virtual
async def test_accepting_a_mark_in_an_opened_text_sends_nothing() -> None:
    one = bench(words={"teh": "the"})
    await one.start("See teh cat and teh dog.", "", "Below.")
    (first, *_) = one.engine.suggestions()
    edit = one.engine.accept(first.id)
    assert edit is not None
    one.splice(0, 1, ("See the cat and teh dog.",), (4, 17))
    one.engine.caret(2, 0)
    await asyncio.sleep(20)
    assert one.proposer.requests == []
    assert len(one.marked) == 1
    one.type(0, " It is calm.")
    one.engine.caret(2, 0)
    await asyncio.sleep(20)
    assert len(one.proposer.requests) == 1, "from here on the writer writes in it"
    await one.engine.stop()


@virtual
async def test_marks_stay_while_their_paragraph_is_written_on() -> None:
    one = bench()
    await write(one)
    (before,) = one.engine.suggestions()
    one.type(0, " They make us glad.")
    for _ in range(100):
        await asyncio.sleep(0.1)
        assert [s.id for s in one.engine.suggestions()] == [before.id]
    one.engine.caret(2, 0)
    await asyncio.sleep(10)
    assert [s.id for s in one.engine.suggestions()] == [before.id]
    assert len(one.proposer.requests) == 2
    shown = [event for event in one.log if event.action is Action.SHOWN]
    assert len(shown) == 1
    await one.engine.stop()
