"""What the writer can see: marks on screen in a focused window, and those near the caret."""

from suggest.document import Document
from suggest.feedback.base import Recorder
from suggest.items import Reading, Status


class Sight:
    """Tells the recorder what came into view and what left it."""

    def __init__(self, document: Document, recorder: Recorder) -> None:
        self._document = document
        self.recorder = recorder
        self.view = (0, 0)
        self._focused = False
        self._hidden = False
        self._visible: frozenset[str] = frozenset()
        self._caret = 0
        self._beside: tuple[str, ...] = ()

    def reset(self) -> None:
        """A new document: nothing is seen."""
        self._visible = frozenset()
        self._beside = ()
        self._caret = 0

    def viewport(self, first: int, last: int) -> None:
        """Lines on screen."""
        self.view = (first, last)
        self.see()

    def focus(self, focused: bool) -> None:
        """Nothing is seen in a window without the focus."""
        self._focused = focused
        self.see()

    def hide(self, hidden: bool) -> None:
        """Marks are not painted at all while suggestions are off or snoozed."""
        self._hidden = hidden
        self.see()

    def caret_line(self, number: int) -> bool:
        """The caret's line changed; True when other marks than before are beside it now."""
        self._caret = number
        before, self._beside = self._beside, self._in_paragraph()
        self.recorder.caret_in(self._beside)
        return self._beside != before

    def see(self) -> None:
        """Looks again; call it when marks changed."""
        ids: list[str] = []
        if self._focused and not self._hidden:
            first, last = self.view
            for line in self._document.lines[first : last + 1]:
                ids.extend(p.anchor.id for p in line.pieces if p.anchor.drawn)
        visible = frozenset(ids)
        if visible != self._visible:
            self._visible = visible
            self.recorder.visible(visible)
        beside = self._in_paragraph()
        if beside != self._beside:
            # A mark that appears where the caret already stands has the caret beside it too.
            self._beside = beside
            self.recorder.caret_in(beside)

    def _in_paragraph(self) -> tuple[str, ...]:
        lines = self._document.lines
        reading = lines[self._caret].reading if self._caret < len(lines) else None
        items = reading.items if isinstance(reading, Reading) else []
        return tuple(i.id for i in items if i.status is Status.SHOWN)
