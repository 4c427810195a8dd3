"""What leaves the machine and what does not: only words that the writer typed or changed."""

from __future__ import annotations

import asyncio

import pytest

from suggest.model.base import Ask, Offer
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind, Splice, Trigger
from tests.fakes.model_bench import ModelBench
from tests.fakes.provider import FakeProvider, material, word_edits
from tests.fakes.stations import EveryLanguage
from tests.fakes.virtual_time import in_virtual_time, virtual

SENTENCE = "We recieve many letters each week."


def bench(**more: object) -> ModelBench:
    fix = word_edits({"recieve": "receive"})
    return ModelBench(FakeProvider(otherwise=fix, seconds=1.0), None, **more)  # type: ignore[arg-type]


def sent(one: ModelBench) -> list[str]:
    """The passages that went to the model, in order."""
    return [p["text"] for request in one.proposer.requests for p in material(request)["passages"]]


@virtual
async def test_calls_that_end_before_they_begin_leave_room_for_others() -> None:
    one = bench()
    await one.start("")
    loop, courier = asyncio.get_running_loop(), one.courier
    text = PassageReader(Protector()).read(SENTENCE, BlockKind.PARAGRAPH)

    def current() -> bool:
        loop.call_soon(courier.forget)  # the turn between the call and its first step
        return True

    for _ in range(3):
        courier.offer(Offer(Ask(text), current, lambda: True, lambda: None, asked=True))
        await asyncio.sleep(1)
        assert courier.busy == 0
    assert one.proposer.requests == []
    courier.offer(Offer(Ask(text), lambda: True, lambda: True, lambda: None, asked=True))
    await asyncio.sleep(5)
    assert len(one.proposer.requests) == 1
    await one.engine.stop()


@virtual
async def test_a_line_break_beside_an_opened_paragraph_does_not_send_it() -> None:
    one = bench()
    await one.start(SENTENCE)
    one.type(0, "\n\nThis is my own line of words.")
    one.engine.caret(1, 0)
    await asyncio.sleep(10)
    assert sent(one) == ["This is my own line of words."]
    one.type(0, "\n", column=0)
    one.engine.caret(0, 0)
    await asyncio.sleep(20)
    assert len(sent(one)) == 1
    await one.engine.stop()


@virtual
async def test_what_was_opened_and_comes_back_by_an_undo_is_not_sent() -> None:
    one = bench()
    await one.start(SENTENCE, "", "Below.")
    one.erase(0, 0, len(SENTENCE))
    one.engine.caret(2, 0)
    await asyncio.sleep(5)
    one.type(0, SENTENCE)
    one.engine.caret(2, 0)
    await asyncio.sleep(20)
    one.type(0, "!")
    await asyncio.sleep(0.3)
    one.erase(0, len(SENTENCE), len(SENTENCE) + 1)
    one.engine.caret(2, 0)
    await asyncio.sleep(20)
    assert sent(one) == []
    await one.engine.stop()


@virtual
async def test_an_acceptance_in_an_opened_text_that_is_undone_sends_nothing() -> None:
    one = bench(words={"recieve": "receive"})
    await one.start(SENTENCE, "", "Below.")
    (mark,) = one.engine.suggestions()
    edit = one.engine.accept(mark.id)
    assert edit is not None
    old, new = one.lines[0], SENTENCE.replace("recieve", "receive")
    one.splice(0, 1, (new,), (edit.place.start, len(old) - edit.place.end))
    await asyncio.sleep(20)
    one.splice(0, 1, (old,), (edit.place.start, len(old) - edit.place.end))
    await asyncio.sleep(20)
    one.splice(0, 1, (new,), (edit.place.start, len(old) - edit.place.end))
    await asyncio.sleep(20)
    assert sent(one) == []
    await one.engine.stop()


@virtual
async def test_what_the_writer_changed_in_an_opened_paragraph_is_sent() -> None:
    one = bench()
    await one.start(SENTENCE, "", "Below.")
    one.type(0, " They make us glad.")
    one.engine.caret(2, 0)
    await asyncio.sleep(20)
    assert sent(one) == [SENTENCE + " They make us glad."]
    await one.engine.stop()


def pasted(one: ModelBench, line: int, text: str) -> None:
    """Puts text at the end of a line as the editor tells of a paste."""
    old = one.lines[line]
    one.lines[line] = old + text
    one.engine.edit(Splice(line, 1, (old + text,), len(old), 0), Trigger.PASTED)
    one.engine.caret(line, len(old + text))


@virtual
async def test_a_short_paste_is_not_sent_but_a_word_pasted_into_own_text_holds_nothing_up() -> None:
    one = bench()
    await one.start("", "", "", "", "Below.")
    pasted(one, 0, SENTENCE)
    one.engine.caret(4, 0)
    await asyncio.sleep(20)
    assert sent(one) == []
    one.type(2, "This I wrote about ")
    pasted(one, 2, "Copenhagen.")
    one.engine.caret(4, 0)
    await asyncio.sleep(20)
    assert sent(one) == ["This I wrote about Copenhagen."]
    one.erase(0, 0, len(SENTENCE))
    one.engine.caret(4, 0)
    await asyncio.sleep(5)
    one.type(0, SENTENCE)  # an undo of that
    one.engine.caret(4, 0)
    await asyncio.sleep(20)
    assert len(sent(one)) == 1
    await one.engine.stop()


@virtual
async def test_a_line_break_beside_one_of_many_pasted_lines_does_not_send_it() -> None:
    one = bench()
    await one.start("")
    many = ("", *["Line of many words here.", ""] * 40)
    one.splice(0, 1, many, (0, 0))
    one.engine.caret(0, 0)
    await asyncio.sleep(20)
    one.type(21, "\n\n")
    one.engine.caret(0, 0)
    await asyncio.sleep(20)
    assert sent(one) == []
    await one.engine.stop()


@virtual
async def test_after_erasing_no_answer_and_nothing_that_was_sent_is_known() -> None:
    one = bench()
    await one.start("", "", "", "", "Below.")
    one.type(0, SENTENCE)
    one.engine.caret(4, 0)
    await asyncio.sleep(10)
    (call,) = {held.proposal.origin.call for held in one.engine.held() if held.proposal.origin}
    assert one.courier.sent(call)
    one.type(2, "This is on its way, and we recieve it.")
    one.engine.caret(4, 0)
    one.proposer.seconds = 5.0
    await asyncio.sleep(4)
    assert one.courier.busy == 1
    one.courier.erase()
    await asyncio.sleep(10)
    assert one.proposer.canceled == 1
    assert len(one.memory) == 0
    assert one.courier.sent(call) == ()
    await one.engine.stop()


class SlowAnswers:
    """Answers kept from before: none, after a while."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def get(self, key: str) -> None:
        self.asked.set()
        await asyncio.sleep(0.05)

    async def put(self, key: str, value: object) -> None:
        """Keeps nothing."""


@pytest.mark.parametrize("how", ["off", "snoozed", "another document"])
def test_a_call_that_has_not_gone_out_yet_is_called_back_at_once(how: str) -> None:
    async def run() -> None:
        answers = SlowAnswers()
        one = bench(answers=answers)
        await one.start("", "", "Below.")
        one.type(0, SENTENCE)
        one.engine.caret(2, 0)
        await answers.asked.wait()
        if how == "off":
            one.engine.set_enabled(False)
        elif how == "snoozed":
            one.engine.snooze(15)
        else:
            one.load("Other words.")
        await asyncio.sleep(5)
        assert one.proposer.requests == []
        assert one.courier.busy == 0
        await one.engine.stop()

    in_virtual_time(run())


def test_a_short_passage_that_turns_out_to_be_of_another_language_is_not_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run() -> None:
        one = bench()
        await one.start("", "", "Below.")
        one.type(0, SENTENCE)
        one.engine.caret(2, 0)
        await asyncio.sleep(1.2)  # read and offered; the rest of the draft decides what it is
        monkeypatch.setattr(EveryLanguage, "reads", lambda gate, passage: False)
        await asyncio.sleep(20)
        assert sent(one) == []
        await one.engine.stop()

    in_virtual_time(run())


@pytest.mark.parametrize("how", ["off", "snoozed"])
def test_what_is_typed_while_suggestions_are_off_is_not_sent_until_it_is_changed(how: str) -> None:
    async def run() -> None:
        one = bench()
        await one.start("", "", "Below.")
        if how == "off":
            one.engine.set_enabled(False)
        else:
            one.engine.snooze(15)
        one.type(0, SENTENCE)
        one.engine.caret(2, 0)
        await asyncio.sleep(5)
        one.engine.set_enabled(True)
        await asyncio.sleep(20)
        assert sent(one) == []
        one.type(0, SENTENCE.rstrip(".") + " again.")
        one.engine.caret(2, 0)
        await asyncio.sleep(20)
        assert len(sent(one)) == 1
        await one.engine.stop()

    in_virtual_time(run())


@pytest.mark.parametrize("how", ["a line break after it", "taken out and put back"])
def test_what_was_typed_while_suggestions_were_off_is_not_changed_by_what_leaves_its_words(
    how: str,
) -> None:
    async def run() -> None:
        one = bench()
        await one.start("", "", "Below.")
        one.engine.set_enabled(False)
        one.type(0, SENTENCE)
        one.engine.set_enabled(True)
        await asyncio.sleep(5)
        if how == "a line break after it":
            one.type(0, "\n")
        else:
            one.splice(0, 1, ("",), (0, 0))
            await asyncio.sleep(5)
            one.splice(0, 1, (SENTENCE,), (0, 0))
        one.engine.caret(2, 0)
        await asyncio.sleep(20)
        assert sent(one) == []
        await one.engine.stop()

    in_virtual_time(run())
