"""Which open proposals are marks now; tells the views and the recorder what changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from suggest.board import Board
from suggest.capture import Capture
from suggest.context import stands
from suggest.document import Anchor
from suggest.events import Event, Gone, HeldChanged, MarksChanged, Shown
from suggest.feedback.dismissed import Dismissals
from suggest.items import Item, Reading, Status, own_version, place_of
from suggest.policy import Candidate, Policy
from suggest.rivals import give_way
from suggest.sight import Sight
from suggest.values import (
    Drop,
    DropReason,
    Held,
    Kind,
    Outcome,
    Passage,
    Place,
    Suggestion,
)


class Stage:
    """Shows, hides and lists."""

    def __init__(
        self,
        capture: Capture,
        board: Board,
        policy: Policy,
        sight: Sight,
        publish: Callable[[Event], None],
    ) -> None:
        self._capture = capture
        self._board = board
        self._policy = policy
        self._sight = sight
        self._recorder = sight.recorder
        self._publish = publish
        self._eagerness = 0.5
        self._classes = frozenset(Kind)
        self._held_dirty = False
        self._undecided = False

    def configure(self, eagerness: float, classes: frozenset[Kind]) -> None:
        """Takes over the bar and the classes to show."""
        self._eagerness, self._classes = eagerness, classes

    def reset(self) -> None:
        """A new document: nothing is shown."""
        self._sight.reset()
        self._publish(HeldChanged(()))

    # --- deciding --------------------------------------------------------------------------------

    def arrived(self, reading: Reading) -> None:
        """A new reading is on the board: proposals that are out for good are recorded as held."""
        self._held_dirty = self._undecided = True
        give_way(reading, self._hold)
        for item in reading.items:
            if item.status is Status.OPEN and item.judged.drop is not None:
                self._hold(item, item.judged.drop)
            elif item.status is Status.HELD and item.judged.drop is None and not item.forced:
                item.status, item.drop = Status.OPEN, None

    def settle(self) -> None:
        """Decides if anything happened since it last did."""
        if self._undecided:
            self.decide()

    def decide(self) -> None:
        """Shows what clears bar and budget, takes away what no longer does."""
        self._undecided = False
        open_items = [i for i in self._board.items() if self._may_show(i)]
        candidates = [self._candidate(i) for i in open_items if self._clears(i)]
        words = self._capture.tally.total
        within = self._policy.within_budget(candidates, words, self._eagerness)
        for item in open_items:
            if item.forced or item.id in within:
                self._show(item)
            elif self._clears(item):
                self._hold(item, Drop(DropReason.OVER_BUDGET))
            else:
                self._hold(item, Drop(DropReason.BELOW_THRESHOLD))
        if self._held_dirty:
            self._held_dirty = False
            self._publish(HeldChanged(self.held()))
        self._sight.see()

    def preview(self, eagerness: float) -> tuple[int, float]:
        """Number of marks and their mean confidence at another eagerness."""
        found = [
            i
            for i in self._board.items()
            if i.judged.drop is None and i.status not in (Status.RESOLVED, Status.DISTURBED)
        ]
        clear = [i for i in found if self._clears_at(i, eagerness)]
        within = self._policy.within_budget(
            [self._candidate(i) for i in clear], self._capture.tally.total, eagerness
        )
        sure = [i.judged.confidence for i in clear if i.id in within]
        return len(sure), sum(sure) / len(sure) if sure else 0.0

    def _may_show(self, item: Item) -> bool:
        if item.judged.drop is not None and not item.forced:
            return False
        if item.status is Status.RESOLVED or item.status is Status.DISTURBED:
            return False
        if item.status is Status.SHOWN:
            return True
        unstable = item.reading.unstable
        if unstable is not None and unstable.meets(item.judged.proposal.span):
            return False
        return item.reading.current

    def _candidate(self, item: Item) -> Candidate:
        proposal = item.judged.proposal
        shown = item.status is Status.SHOWN
        return Candidate(item.id, proposal.kind, item.judged.confidence, shown)

    def _clears(self, item: Item) -> bool:
        return self._clears_at(item, self._eagerness)

    def _clears_at(self, item: Item, eagerness: float) -> bool:
        kind = item.judged.proposal.kind
        return kind in self._classes and item.judged.confidence >= self._policy.bar(kind, eagerness)

    def _show(self, item: Item) -> None:
        if item.status is Status.SHOWN:
            return
        proposal = item.judged.proposal
        place = place_of(item, self._capture.document)
        if place is None:
            return
        bar = self._policy.bar(proposal.kind, self._eagerness)
        trigger = item.reading.trigger
        judged = item.judged
        item.suggestion = Suggestion(
            item.id, proposal, judged.confidence, bar, trigger, judged.grade
        )
        item.status, item.drop = Status.SHOWN, None
        self._held_dirty = True
        self._capture.document.anchor(item.id, place, proposal.kind)
        self._recorder.shown(item.suggestion, item.reading.passage, trigger)
        self._publish(Shown(item.suggestion))
        self._redraw(place)

    def _hold(self, item: Item, drop: Drop) -> None:
        if item.status is Status.HELD and item.drop == drop:
            return
        proposal = item.judged.proposal
        was_shown = item.status is Status.SHOWN
        item.status, item.drop = Status.HELD, drop
        self._held_dirty = True
        if was_shown:
            self._unmark(item)
            self._recorder.withdrawn(item.id, drop.reason)
            self._tell_gone(item, Outcome.WITHDRAWN)
            return
        bar = self._policy.bar(proposal.kind, self._eagerness)
        self._recorder.held(item.id, item.judged, drop, bar, item.reading.passage)

    # --- ends -----------------------------------------------------------------------------------

    def resolve(self, item: Item, outcome: Outcome) -> None:
        """The writer decided: the mark goes."""
        if item.status is Status.SHOWN:
            self._unmark(item)
        item.status = Status.RESOLVED
        self._held_dirty = self._undecided = True
        self._tell_gone(item, outcome)
        self._sight.see()

    def disturbed(self, anchors: Sequence[Anchor]) -> None:
        """Edits fell into these anchors, which are gone; the next reading says what it meant."""
        for anchor in anchors:
            item = self._board.item(anchor.id) if anchor.drawn else None
            if item is not None and item.status is Status.SHOWN:
                item.status = Status.DISTURBED
                self._tell_gone(item, Outcome.WITHDRAWN)
        self._sight.see()  # from now on nobody sees them

    def lost(self, item: Item, passage: Passage) -> None:
        """The new reading of a block no longer has this item: find out what the writer did."""
        if item.status is Status.OPEN:
            self._hold(item, Drop(DropReason.STALE))
        if item.suggestion is None or item.status not in (Status.SHOWN, Status.DISTURBED):
            return
        if passage.text == item.reading.passage.text:
            self.lose(item, DropReason.REPLACED)  # not the writer's doing
            return
        disturbed = item.status is Status.DISTURBED
        if not disturbed:
            self._unmark(item)
        item.status = Status.RESOLVED
        self._undecided = True
        if not self._overtyped(item, passage.text, disturbed=disturbed) and not disturbed:
            self._tell_gone(item, Outcome.WITHDRAWN)

    def _overtyped(self, item: Item, text: str, *, disturbed: bool) -> bool:
        """Tells what the writer made of a mark; True when it was the very words proposed."""
        typed, own = item.judged.proposal.replacement, own_version(item, text)
        if typed is not None and disturbed:
            before, after = item.around
            if own == typed or (own is None and stands(text, before, typed, after)):
                self._recorder.overtyped(item.id)
                return True
        self._recorder.edited_around(item.id, own)
        return False

    def lose(self, item: Item, reason: DropReason) -> None:
        """The item's lines are gone or are no longer prose."""
        if item.status in (Status.SHOWN, Status.DISTURBED):
            shown = item.status is Status.SHOWN
            if shown:
                self._unmark(item)
            item.status = Status.RESOLVED
            self._recorder.withdrawn(item.id, reason)
            if shown:
                self._tell_gone(item, Outcome.WITHDRAWN)
        elif item.status is Status.OPEN:
            self._hold(item, Drop(reason))
        self._held_dirty = self._undecided = True

    def finish(self) -> None:
        """The document closes: what waited was never offered; edited marks end as they stand."""
        for item in list(self._board.items()):
            if item.status is Status.OPEN:
                self._hold(item, Drop(DropReason.CANCELED))
            elif item.status is Status.DISTURBED:
                text = item.reading.live_text
                if own_version(item, text) != item.judged.proposal.original:
                    self._overtyped(item, text, disturbed=True)

    def hold_undone(self, item: Item) -> None:
        """The writer undid this very change: it is not offered again at this place."""
        drop = Drop(DropReason.DISMISSED_BEFORE, "undone", "You undid it.")
        item.undone = drop
        item.judged = replace(item.judged, drop=drop)
        self._hold(item, drop)

    def force(self, item_id: str) -> None:
        """Shows a held item at the writer's wish."""
        item = self._board.item(item_id)
        if item is not None and item.status is Status.HELD:
            item.forced, item.status = True, Status.OPEN
            self.decide()

    def recheck(self, dismissals: Dismissals) -> None:
        """After a dismissal: the like of it elsewhere in the document goes too."""
        for item in list(self._board.items()):
            offered = item.status is Status.HELD and item.judged.drop is None
            if offered or item.status in (Status.SHOWN, Status.OPEN):
                drop = dismissals.drop_for(item.reading.passage, item.judged.proposal)
                if drop is not None:
                    item.judged = replace(item.judged, drop=drop)
                    self._hold(item, drop)
        self.decide()

    # --- views ----------------------------------------------------------------------------------

    def held(self) -> tuple[Held, ...]:
        """Held items with the line they stand on, in document order."""
        lines = {id(line): n for n, line in enumerate(self._capture.document.lines)}
        found: dict[object, Held] = {}
        for item in self._board.items():
            if item.status is not Status.HELD or item.drop is None or item.repeats:
                continue
            number = lines.get(id(item.reading.lines[0]))
            if number is not None:
                proposal = item.judged.proposal
                bar = self._policy.bar(proposal.kind, self._eagerness)
                held = Held(item.id, proposal, item.judged.confidence, item.drop, bar, number)
                found.setdefault(item.same_news, held)
        return tuple(sorted(found.values(), key=lambda held: (held.line, held.proposal.span)))

    def redraw_all(self, *, hidden: bool) -> None:
        """The visible lines may look different (suggestions were switched on or off)."""
        self._sight.hide(hidden)
        first, last = self._sight.view
        self._publish(MarksChanged(tuple(range(first, last + 1))))

    def _unmark(self, item: Item) -> None:
        place = self._capture.document.place(item.id)
        self._capture.document.remove(item.id)
        if place is not None:
            self._redraw(place)

    def _redraw(self, place: Place) -> None:
        self._publish(MarksChanged(tuple(range(place.line, place.end_line + 1))))

    def _tell_gone(self, item: Item, outcome: Outcome) -> None:
        if item.suggestion is not None:
            self._publish(Gone(item.suggestion, outcome))
