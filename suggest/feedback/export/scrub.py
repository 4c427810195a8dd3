"""Takes what points to people out of the words of an export: addresses, numbers, names.

Each find is replaced by what it was, in brackets: `[email]`, `[url]`, `[phone]`, `[number]`,
`[name]`. Finding errs towards too much. It is no proof that nothing is left: a name in small
letters, or a rare one spelled like a common word, stays. Look at the preview.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from suggest.feedback.event import EventText, FeedbackEvent
from suggest.feedback.export.names import names
from suggest.protection import Protector
from suggest.values import BlockKind, Protection, Span


class Scrub(StrEnum):
    """What may be taken out, in the order in which one find wins over another."""

    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    NUMBER = "number"
    NAME = "name"


_PATTERNS = {
    # Ends are looser than any standard: what looks like an address to a reader is one.
    Scrub.EMAIL: re.compile(
        r"(?:mailto:)?[^\s<>()\[\]{},;:\"'“”]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    ),
    Scrub.URL: re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"“”]+", re.IGNORECASE),
    Scrub.PHONE: re.compile(
        r"(?<![\w.,/-])(?!\d{4}-\d\d-\d\d(?!\d))"
        r"(?:\+\d|\(\d|\d)(?:[ ().\-/\u00a0\u2011\u2013]{0,2}\d){6,14}(?![\w-])"
    ),
    Scrub.NUMBER: re.compile(r"[+-]?\d(?:[\d.,:/\u00a0\u202f'’-]*\d)?"),
}
_AFTER = ".,;:!?)]}'’*_"
"""Signs at the end of an address that belong to the sentence."""
_SHORTEST_PLAIN_PHONE = 10
"""So many digits without any sign between them are more likely a phone number than an amount."""


@dataclass(frozen=True, slots=True)
class _Find:
    span: Span
    what: Scrub


class Scrubber:
    """Scrubs texts. `is_common` tells ordinary words in small letters from others.

    It holds a parser: use it from one thread.
    """

    def __init__(self, what: Iterable[Scrub], is_common: Callable[[str], bool]) -> None:
        self.what = frozenset(what)
        self._is_common = is_common
        self._protector = Protector()
        # A passage comes back with every event about it.
        self._finds = lru_cache(maxsize=256)(self._find)

    def text(self, words: str) -> str:
        """The text without what was to be taken out."""
        return _replaced(words, self._finds(words), Span(0, len(words)))

    def event(self, event: FeedbackEvent) -> FeedbackEvent:
        """The event with its words scrubbed; `start` and `original` still fit the passage."""
        if event.text is None or not self.what:
            return event
        return replace(event, text=self._words(event.text))

    def _words(self, text: EventText) -> EventText:
        place = Span(text.start, text.start + len(text.original))
        if text.passage[place.start : place.end] != text.original:
            # The passage is gone, or another: each piece is looked at alone.
            return replace(
                text,
                passage=self.text(text.passage),
                original=self.text(text.original),
                suggestion=None if text.suggestion is None else self.text(text.suggestion),
                final=None if text.final is None else self.text(text.final),
                note=self.text(text.note),
            )
        finds = self._finds(text.passage)
        before = _replaced(text.passage, finds, Span(0, place.start))
        original = _replaced(text.passage, finds, place)
        after = _replaced(text.passage, finds, Span(place.end, len(text.passage)))
        return replace(
            text,
            passage=before + original + after,
            start=len(before),
            original=original,
            suggestion=self._inside(text, place, text.suggestion),
            final=self._inside(text, place, text.final),
            note=self.text(text.note),
        )

    def _inside(self, text: EventText, place: Span, words: str | None) -> str | None:
        """`words` scrubbed as they would stand in the passage."""
        if words is None:
            return None
        whole = text.passage[: place.start] + words + text.passage[place.end :]
        return _replaced(whole, self._finds(whole), Span(place.start, place.start + len(words)))

    def _find(self, text: str) -> tuple[_Find, ...]:
        """Finds in order; where two overlap, the kind that stands first in `Scrub` wins."""
        taken: list[_Find] = []
        for what in Scrub:
            if what not in self.what:
                continue
            for span in self._spans(what, text):
                if not any(span.start < t.span.end and t.span.start < span.end for t in taken):
                    taken.append(_Find(span, what))
        return tuple(sorted(taken, key=lambda find: find.span))

    def _spans(self, what: Scrub, text: str) -> Iterator[Span]:
        pattern = _PATTERNS.get(what)
        if pattern is not None:
            for match in pattern.finditer(text):
                if what is not Scrub.PHONE or _is_phone(match[0]):
                    yield Span(match.start(), match.start() + len(match[0].rstrip(_AFTER)))
        if what in (Scrub.URL, Scrub.NAME):
            wanted = Protection.LINK if what is Scrub.URL else Protection.HANDLE
            for protected in self._protector.spans(text, BlockKind.PARAGRAPH):
                words = text[protected.span.start : protected.span.end]
                if protected.why is wanted and not words.startswith("["):
                    start = protected.span.start
                    yield Span(start, start + len(words.rstrip(_AFTER)))
        if what is Scrub.NAME:
            yield from names(text, self._is_common)


def _is_phone(words: str) -> bool:
    digits = sum(char.isdigit() for char in words)
    return words[0] in "+(" or digits < len(words) or digits >= _SHORTEST_PLAIN_PHONE


def _replaced(text: str, finds: tuple[_Find, ...], part: Span) -> str:
    """The part of the text with the finds in it replaced; one that is half inside counts."""
    pieces: list[str] = []
    at = part.start
    for find in finds:
        start, end = max(find.span.start, part.start), min(find.span.end, part.end)
        if start < end:
            pieces += [text[at:start], f"[{find.what}]"]
            at = end
    return "".join([*pieces, text[at : part.end]])
