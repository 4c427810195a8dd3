"""Token patterns: what a rule asks of the words around a slip, and how it is found in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from suggest.values import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+(?:[.,:]\d+)*\w*|[^\w\s]|_+")
_ENDS = frozenset(".!?…")
_BREAKS = frozenset(".,;:!?…)”—–")
_MARKS = frozenset(',;:.!?…()—–"“”')
_LINKS = frozenset(
    {"and", "but", "or", "so", "because", "that", "if", "when", "where", "while", "who", "then"}
)
_CLAUSE = _MARKS | _LINKS


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. `key` is folded; `open` tells of white space before it."""

    key: str
    text: str
    span: Span
    open: bool

    @property
    def is_word(self) -> bool:
        """True for a word, false for a number or a mark."""
        return self.text[:1].isalpha()


class Where(StrEnum):
    """What an element asks."""

    WORD = "word"
    ANY = "any"
    NUMBER = "number"
    NOT = "not"
    NOT_BEFORE = "not_before"
    START = "start"
    CLAUSE = "clause"
    BREAK = "break"
    END = "end"
    NAME = "name"


_TAKING = frozenset({Where.WORD, Where.ANY, Where.NUMBER, Where.NAME})


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern. Steps of the kinds ANY, NUMBER, NAME and WORD take a token along.

    Its words are `words` and `more`: the first may be a large class that many steps share.
    """

    where: Where
    words: frozenset[str] = frozenset()
    optional: bool = False
    exact: bool = False
    more: frozenset[str] = frozenset()
    takes: bool = field(init=False)
    """True when the step takes a token along."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "takes", self.where in _TAKING)

    def fits(self, token: Token) -> bool:
        """True when a step that takes a token along can take this one."""
        if self.where is Where.WORD:
            return self.names(token)
        if self.where is Where.NUMBER:
            return token.text[:1].isdigit() and token.text != "1"
        if self.where is Where.NAME:
            return token.is_word and token.text[:1].isupper()
        return token.is_word

    def names(self, token: Token) -> bool:
        """True when the token is one of the words of the step."""
        word = token.text if self.exact else token.key
        return word in self.words or word in self.more


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens a pattern took, one per taking step; None where an optional one was not there."""

    taken: tuple[int | None, ...]


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        key = word.lower().replace("\u2019", "'")
        found.append(Token(key, word, Span(match.start(), match.end()), match.start() > end))
        end = match.end()
    return found


def matches(
    elements: Sequence[Element], anchor: int, tokens: Sequence[Token], at: int
) -> Found | None:
    """The first way in which `elements` fit when the step `anchor` takes the token `at`."""
    for before in _backward(elements[:anchor], tokens, at):
        for after in _forward(elements[anchor:], tokens, at):
            return Found((*before, *after))
    return None


def only_match(
    elements: Sequence[Element], anchor: int, tokens: Sequence[Token], at: int
) -> Found | None:
    """As `matches` for steps that must all be there, in a part of its time."""
    first = at
    for place in range(anchor - 1, -1, -1):
        step = elements[place]
        if step.takes:
            first -= 1
            if first < 0 or not step.fits(tokens[first]):
                return None
        elif not _holds(step, tokens, first):
            return None
    end = at
    for place in range(anchor, len(elements)):
        step = elements[place]
        if step.takes:
            if end >= len(tokens) or not step.fits(tokens[end]):
                return None
            end += 1
        elif not _holds(step, tokens, end):
            return None
    return Found(tuple(range(first, end)))


def _forward(
    elements: Sequence[Element], tokens: Sequence[Token], at: int
) -> Iterator[tuple[int | None, ...]]:
    if not elements:
        yield ()
        return
    step, rest = elements[0], elements[1:]
    if not step.takes:
        if _holds(step, tokens, at):
            yield from _forward(rest, tokens, at)
        return
    if at < len(tokens) and step.fits(tokens[at]):
        for more in _forward(rest, tokens, at + 1):
            yield (at, *more)
    if step.optional:
        for more in _forward(rest, tokens, at):
            yield (None, *more)


def _backward(
    elements: Sequence[Element], tokens: Sequence[Token], at: int
) -> Iterator[tuple[int | None, ...]]:
    """`at` is the token after the last element."""
    if not elements:
        yield ()
        return
    step, rest = elements[-1], elements[:-1]
    if not step.takes:
        if _holds(step, tokens, at):
            yield from _backward(rest, tokens, at)
        return
    if at > 0 and step.fits(tokens[at - 1]):
        for more in _backward(rest, tokens, at - 1):
            yield (*more, at - 1)
    if step.optional:
        for more in _backward(rest, tokens, at):
            yield (*more, None)


def _holds(step: Element, tokens: Sequence[Token], at: int) -> bool:
    """True when a step that takes no token along holds between the tokens `at` - 1 and `at`."""
    before = tokens[at - 1] if at > 0 else None
    after = tokens[at] if at < len(tokens) else None
    if step.where is Where.NOT:
        return after is None or not step.names(after)
    if step.where is Where.NOT_BEFORE:
        return before is None or not step.names(before)
    if step.where is Where.START:
        return before is None or before.key in _ENDS
    if step.where is Where.CLAUSE:
        return before is None or before.key in _CLAUSE
    if step.where is Where.BREAK:
        return after is None or after.key in _BREAKS
    return after is None or after.key in _ENDS
