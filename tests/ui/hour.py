"""An hour of writing, driven by real keys and clicks, with a ledger of all that was done.

    python -m tests.ui.hour FOLDER

Fourteen drafts are typed, their marks answered in every way there is, and the log is exported
through its dialog into FOLDER/out. Prints the ledger: what was done to which suggestion and when,
written at the moment of doing it and without a look at the log.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from suggest import Suggestion
from tests.ui.timed import CONTROL, PAUSE, Key, TimedWriter, perform
from ui import strings
from ui.export_dialog import ExportDialog
from ui.report_dialog import ReportDialog

SENTENCES = {
    "recieve": "We recieve the {thing} on Monday.",
    "definately": "This is definately the {thing} we saw.",
    "goverment": "The goverment {thing} came late.",
    "occured": "It occured near the {thing} in May.",
    "neccessary": "A neccessary {thing} is missing.",
    "posible": "One posible {thing} is large.",
    "beleive": "We beleive the {thing} is good.",
    "untill": "It stays untill the {thing} is open.",
    "adress": "The adress of the {thing} is old.",
    "independant": "An independant {thing} is open.",
    "teh": "We saw teh {thing} at noon.",
    "truely": "That {thing} is truely large.",
    "In order to": "In order to sell the {thing}, we wait.",
    "Ljublana": "The {thing} is in Ljubljana. So Ljubljana was warm. Then to Ljublana by train.",
}
OWN = {"posible": "likely", "goverment": "state", "occured": "happened"}
THINGS = [
    "box",
    "letter",
    "parcel",
    "garden",
    "kitchen",
    "window",
    "table",
    "ladder",
    "basket",
    "engine",
    "bridge",
    "market",
    "station",
    "harbour",
]
LAST = "So it goes."
REST = 240.0
"""Seconds between the last answer in a draft and the next draft."""


@dataclass(slots=True)
class Line:
    """What was done to one suggestion; times are seconds of the clock."""

    id: str
    rule: str
    kind: str
    original: str
    replacement: str | None
    alternatives: list[str]
    confidence: float
    bar: float
    passage: str
    document: int
    shown: float
    steps: list[list[object]] = field(default_factory=list)  # time, outcome, final
    probes: list[float] = field(default_factory=list)
    dismissal: str = ""
    ratings: list[bool] = field(default_factory=list)
    note: str = ""
    card: bool = False
    accepted: float | None = None
    touched: bool = False  # an accepted text was changed afterwards


class Hour:
    """The writer with the ledger in hand."""

    def __init__(self, writer: TimedWriter) -> None:
        self.writer = writer
        self.ledger: dict[str, Line] = {}
        self.document = -1
        self.closed: list[float] = []

    # --- drafts

    async def write(self, path: Path, words: list[str]) -> None:
        """A new draft with one sentence for each word, each in a paragraph of its own."""
        if self.document >= 0:
            await self.pass_time(REST)
            self.close_probes()
            self.closed.append(self.writer.clock.now)
        self.document += 1
        thing = THINGS[self.document]
        lines = [SENTENCES[word].format(thing=thing) for word in words]
        await self.writer.open(path)
        self.writer.type("\n\n".join([*lines, LAST]))
        await self.pass_time()
        for word in words:
            self.line(word)

    async def pass_time(self, seconds: float = PAUSE) -> None:
        """Time passes: probes fall due, and new marks come up."""
        await self.writer.wait(seconds)
        now = self.writer.clock.now
        for one in self.ledger.values():
            if one.document == self.document and one.accepted is not None:
                due = [at for at in (30.0, 120.0, 300.0, 600.0) if at <= now - one.accepted]
                one.probes.extend(at for at in due if at not in one.probes)
        for suggestion in self.writer.engine.suggestions():
            if suggestion.id not in self.ledger:
                self.ledger[suggestion.id] = self.entry(suggestion)

    def close_probes(self) -> None:
        """The draft is left, or an export is made: every accepted text is looked at."""
        now = self.writer.clock.now
        for one in self.ledger.values():
            if one.document == self.document and one.accepted is not None:
                one.probes.append(now - one.accepted)

    def entry(self, suggestion: Suggestion) -> Line:
        """The first line about a mark."""
        proposal = suggestion.proposal
        place = self.writer.engine.place(suggestion.id)
        assert place is not None
        return Line(
            suggestion.id,
            proposal.rule,
            proposal.kind.value,
            proposal.original,
            proposal.replacement,
            list(proposal.alternatives),
            suggestion.confidence,
            suggestion.bar,
            self.writer.editor.lines()[place.line],
            self.document,
            self.writer.clock.now,
        )

    def line(self, word: str) -> Line:
        """The ledger's line about the live mark on this word."""
        return self.ledger[self.writer.mark(word).id]

    def card(self, word: str) -> Line:
        """Opens the card of the mark on this word."""
        one = self.line(word)
        self.open(one)
        return one

    def open(self, one: Line) -> None:
        """F8 until this card is open; the cards on the way were opened too."""
        for passed in self.writer.open_card(one.id):
            self.ledger[passed].card = True

    def done(self, one: Line, outcome: str, final: str | None = None) -> None:
        """Notes an answer."""
        one.steps.append([self.writer.clock.now, outcome, final])

    # --- answers

    async def accept(self, word: str) -> Line:
        one = self.card(word)
        self.writer.key(Key.Key_Return)
        self.done(one, "accepted", one.replacement)
        one.accepted = self.writer.clock.now
        return one

    async def alternative(self, word: str) -> None:
        one = self.card(word)
        self.writer.key(Key.Key_2)
        self.done(one, "accepted", one.alternatives[0])
        one.accepted = self.writer.clock.now

    async def edit_first(self, word: str) -> None:
        one = self.card(word)
        self.writer.key(Key.Key_E)
        self.writer.key(Key.Key_A, CONTROL)
        self.writer.type(OWN[word])
        self.writer.key(Key.Key_Return)
        self.done(one, "edited", OWN[word])
        one.accepted = self.writer.clock.now

    async def accept_and_edit(self, word: str) -> None:
        one = await self.accept(word)
        assert one.replacement is not None
        await self.pass_time()
        self.writer.type_over(one.replacement, one.replacement.upper())
        one.touched = True
        await self.pass_time(30.0)
        self.done(one, "edited", one.replacement.upper())

    async def overtype(self, word: str) -> None:
        one = self.line(word)
        assert one.replacement is not None
        self.writer.type_over(word, one.replacement)
        await self.pass_time()
        self.done(one, "overtyped", one.replacement)

    async def rewrite(self, word: str) -> None:
        one = self.line(word)
        self.writer.type_over(word, "something else")
        await self.pass_time()
        outcome = "edited" if one.replacement is None else "ignored"
        self.done(one, outcome, "something else")

    async def ignore(self, word: str) -> Line:
        one = self.line(word)
        self.writer.select(word)
        await self.pass_time()
        self.writer.go_to_end()
        await self.pass_time(11.0)
        self.done(one, "ignored")
        return one

    async def ignore_and_accept(self, word: str) -> None:
        await self.ignore(word)
        await self.accept(word)

    async def revert(self, word: str) -> None:
        one = await self.accept(word)
        self.writer.undo()
        one.touched = True
        await self.pass_time()
        self.done(one, "reverted")

    async def undo_and_redo(self, word: str) -> None:
        await self.accept(word)
        self.writer.undo()
        self.writer.key(Key.Key_Y, CONTROL)
        await self.pass_time()

    async def not_now(self, word: str) -> None:
        self.refuse(word, Key.Key_Escape, "not_now")

    async def not_here(self, word: str) -> None:
        self.refuse(word, Key.Key_H, "not_here")

    async def not_phrase(self, word: str) -> None:
        self.refuse(word, Key.Key_P, "not_phrase")

    async def mute(self, word: str) -> None:
        self.refuse(word, Key.Key_M, "mute_rule")

    def refuse(self, word: str, key: Qt.Key, how: str) -> None:
        one = self.card(word)
        self.writer.key(key)
        one.dismissal = how
        self.done(one, "dismissed")

    async def confirm(self, word: str) -> None:
        one = self.card(word)
        self.writer.key(Key.Key_Return)
        self.done(one, "checked")

    async def thumbs(self, word: str) -> None:
        one = self.card(word)
        self.writer.click(self.writer.menu_button(strings.GOOD))
        self.writer.click(self.writer.menu_button(strings.BAD))
        one.ratings = [True, False]
        await self.accept(word)

    async def report(self, word: str) -> None:
        one = self.card(word)
        self.writer.click(self.writer.menu_button(strings.REPORT))
        dialog = self.writer.parts.window.rooms.dialogs.current
        assert isinstance(dialog, ReportDialog)
        QTest.keyClicks(dialog.field, "A name of ours.")
        self.writer.click(dialog.send)
        one.note = "A name of ours."
        await self.writer.back_in_window()

    async def leave(self, word: str) -> None:
        self.line(word)

    async def take_back(self, word: str) -> None:
        """Two like marks; *Not this phrase* on the first makes the engine take the second back."""
        first, second = (s.id for s in self.writer.engine.suggestions())
        one, other = self.ledger[first], self.ledger[second]
        self.open(one)
        self.writer.key(Key.Key_P)
        one.dismissal = "not_phrase"
        self.done(one, "dismissed")
        self.done(other, "withdrawn")


Answer = Callable[[Hour, str], Awaitable[object]]
PLAN: tuple[tuple[tuple[str, Answer], ...], ...] = (
    (("recieve", Hour.accept), ("goverment", Hour.alternative), ("teh", Hour.leave)),
    (("beleive", Hour.accept), ("posible", Hour.edit_first), ("adress", Hour.ignore)),
    (("untill", Hour.accept), ("occured", Hour.revert), ("recieve", Hour.leave)),
    (("independant", Hour.accept_and_edit), ("teh", Hour.overtype), ("goverment", Hour.leave)),
    (("neccessary", Hour.accept), ("recieve", Hour.rewrite), ("beleive", Hour.ignore_and_accept)),
    (("posible", Hour.undo_and_redo), ("untill", Hour.overtype), ("truely", Hour.not_now)),
    (("Ljublana", Hour.rewrite), ("occured", Hour.accept), ("adress", Hour.leave)),
    (("teh", Hour.thumbs), ("goverment", Hour.edit_first), ("independant", Hour.ignore)),
    (("Ljublana", Hour.confirm), ("recieve", Hour.overtype), ("neccessary", Hour.report)),
    (("beleive", Hour.alternative), ("posible", Hour.rewrite), ("untill", Hour.revert)),
    (("adress", Hour.accept), ("occured", Hour.edit_first), ("teh", Hour.not_here)),
    (("goverment", Hour.accept), ("recieve", Hour.accept_and_edit), ("truely", Hour.not_phrase)),
    (("In order to", Hour.mute), ("neccessary", Hour.accept), ("independant", Hour.not_now)),
)


async def play(writer: TimedWriter, folder: Path) -> object:
    """The hour, then the export."""
    hour = Hour(writer)
    for number, answers in enumerate(PLAN):
        await hour.write(folder / f"draft-{number}.md", [word for word, _ in answers])
        for word, answer in answers:
            await answer(hour, word)
            await hour.pass_time()
    await hour.write(folder / "last.md", ["recieve"])
    writer.type("\n\nIt was definately here in May.\n\nThen it was definately there.")
    await hour.pass_time()
    await hour.accept("recieve")
    await hour.pass_time()
    await hour.take_back("definately")
    await hour.pass_time(700.0)
    hour.close_probes()
    await export(writer, folder / "out")
    return {"lines": [asdict(one) for one in hour.ledger.values()], "closed": hour.closed}


async def export(writer: TimedWriter, out: Path) -> None:
    """Everything, with all words, through the dialog."""
    window = writer.parts.window
    window.rooms.dialogs.export()
    dialog = window.rooms.dialogs.current
    assert isinstance(dialog, ExportDialog)
    dialog._take_folder(out)
    writer.click(dialog.levels["none"])
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    await writer.until(dialog.run.isEnabled, "something to export")
    writer.click(dialog.run)
    await writer.until(lambda: bool(ended), "the end of the export")
    await writer.back_in_window()


if __name__ == "__main__":
    perform(play, Path(sys.argv[1]))
