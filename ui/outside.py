"""What the window does when another program changed the file of the open draft.

A draft without edits shows the new text at once; with edits nothing moves until the writer says so.
Either way both texts stay within reach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from ui import strings
from ui.editor import Editor
from ui.files import FileProblem, Files, OpenDocument, OutsideChange
from ui.messages import Action, Message, Messages

CHANGED, TAKEN = "changed", "taken"  # keys of the two banners
_DAY = timedelta(days=1)


class _Taken(NamedTuple):
    """What was shown before a text was taken over, and that text."""

    mine: list[str]
    caret: tuple[int, int]
    theirs: list[str]


class Parts(Protocol):
    """What it works with; `ui.drafts.DraftParts` has more."""

    @property
    def files(self) -> Files:
        """Where the file is looked at and read."""

    @property
    def editor(self) -> Editor:
        """The draft as it stands."""

    @property
    def banner(self) -> Messages:
        """Where it is told."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The writer's time."""


class Draft(Protocol):
    """What it asks of the drafts."""

    @property
    def document(self) -> OpenDocument | None:
        """What is open."""

    @property
    def modified(self) -> bool:
        """Whether there are changes that are not saved."""

    def show(self, document: OpenDocument) -> None:
        """Put a document into the window."""

    def leave(self, done: Callable[[], None]) -> None:
        """Call `done` once the present text may go."""

    def compare(self) -> None:
        """Have the draft shown beside the text on disk."""

    def keep_mine(self) -> None:
        """Write the present text over the file that changed."""

    def save_as(self) -> None:
        """Ask where to save, save there."""


class Outside:
    """Looks after the draft of one window."""

    def __init__(self, drafts: Draft, parts: Parts) -> None:
        self._drafts, self._parts = drafts, parts
        self._taken: _Taken | None = None
        self._orphan: tuple[str, list[str]] | None = None
        """Id and text of a draft that had no edits when its file went."""

    def check(self) -> None:
        """Look at the file and do what is to be done; cheap when nothing happened."""
        document, banner = self._drafts.document, self._parts.banner
        if document is None or document.path is None:
            return
        change = self._parts.files.changed_outside(document)
        if change is None or change.when is not None:
            self._hold_no_more(document)
        if change is None:
            banner.take_back(CHANGED)
        elif change.when is None:
            self._hold(document)
            again = (strings.SAVE_AS, self._drafts.save_as)
            self._tell(CHANGED, (strings.GONE_TITLE, strings.GONE_TEXT), again)
        elif self._drafts.modified or not self._take(document, change):
            ways = (strings.COMPARE, self._drafts.compare)
            self._tell(CHANGED, (strings.CHANGED_TITLE, self._said(change)), ways)

    def _hold(self, document: OpenDocument) -> None:
        """The text is nowhere but here now: it counts as unsaved, or leaving would lose it."""
        editor = self._parts.editor
        if not self._drafts.modified:
            self._orphan = document.id, editor.lines()
            self._parts.files.journal(document, editor.lines(), editor.caret())
            editor.document().setModified(True)

    def _hold_no_more(self, document: OpenDocument) -> None:
        """There is a file again; the draft has the edits that the writer made."""
        orphan, self._orphan = self._orphan, None
        if orphan == (document.id, self._parts.editor.lines()):
            self._parts.editor.document().setModified(False)

    def _take(self, document: OpenDocument, change: OutsideChange) -> bool:
        """Show the text on disk in place of a draft without edits; False if it cannot be read."""
        taken = self._before()
        try:
            theirs = self._parts.files.reload(document)
        except FileProblem:
            return False
        self._drafts.show(replace(theirs, caret=_inside(taken.caret, theirs.lines)))
        self._taken = taken._replace(theirs=self._parts.editor.lines())
        self._offer_mine(taken, self._said(change))
        return True

    def _before(self) -> _Taken:
        """What the writer had: a file that is written in pieces is taken over more than once."""
        lines, taken = self._parts.editor.lines(), self._taken
        if taken and lines == taken.theirs and self._parts.banner.holds(TAKEN):
            return taken
        return _Taken(lines, self._parts.editor.caret(), [])

    def _offer_mine(self, taken: _Taken, said: str) -> None:
        def back() -> None:
            if self._drafts.modified:  # still on offer should the writer cancel
                self._offer_mine(taken, said)
            self._drafts.leave(lambda: self._show_mine(taken))

        self._tell(TAKEN, (strings.CHANGED_TITLE, said), None, back)

    def _show_mine(self, taken: _Taken) -> None:
        document = self._drafts.document
        if document is None:
            return
        self._parts.files.journal(document, taken.mine, taken.caret)
        mine = tuple(taken.mine)
        self._drafts.show(replace(document, lines=mine, caret=taken.caret, unsaved=True))

    def _said(self, change: OutsideChange) -> str:
        fresh = change.when is not None and abs(self._parts.clock() - change.when) < _DAY
        by = strings.CHANGED_BY_AT.format(time=f"{change.when:%H:%M}") if fresh else ""
        then = strings.CHANGED_EDITS if self._drafts.modified else strings.CHANGED_TAKEN
        return f"{by or strings.CHANGED_BY} {then}"

    def _tell(
        self,
        key: str,
        words: tuple[str, str],
        first: tuple[str, Callable[[], None]] | None,
        keep: Callable[[], None] | None = None,
    ) -> None:
        mine = Action(strings.KEEP_MINE, keep or self._drafts.keep_mine)
        actions = (mine,) if first is None else (Action(*first), mine)
        self._parts.banner.tell(Message(key, "file-warning", *words, actions))


def _inside(caret: tuple[int, int], lines: Sequence[str]) -> tuple[int, int]:
    line = min(caret[0], len(lines) - 1)
    return line, min(caret[1], len(lines[line]))
