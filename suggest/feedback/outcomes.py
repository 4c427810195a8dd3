"""From what happens to outcomes: one state per suggestion, every transition an event.

Pure: it keeps the open document's proposals in memory, reads the clocks it is given and hands
events to `record`. `feedback/definitions.py` says what each outcome means.
"""

from collections.abc import Callable, Collection, Iterable

from suggest.feedback.definitions import LEGAL, SUPERSEDED_SECONDS, counts
from suggest.feedback.entry import Entry
from suggest.feedback.event import Action, FeedbackEvent, ReadCount
from suggest.feedback.notes import Notes
from suggest.feedback.telling import Clocks
from suggest.feedback.track import Tally, TrackRecord
from suggest.values import (
    Dismissal,
    Drop,
    DropReason,
    Judged,
    Kind,
    Outcome,
    Passage,
    Suggestion,
    Trigger,
)


class Outcomes(Notes):
    """The recorder of one window. `session` must be new for every window and every start.

    Unknown ids and transitions that make no sense are ignored: the log never stops the engine.
    """

    def __init__(
        self,
        record: Callable[[FeedbackEvent], None],
        clocks: Clocks,
        session: str,
        past: Iterable[Tally] = (),
    ) -> None:
        super().__init__(record, clocks, session)
        self.count: Callable[[ReadCount], None] | None = None
        """Where the numbers of passages and words go; None leaves them uncounted."""
        self._track = TrackRecord(past)
        self._open: dict[str, Entry] = {}  # marks on the page: shown and without an end
        self._visible: frozenset[str] = frozenset()

    # --- documents

    def open_document(self, document: str) -> None:
        """Starts on a document (salted id) and closes the one before."""
        self.close_document()
        self._teller.document = document

    def close_document(self) -> None:
        """Gives every suggestion shown so far its final state; open ones are unresolved."""
        self.tick()
        now = self._now()
        for entry in self._entries.values():
            entry.paint(False, now)
            entry.close_card(now)
            if entry.shown_at is not None:
                before = entry.state
                if before is None:
                    self._move(entry, Outcome.UNRESOLVED, None)
                self._tell(entry, Action.CLOSED, outcome=entry.state, previous=before)
        self._entries.clear()
        self._open.clear()
        self._visible = frozenset()
        self._teller.document = ""

    # --- what the engine tells

    def read(self, words: int) -> None:
        """A passage was read, in a document that has so many words now."""
        if self.count is not None:
            self.count(self._teller.count(words))

    def held(
        self, proposal_id: str, judged: Judged, drop: Drop, bar: float, passage: Passage
    ) -> None:
        """A proposal was not shown. The same reason again is no news."""
        entry = self._entries.get(proposal_id)
        if entry is None:
            entry = Entry(proposal_id, judged.proposal, passage, judged.confidence, bar)
            self._entries[proposal_id] = entry
        elif entry.shown_at is not None:
            # Once shown it has an outcome, not a drop reason.
            self.withdrawn(proposal_id, drop.reason)
            return
        elif entry.drop_reason is drop.reason and entry.guard == drop.guard:
            return
        entry.take(judged)
        entry.bar, entry.passage = bar, passage
        entry.drop_reason, entry.guard = drop.reason, drop.guard
        self._tell(entry, Action.HELD, text=self._words(entry))

    def shown(self, suggestion: Suggestion, passage: Passage, trigger: Trigger) -> None:
        """A suggestion became a mark; back after an edit beside it, it is the same one still."""
        entry = self._entries.get(suggestion.id)
        if entry is None:
            entry = Entry(suggestion.id, suggestion.proposal, passage, 0.0, 0.0)
            self._entries[suggestion.id] = entry
        if entry.state is not None and None not in LEGAL[entry.state]:
            return
        entry.take(Judged(suggestion.proposal, suggestion.confidence, grade=suggestion.grade))
        entry.bar, entry.passage, entry.trigger = suggestion.bar, passage, trigger
        again = entry.shown_at is not None and entry.state is None
        before = entry.state
        if entry.shown_at is None:
            entry.shown_at = self._now()
        entry.drop_reason, entry.guard = None, ""
        self._move(entry, None, None)
        self._open[entry.id] = entry
        if not again:
            self._tell(entry, Action.SHOWN, previous=before, text=self._words(entry))

    def visible(self, ids: Collection[str]) -> None:
        """These marks, and no others, are painted in a focused window now."""
        now = self._now()
        painted = frozenset(ids)
        for known in self._visible | painted:
            entry = self._open.get(known)
            if entry is not None:
                entry.paint(known in painted, now)
        self._visible = painted

    def caret_in(self, ids: Collection[str]) -> None:
        """These marks, and no others, are in the caret's paragraph now."""
        now = self._now()
        inside = frozenset(ids)
        for entry in self._open.values():
            entry.caret(entry.id in inside, now)

    def tick(self) -> float | None:
        """Settles what time alone decides; seconds until the next call is due."""
        now = self._now()
        due: float | None = None
        for entry in list(self._open.values()):
            at = entry.ignored_at() if entry.state is None else None
            if at is None:
                continue
            if now >= at:
                self._turn(entry, Outcome.IGNORED)
            else:
                due = at - now if due is None else min(due, at - now)
        return due

    def overtyped(self, suggestion_id: str) -> None:
        """The writer typed the same."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            self._turn(entry, Outcome.OVERTYPED, final=entry.proposal.replacement)

    def edited_around(self, suggestion_id: str, rewrite: str | None) -> None:
        """The passage was edited without it; `rewrite` is the writer's own version when known.

        A mark that was seen was ignored, one that was not is unresolved. What is typed over a mark
        that only flags is the answer it asked for.
        """
        entry = self._entries.get(suggestion_id)
        if entry is None:
            return
        proposal = entry.proposal
        own = rewrite if rewrite not in (proposal.original, proposal.replacement) else None
        if proposal.replacement is None and own is not None and own.strip():
            self._turn(entry, Outcome.EDITED, final=own)
        elif entry.state is None:
            seen = entry.seen(self._now())
            self._turn(entry, Outcome.IGNORED if seen else Outcome.UNRESOLVED, final=own)
        elif entry.state is Outcome.IGNORED and own is not None:
            # Silence first, then the writer's own words: the state holds, the pair is kept.
            state, more = entry.state, self._final(entry, own)
            self._tell(entry, Action.OUTCOME, outcome=state, previous=state, **more)
        entry.paint(False, self._now())
        self._open.pop(entry.id, None)

    def withdrawn(self, suggestion_id: str, reason: DropReason) -> None:
        """The engine took the mark away."""
        entry = self._entries.get(suggestion_id)
        if entry is None or entry.shown_at is None:
            return
        now = self._now()
        entry.paint(False, now)
        if entry.state is None:
            entry.drop_reason = reason
            brief = now - entry.shown_at < SUPERSEDED_SECONDS
            self._turn(entry, Outcome.UNRESOLVED if brief else Outcome.WITHDRAWN)
        self._open.pop(entry.id, None)

    def reverted(self, suggestion_id: str) -> None:
        """An accepted suggestion was undone within two minutes."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            self._turn(entry, Outcome.REVERTED)

    # --- what the writer does

    def accepted(self, suggestion_id: str, text: str) -> None:
        """The writer took it: as it was, an alternative, or edited first."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            offered = text in entry.offered
            entry.taken = entry.final = text
            self._turn(entry, Outcome.ACCEPTED if offered else Outcome.EDITED, final=text)

    def amended(self, suggestion_id: str, text: str) -> None:
        """What was accepted stands there in other words now; the same words again are no news."""
        entry = self._entries.get(suggestion_id)
        if entry is None or text == entry.final:
            return
        if entry.state not in (Outcome.ACCEPTED, Outcome.EDITED):
            return
        entry.final, before = text, entry.state
        self._move(entry, Outcome.EDITED, None)
        more = self._final(entry, text)
        self._tell(entry, Action.OUTCOME, outcome=entry.state, previous=before, **more)

    def dismissed(self, suggestion_id: str, how: Dismissal) -> None:
        """The writer refused it."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            self._turn(entry, Outcome.DISMISSED, how=how)

    def checked(self, suggestion_id: str) -> None:
        """The writer confirmed a fact flag."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            self._turn(entry, Outcome.CHECKED)

    # --- what is known

    def outcome(self, suggestion_id: str) -> Outcome | None:
        """The present state; None while open and for what is not in the open document."""
        entry = self._entries.get(suggestion_id)
        return entry.state if entry is not None else None

    def forget(self) -> None:
        """Begins a new track record; may be called from any thread."""
        self._track = TrackRecord()

    def record_of(self, rule: str, kind: Kind) -> tuple[int, int]:
        """This writer's (kept, decided) counts: of the rule if it has 20, else of the kind."""
        return self._track.of(rule, kind)

    # --- inside

    def _turn(
        self,
        entry: Entry,
        state: Outcome,
        *,
        how: Dismissal | None = None,
        final: str | None = None,
    ) -> None:
        """Makes a transition if it is a legal one, and tells it."""
        before = entry.state
        if entry.shown_at is None or state not in LEGAL[before]:
            return
        now = self._now()
        if state is not Outcome.IGNORED:
            entry.paint(False, now)
            entry.close_card(now)
            self._open.pop(entry.id, None)
        self._move(entry, state, how)
        more = self._final(entry, final)
        took = entry.decide_ms(now)
        self._tell(entry, Action.OUTCOME, outcome=state, previous=before, decide_ms=took, **more)

    def _move(self, entry: Entry, state: Outcome | None, how: Dismissal | None) -> None:
        old = counts(entry.state, entry.dismissal)
        entry.state, entry.dismissal = state, how
        proposal = entry.proposal
        self._track.moved(proposal.rule, proposal.kind, old, counts(state, how))
