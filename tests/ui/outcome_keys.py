"""One draft for each way a suggestion can end, made with keys and clicks; see timed.py.

    python -m tests.ui.outcome_keys FOLDER

Prints for each scene the ids of its suggestions by their words, and states looked at on the way.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from suggest import Suggestion
from tests.ui.timed import Key, TimedWriter, perform
from ui import strings
from ui.report_dialog import ReportDialog

SLIP = "We recieve the parcel on Monday."
AFTER = "\n\nThe box is large."
NAMES = "We came to Ljubljana in May. Then Ljubljana was warm. So the trip to Ljublana was long."
Scene = Callable[[TimedWriter], Awaitable[object]]


def state(writer: TimedWriter, one: Suggestion) -> str:
    """The present outcome, empty while open."""
    return str(writer.engine._parts.recorder.outcome(one.id) or "")


async def slip(writer: TimedWriter, text: str = SLIP + AFTER, words: str = "recieve") -> Suggestion:
    """Types a text and waits for the mark on these words."""
    writer.type(text)
    await writer.wait()
    return writer.mark(words)


async def take(writer: TimedWriter, one: Suggestion) -> None:
    """F8 to the mark, Enter."""
    writer.open_card(one.id)
    writer.key(Key.Key_Return)


async def accepted(writer: TimedWriter) -> None:
    await take(writer, await slip(writer))


async def alternative(writer: TimedWriter) -> None:
    one = await slip(writer, "The goverment sent it." + AFTER, "goverment")
    writer.open_card(one.id)
    writer.key(Key.Key_2)


async def edited_first(writer: TimedWriter) -> None:
    one = await slip(writer)
    writer.open_card(one.id)
    writer.key(Key.Key_E)
    writer.key(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    writer.type("will get")
    writer.key(Key.Key_Return)


async def accepted_then_edited(writer: TimedWriter) -> object:
    one = await slip(writer)
    await take(writer, one)
    await writer.wait()
    writer.type_over("receive", "received")
    await writer.wait(20.0)
    before = state(writer, one)
    await writer.wait(10.0)
    return [before, state(writer, one)]


async def overtyped(writer: TimedWriter) -> None:
    await slip(writer)
    writer.type_over("recieve", "receive")
    await writer.wait()


async def overtyped_and_closed_within_the_pause(writer: TimedWriter) -> None:
    await slip(writer)
    writer.type_over("recieve", "receive")


async def ignored(writer: TimedWriter) -> object:
    one = await slip(writer, SLIP)
    await writer.wait(1.0)
    writer.type(AFTER)
    await writer.wait(9.9)
    before = state(writer, one)
    await writer.wait(0.2)
    return [before, state(writer, one)]


async def looked_at_another_line(writer: TimedWriter) -> None:
    await slip(writer, SLIP)
    await writer.wait(1.0)
    writer.type(AFTER)
    await writer.wait(9.0)
    writer.key(Key.Key_Up, times=2)
    await writer.wait(60.0)


async def ignored_then_accepted(writer: TimedWriter) -> None:
    one = await slip(writer, SLIP)
    await writer.wait(1.0)
    writer.type(AFTER)
    await writer.wait(11.0)
    await take(writer, one)


async def edited_around(writer: TimedWriter) -> None:
    await slip(writer)
    await writer.wait(1.0)
    writer.type_over(SLIP, "Nothing came today.")
    await writer.wait()


async def own_version(writer: TimedWriter) -> None:
    await slip(writer)
    await writer.wait(1.0)
    writer.type_over("recieve", "open")
    await writer.wait()


async def own_version_of_what_was_not_seen(writer: TimedWriter) -> None:
    await slip(writer)
    await writer.wait(0.9)
    writer.type_over("recieve", "open")
    await writer.wait()


async def own_version_and_closed_within_the_pause(writer: TimedWriter) -> None:
    await slip(writer)
    await writer.wait(1.0)
    writer.type_over("recieve", "open")


async def closed_unseen(writer: TimedWriter) -> None:
    await slip(writer)


async def scrolled_away(writer: TimedWriter) -> None:
    await slip(writer, SLIP)
    writer.type("\n" * 80 + "The box is large.")
    await writer.wait(60.0)


async def reverted(writer: TimedWriter) -> None:
    one = await slip(writer)
    await take(writer, one)
    await writer.wait(100.0)
    writer.undo()
    await writer.wait()


async def reverted_and_closed_within_the_pause(writer: TimedWriter) -> None:
    one = await slip(writer)
    await take(writer, one)
    await writer.wait(100.0)
    writer.undo()


async def typed_back(writer: TimedWriter) -> None:
    one = await slip(writer)
    await take(writer, one)
    await writer.wait()
    writer.type_over("receive", "recieve")
    await writer.wait()


async def undone_too_late(writer: TimedWriter) -> None:
    one = await slip(writer)
    await take(writer, one)
    await writer.wait(121.0)
    writer.undo()
    await writer.wait()


async def thumbs_and_a_report(writer: TimedWriter) -> None:
    one = await slip(writer)
    writer.open_card(one.id)
    writer.click(writer.menu_button(strings.GOOD))
    card = writer.parts.window.page.card
    card._header.more.setFocus(Qt.FocusReason.TabFocusReason)
    writer.key(Key.Key_Return)
    bad = writer.menu_button(strings.BAD)
    for _ in range(8):
        if bad.hasFocus():
            break
        writer.key(Key.Key_Down)
    writer.key(Key.Key_Return)
    writer.click(writer.menu_button(strings.REPORT))
    dialog = writer.parts.window.rooms.dialogs.current
    assert isinstance(dialog, ReportDialog)
    QTest.keyClicks(dialog.field, "This is how we write it.")
    writer.click(dialog.send)
    await writer.back_in_window()


async def flag_answered(writer: TimedWriter) -> None:
    one = await slip(writer, NAMES + AFTER, "Ljublana")
    writer.open_card(one.id)
    writer.key(Key.Key_E)
    writer.type("Bled")
    await writer.wait()


async def flag_checked(writer: TimedWriter) -> None:
    await take(writer, await slip(writer, NAMES + AFTER, "Ljublana"))


async def not_now(writer: TimedWriter) -> object:
    one = await slip(writer, f"It is a plain day. {SLIP} So it goes.{AFTER}")
    writer.open_card(one.id)
    writer.key(Key.Key_Escape)
    writer.type_over("a plain", "the first")
    await writer.wait()
    elsewhere = writer.words()
    writer.type_over("parcel", "letter")
    await writer.wait()
    return [elsewhere, writer.words()]


async def not_here(writer: TimedWriter) -> None:
    one = await slip(writer, "They recieve a parcel at noon." + AFTER)
    writer.open_card(one.id)
    writer.key(Key.Key_H)


async def mute_rule(writer: TimedWriter) -> None:
    one = await slip(writer, "In order to win, we wait." + AFTER, "In order to")
    writer.open_card(one.id)
    writer.key(Key.Key_M)


async def withdrawn(writer: TimedWriter) -> None:
    await _refuse_one_of_two(writer, "is definately", 0.5)


async def superseded(writer: TimedWriter) -> None:
    await _refuse_one_of_two(writer, "occured", 0.4)


async def _refuse_one_of_two(writer: TimedWriter, word: str, seconds: float) -> None:
    """*Not this phrase* on one of two like marks: the engine takes back the other."""
    writer.type(f"It {word} here in May.\n\nThen it {word} there in June.{AFTER}")
    await writer.wait()
    first, *more = writer.engine.suggestions()
    assert len(more) == 1, writer.words()
    await writer.wait(seconds)
    writer.open_card(first.id)
    writer.key(Key.Key_P)


SCENES: tuple[Scene, ...] = (
    accepted,
    alternative,
    edited_first,
    accepted_then_edited,
    overtyped,
    overtyped_and_closed_within_the_pause,
    ignored,
    looked_at_another_line,
    ignored_then_accepted,
    edited_around,
    own_version,
    own_version_of_what_was_not_seen,
    own_version_and_closed_within_the_pause,
    closed_unseen,
    scrolled_away,
    reverted,
    reverted_and_closed_within_the_pause,
    typed_back,
    undone_too_late,
    thumbs_and_a_report,
    flag_answered,
    flag_checked,
    not_now,
    not_here,
    mute_rule,
    withdrawn,
    superseded,
)


async def play(writer: TimedWriter, folder: Path) -> object:
    """Every scene in a draft of its own; what each returned, by its name."""
    seen: dict[str, object] = {}
    for scene in SCENES:
        name = getattr(scene, "__name__", "")
        await writer.open(folder / f"{name}.md")
        seen[name] = await scene(writer)
    return seen


if __name__ == "__main__":
    perform(play, Path(sys.argv[1]))
