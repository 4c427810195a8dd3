"""How much of an accepted text is still there after 30 s, 2, 5 and 10 minutes, and at the end.

Survival is the share of the accepted text's character four-grams found where it was put (a text
under four characters counts whole); retained are the characters those four-grams cover. An
untouched text is known by its anchor, which costs nothing; else the line is searched. A text that
was changed where it stands is told to the recorder as the writer's own version.
"""

from dataclasses import dataclass, field

from suggest.context import neighbours
from suggest.diff import version
from suggest.document import Document, Line, living
from suggest.feedback.base import Recorder
from suggest.feedback.definitions import GRAM, PROBE_SECONDS
from suggest.items import is_version
from suggest.options import Edit
from suggest.values import Kind, Place, Span

MOST_LINES, MOST_SEARCHED = 60, 3
"""Of the lines that a line became so many are looked at, and so many are searched for what is left.

Lines are put in the place of others by the thousand; a look back must not be felt in the typing.
"""

MANY_GRAMS = 200


@dataclass(frozen=True, slots=True)
class _Home:
    """The line and its text right after the acceptance, and where in it the words stand."""

    line: Line
    text: str
    span: Span


@dataclass(slots=True)
class _Kept:
    id: str
    edit: Edit
    at: float
    home: _Home
    left: list[float] = field(default_factory=lambda: list(PROBE_SECONDS))


class Probes:
    """Looks again at accepted texts."""

    def __init__(self, document: Document, recorder: Recorder) -> None:
        self._document = document
        self._recorder = recorder
        self._expected: tuple[str, Edit, float] | None = None
        self._kept: list[_Kept] = []

    def expect(self, suggestion_id: str, edit: Edit, now: float) -> None:
        """The next change of the text is `edit`."""
        self._expected = suggestion_id, edit, now

    def applied(self) -> None:
        """The text changed; the first change after `expect` is the accepted one."""
        if self._expected is None:
            return
        suggestion_id, edit, now = self._expected
        self._expected = None
        place = _place_of(edit)
        if place.end_line >= len(self._document.lines):
            return
        if self._document.text_at(place) != edit.text:
            return  # another change came first: nothing was put there
        line = self._document.lines[place.line]
        end = place.end if place.end_line == place.line else len(line.text)
        home = _Home(line, line.text, Span(place.start, end))
        self._kept.append(_Kept(suggestion_id, edit, now, home))
        if edit.text and edit.text == edit.text.strip("\n"):
            name = _anchor(suggestion_id)
            self._document.anchor(name, place, Kind.CLARITY, drawn=False)

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
        text, original = kept.edit.text, kept.edit.expected
        if text and self._document.find(_anchor(kept.id)) is not None:
            self._recorder.probe(kept.id, seconds, 1.0, len(text))
            return
        lines = living(kept.home.line)
        near = _near(kept.home, lines)
        moved = len(lines) > 1 and _stands(kept.home, lines)
        own = text if moved else _own(kept.home, near if len(lines) <= MOST_SEARCHED else [])
        if own == original:  # words of the old text must not count as what was put there
            self._recorder.probe(kept.id, seconds, 0.0, 0)
            return
        places = near if own is None else [own]
        left = max((_left(text, place) for place in places), default=_left(text, ""))
        self._recorder.probe(kept.id, seconds, *left)
        if own is not None and own.strip() and own != text:
            self._recorder.amended(kept.id, own)


def survival(text: str, live: str) -> float:
    """Share of the four-grams of `text` found in `live`, 0 to 1; an empty text survives."""
    return _left(text, live)[0]


def retained(text: str, live: str) -> int:
    """Code points of `text` that its four-grams in `live` cover, each counted once."""
    return _left(text, live)[1]


def _left(text: str, live: str) -> tuple[float, int]:
    """The share of four-grams of `text` found in `live`, and the code points they cover."""
    if len(text) < GRAM:
        return (1.0, len(text)) if text in live else (0.0, 0)
    grams = [text[i : i + GRAM] for i in range(len(text) - GRAM + 1)]
    # A search costs less than a set of all grams, until there are many to look for.
    there: str | set[str] = live
    if len(grams) > MANY_GRAMS:
        there = {live[i : i + GRAM] for i in range(len(live) - GRAM + 1)}
    found = [gram in there for gram in grams]
    covered = [False] * len(text)
    for start, kept in enumerate(found):
        if kept:
            covered[start : start + GRAM] = [True] * GRAM
    return sum(found) / len(found), sum(covered)


def _stands(home: _Home, lines: list[Line]) -> bool:
    """Whether the accepted words stand between their old neighbours in one of these lines."""
    before, after = neighbours(home.text, home.span.start, home.span.end)
    words = home.text[home.span.start : home.span.end]
    if not before and not after:
        return any(line.text == words for line in lines)
    return any(before + words + after in line.text for line in lines)


def _near(home: _Home, lines: list[Line]) -> list[str]:
    """The texts of those lines that have a neighbour of the accepted words in them."""
    beside = [word for word in neighbours(home.text, home.span.start, home.span.end) if word]
    texts = [line.text for line in lines[:MOST_LINES]]
    if len(texts) > MOST_SEARCHED:
        texts = [text for text in texts if any(word in text for word in beside)]
    return texts[:MOST_SEARCHED]


def _own(home: _Home, texts: list[str]) -> str | None:
    """What stands where the accepted words were put; None when that cannot be told."""
    for text in texts:
        found = version(home.text, home.span, text)
        if found is not None and is_version(len(home.span), found):
            return found
    return None


def _place_of(edit: Edit) -> Place:
    """Where the words of an edit stand once it is made."""
    first, *more = edit.text.split("\n")
    start = edit.place.start
    if not more:
        return Place(edit.place.line, start, edit.place.line, start + len(first))
    return Place(edit.place.line, start, edit.place.line + len(more), len(more[-1]))


def _anchor(suggestion_id: str) -> str:
    return f"kept:{suggestion_id}"
