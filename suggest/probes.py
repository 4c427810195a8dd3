"""How much of an accepted text is still there after 30 s, 2, 5 and 10 minutes, and at the end.

Survival is the share of the accepted text's character four-grams found in the line where it was put
(a text under four characters counts whole); retained is the longest run of it that is left.
"""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from suggest.document import Document, Line, living
from suggest.feedback.base import Recorder
from suggest.values import Place

PROBE_SECONDS = (30.0, 120.0, 300.0, 600.0)
GRAM = 4


@dataclass(slots=True)
class _Kept:
    id: str
    text: str
    at: float
    line: Line
    left: list[float] = field(default_factory=lambda: list(PROBE_SECONDS))


class Probes:
    """Looks again at accepted texts."""

    def __init__(self, document: Document, recorder: Recorder) -> None:
        self._document = document
        self._recorder = recorder
        self._expected: tuple[str, Place, str, float] | None = None
        self._kept: list[_Kept] = []

    def expect(self, suggestion_id: str, place: Place, text: str, now: float) -> None:
        """The next edit puts `text` at `place`."""
        self._expected = (suggestion_id, place, text, now)

    def applied(self) -> None:
        """An edit was made; the first one after `expect` is the accepted one."""
        if self._expected is None:
            return
        suggestion_id, place, text, now = self._expected
        self._expected = None
        if place.line < len(self._document.lines):
            line = self._document.lines[place.line]
            self._kept.append(_Kept(suggestion_id, text, now, line))

    def tick(self, now: float) -> float | None:
        """Makes the probes that are due; seconds until the next, None when there is none."""
        for kept in self._kept:
            while kept.left and now - kept.at >= kept.left[0]:
                self._probe(kept, kept.left.pop(0))
        return min((k.at + k.left[0] - now for k in self._kept if k.left), default=None)

    def now(self, now: float) -> None:
        """Makes one probe of every accepted text of the open document, as an export wants it."""
        for kept in self._kept:
            self._probe(kept, now - kept.at)

    def close(self, now: float) -> None:
        """Makes the last probe of every accepted text: the document closes."""
        self.now(now)
        self._kept.clear()
        self._expected = None

    def _probe(self, kept: _Kept, seconds: float) -> None:
        live = max(
            (line.text for line in living(kept.line)),
            key=lambda text: survival(kept.text, text),
            default="",
        )
        self._recorder.probe(kept.id, seconds, survival(kept.text, live), retained(kept.text, live))


def survival(text: str, live: str) -> float:
    """Share of the four-grams of `text` found in `live`, 0 to 1; an empty text survives."""
    if len(text) < GRAM:
        return 1.0 if text in live else 0.0
    grams = [text[i : i + GRAM] for i in range(len(text) - GRAM + 1)]
    return sum(gram in live for gram in grams) / len(grams)


def retained(text: str, live: str) -> int:
    """Code points of the longest run of `text` that is still in `live`."""
    match = SequenceMatcher(None, text, live, autojunk=False).find_longest_match()
    return match.size
