"""The engine of one window: what the editor tells, what the views read, what the writer does.

Every method is called from the loop's thread and returns at once; reading is the reader's task.
"""

from collections.abc import Callable, Sequence

from suggest.board import Board
from suggest.controls import FASTER, Controls
from suggest.document import Line
from suggest.events import EngineState, Event, StateChanged
from suggest.items import Status
from suggest.model.base import Sent
from suggest.options import Edit, EngineOptions
from suggest.parts import EngineParts
from suggest.probes import Probes
from suggest.reader import Desk, Reader
from suggest.record import phrase, tenths
from suggest.sight import Sight
from suggest.stage import Stage
from suggest.values import (
    Dismissal,
    DismissalEntry,
    DropReason,
    Held,
    Mark,
    Outcome,
    Place,
    Splice,
    Suggestion,
    Trigger,
)


class Engine:
    """Reads, shows and resolves, one document at a time. `probes` look again, `controls` switch."""

    def __init__(
        self, parts: EngineParts, options: EngineOptions, publish: Callable[[Event], None]
    ) -> None:
        self._parts = parts
        self._options = options
        self._publish = publish
        self._capture = parts.capture(options.delay_ms / 1000, self._unreadable)
        self._board = Board(parts.new_id)
        self._sight = Sight(self._capture.document, parts.recorder)
        self._stage = Stage(self._capture, self._board, parts.policy, self._sight, publish)
        self.probes = Probes(self._capture.document, parts.recorder)
        self.controls = Controls(parts.clock, self._announce)
        core = (self._capture, self._board, self._stage, self.controls, self.probes)
        desk = Desk(*core, parts.recorder, parts.gate, parts.clock, parts.courier)
        self._reader = Reader(desk, parts.make_pipeline, options.dialect)
        self._stage.configure(options.eagerness, options.classes)

    async def start(self) -> None:
        """Starts reading in the background; returns at once."""
        self._reader.start()

    async def stop(self) -> None:
        """Stops reading and gives every suggestion its final state."""
        await self._reader.stop()
        self._close_document()

    def load(self, lines: Sequence[str], document: str) -> None:
        """A new document is in the window; `document` is its salted id."""
        self._close_document()
        self._board.clear()
        self._capture.load(lines)
        self._parts.gate.reset()
        self.controls.language("")
        self._parts.recorder.open_document(document)
        self._stage.reset()
        self._reader.wake()

    def configure(self, options: EngineOptions) -> None:
        """Takes over changed settings; marks that no longer clear their bar go."""
        before, self._options = self._options, options
        self._adapt()
        self._stage.configure(options.eagerness, options.classes)
        if options.dialect is not before.dialect:
            self._reader.use(options.dialect)
            self.reread()
        self._stage.decide()

    # --- what the editor tells

    def edit(self, splice: Splice, trigger: Trigger = Trigger.PAUSE) -> None:
        """The text changed; marks are rebased before this returns."""
        disturbed = self._capture.apply(splice, self._parts.clock(), self.controls.why(trigger))
        if self._capture.document.removed:
            self._capture.again(self._board.orphan(self._capture.document.removed))
        if disturbed:
            self._stage.disturbed(disturbed)
        self.probes.applied()
        self._adapt()  # the pause wears off with time
        self._reader.wake()

    def caret(self, line: int, column: int) -> None:
        """The caret moved; `column` in code points."""
        caret = self._capture.caret
        moved = caret.line != line
        caret.line, caret.column = line, column
        if moved and self._sight.caret_line(line):
            self._reader.wake()  # leaving a mark starts its time

    def viewport(self, first: int, last: int) -> None:
        """Lines `first` to `last` are on screen."""
        self._sight.viewport(first, last)
        self._capture.look_at(first, last)

    def focus(self, focused: bool) -> None:
        """The window gained or lost the focus."""
        self._sight.focus(focused)

    # --- what the views read

    @property
    def state(self) -> EngineState:
        """What the status bar shows."""
        return self.controls.state

    @property
    def state_detail(self) -> str:
        """A plain sentence or name that goes with the state, or empty."""
        return self.controls.detail

    @property
    def unread(self) -> bool:
        """True while text waits to be read."""
        return self._capture.waiting

    def marks(self, line: int) -> Sequence[Mark]:
        """Marks on a line, left to right; none while snoozed or off."""
        return self._capture.document.marks(line) if self.controls.active else ()

    def place(self, suggestion_id: str) -> Place | None:
        """Where a mark stands, checked against the live text."""
        return self._capture.document.place(suggestion_id)

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """The live suggestion of that id."""
        item = self._board.item(suggestion_id)
        return item.suggestion if item is not None and item.status is Status.SHOWN else None

    def suggestions(self) -> list[Suggestion]:
        """Live suggestions in document order; none while snoozed or off."""
        anchors = self._capture.document.anchors() if self.controls.active else ()
        found = (self.suggestion(a.id) for _, a in anchors)
        return [one for one in found if one is not None]

    def held(self) -> tuple[Held, ...]:
        """What was not shown and why, in document order."""
        return self._stage.held()

    def preview(self, eagerness: float) -> tuple[int, float]:
        """Number of marks and expected share kept if eagerness were this."""
        return self._stage.preview(eagerness)

    def phrase(self, suggestion_id: str) -> str:
        """The confidence in words, from this writer's record once there is one."""
        item = self._board.item(suggestion_id)
        if item is None:
            return ""
        proposal = item.judged.proposal
        record = self._parts.recorder.record_of(proposal.rule, proposal.kind)
        return phrase(item.judged.confidence, *record)

    def tenths(self, suggestion_id: str) -> int:
        """The confidence as so many of ten dots."""
        item = self._board.item(suggestion_id)
        return tenths(item.judged.confidence) if item is not None else 0

    def sent(self, suggestion_id: str) -> tuple[Sent, ...]:
        """What went to models for a suggestion or a held one; empty when it is not known."""
        item = self._board.item(suggestion_id)
        return self._reader.sent(item) if item is not None else ()

    # --- what the writer does

    def accept(self, suggestion_id: str, text: str | None = None) -> Edit | None:
        """Takes a suggestion, or `text` in its place; None when the live text is another.

        The caller applies the returned edit as one undo step.
        """
        item = self._board.item(suggestion_id)
        place = self.place(suggestion_id)
        if item is None or place is None or item.suggestion is None:
            return None
        proposal = item.judged.proposal
        chosen = proposal.replacement if text is None else text
        if chosen is None:
            return None
        self._stage.resolve(item, Outcome.ACCEPTED)
        self.controls.noted(FASTER)
        self._adapt()
        self._parts.recorder.accepted(suggestion_id, chosen)
        self._reader.accepted(item, place, chosen)
        edit = Edit(place, chosen, proposal.original)
        self.probes.expect(suggestion_id, edit, self._parts.clock())
        return edit

    def dismiss(self, suggestion_id: str, how: Dismissal) -> None:
        """Refuses a suggestion in one of the four ways; like ones go with the wider ways."""
        item = self._board.item(suggestion_id)
        if item is None:
            return
        self._stage.resolve(item, Outcome.DISMISSED)
        self._parts.recorder.dismissed(suggestion_id, how)
        self._parts.dismissals.add(item.reading.passage, item.judged.proposal, how)
        self.controls.slower(how)
        self._adapt()
        self._stage.recheck(self._parts.dismissals)

    def dismissals(self) -> list[DismissalEntry]:
        """Everything the writer said no to, newest first."""
        return self._parts.dismissals.entries()

    def restore(self, key: str) -> None:
        """Undoes one dismissal; what it hid may be shown again."""
        self._parts.dismissals.remove(key)
        self.reread()

    def words(self) -> list[str]:
        """The personal dictionary."""
        return self._parts.dismissals.words()

    def add_word(self, word: str) -> None:
        """Adds to the personal dictionary; marks on that word go."""
        self._parts.dismissals.add_word(word)
        self._stage.recheck(self._parts.dismissals)

    def remove_word(self, word: str) -> None:
        """Takes a word out of the dictionary."""
        self._parts.dismissals.remove_word(word)
        self.reread()

    def check(self, suggestion_id: str) -> None:
        """The writer checked a fact: it is not asked again at this place."""
        item = self._board.item(suggestion_id)
        if item is not None:
            self._stage.resolve(item, Outcome.CHECKED)
            self._parts.recorder.checked(suggestion_id)
            no = self._parts.dismissals
            no.add(item.reading.passage, item.judged.proposal, Dismissal.NOT_HERE)
            self._stage.recheck(no)

    def rate(self, suggestion_id: str, good: bool) -> None:
        """Thumbs up or down; the mark stays."""
        self._parts.recorder.rated(suggestion_id, good)

    def report(self, suggestion_id: str, note: str) -> None:
        """Keeps a problem report in the log."""
        self._parts.recorder.reported(suggestion_id, note)

    def card_opened(self, suggestion_id: str) -> None:
        """The card of this suggestion is open."""
        self._parts.recorder.card_opened(suggestion_id)

    def card_closed(self, suggestion_id: str) -> None:
        """The card of this suggestion was closed."""
        self._parts.recorder.card_closed(suggestion_id)

    def show_anyway(self, held_id: str) -> None:
        """Shows what was held back."""
        self._stage.force(held_id)

    def set_enabled(self, on: bool) -> None:
        """Switches suggestions on or off."""
        self.controls.set_enabled(on)
        self._reader.wake()

    def snooze(self, minutes: float | None) -> None:
        """Hides marks for so many minutes, None until they are turned on again."""
        self.controls.snooze(minutes)
        self._reader.wake()

    def _close_document(self) -> None:
        self._reader.settle()
        self.probes.close(self._parts.clock())
        self._stage.finish()
        self._parts.recorder.close_document()

    def _adapt(self) -> None:
        self._capture.delay = self.controls.delay(self._options.delay_ms / 1000)

    def reread(self) -> None:
        """Judges the whole document anew: what counts for showing has changed."""
        self._capture.reread()
        self._reader.wake()

    def _announce(self, state: EngineState, detail: str) -> None:
        self._publish(StateChanged(state, detail))
        if state is not EngineState.WORKING:
            self._stage.redraw_all(hidden=state in (EngineState.OFF, EngineState.SNOOZED))

    def _unreadable(self, line: Line) -> None:
        items, torn = self._board.drop_line(line)
        for item in items:
            self._stage.lose(item, DropReason.STALE)
        self._capture.again(torn)
