"""Puts slips into clean text, all at once in arrays, and tells how each is put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from suggest.suggesters.tagger_net import pieces_of, shape_row

_SETS_TEXT = """
a an the/in on at to for of with by from into onto about as/is are was were be been being
has have had having/do does did done/this these that those/its it's their his our
their there they're/your you're/then than/to too/who which that/and or but/and an any/it they
we were where/of off/it if is in/will would/can could/much many/the they them their then/you your
we we're/us use/lose loose/affect effect/quite quiet/he she/what which/when while/because since
who whose/who's whose/here hear/no not now/so to/for four from/how who/should would/may might
our are/be by/also always/between among/during while/until by/weather whether/led lead/past passed
accept except/advice advise/every each/other another/such so/some any/like likely/both all/as at
it's is/an one/one once/on just/must form/from know/now new/knew though/through thought/year years
were was/if of/or of/out our/most more/i it
"""
SETS = [group.split() for group in _SETS_TEXT.replace("\n", "/").split("/") if group]
SMALL = sorted({word for group in SETS for word in group})
"""Words that are mixed up with one another."""
_DROPPED_TEXT = """
, the a to an of in on for with is are was were be been have has had that and or but as at by
from it we you they i not will would can do does this there if so into about your our their its
which who when up out all also more
"""
DROPPED = _DROPPED_TEXT.split()
"""Marks and words that are left out."""
FORMS = ("BASE", "S", "ED", "PP", "ING")
_LINKS_TEXT = """
and but or because which that to for if when where so with as in while who although then after
before than including like about by from at on
"""
_LINKS = _LINKS_TEXT.split()
_COMMON_TEXT = """
the a to of in that is and for it on with this be are have not as at you we will so do can has
was
"""
_COMMON = _COMMON_TEXT.split()
_MOST = 24
_LOW, _MARK = (2, 3), (10, 11)


class Words:
    """Every word of the texts by a number."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}
        self.number("<none>")

    def number(self, word: str) -> int:
        """The number of a word, a new one for a new word; 0 stands between texts."""
        if word not in self._numbers:
            self._numbers[word] = len(self.all)
            self.all.append(word)
        return self._numbers[word]


@dataclass(frozen=True, slots=True)
class Stream:
    """Texts on end: word numbers and rows of their looks; 0 between two texts."""

    words: Any
    shapes: Any


def stream(texts: Sequence[str], words: Words) -> Stream:
    """The texts as arrays."""
    numbers: list[int] = []
    shapes: list[int] = []
    for text in texts:
        numbers.append(0)
        shapes.append(0)
        for piece in pieces_of(text):
            numbers.append(words.number(piece.key))
            shapes.append(shape_row(piece))
    return Stream(np.array(numbers, np.int32), np.array(shapes, np.int32))


class Slips:
    """Puts slips in. `families` is every word to the other forms of its verb or noun, and `form`
    to its own form."""

    def __init__(self, words: Words, families: dict[str, list[str]], form: dict[str, str]) -> None:
        self._words = words
        for word in (*SMALL, *DROPPED, *_COMMON, *_LINKS, *families):
            words.number(word)
        for others in families.values():
            for word in others:
                words.number(word)
        size = len(words.all)
        self.dropped = np.zeros(size, np.int32)
        self.others = np.zeros((size, _MOST), np.int32)
        self.count = np.ones(size, np.int32)
        self.tag = np.zeros(size, np.int32)
        self.is_small, self.has_forms = np.zeros(size, bool), np.zeros(size, bool)
        for at, word in enumerate(DROPPED):
            self.dropped[words.number(word)] = 1 + at
        for at, word in enumerate(SMALL):
            mixed = sorted({x for group in SETS if word in group for x in group} - {word})
            self._set(word, mixed, 2 + at, self.is_small)
        for word, others in families.items():
            if others:
                tag = 2 + len(SMALL) + FORMS.index(form[word])
                self._set(word, others, tag, self.has_forms)
        self.before = self._marked(_LINKS)
        self.is_word = np.array([word[0].isalpha() for word in words.all])
        self.common = np.array([words.number(word) for word in _COMMON])
        self.comma = words.number(",")

    def _set(self, word: str, others: Sequence[str], tag: int, kind: Any) -> None:
        at = self._words.number(word)
        chosen = [self._words.number(other) for other in others[:_MOST]]
        self.others[at, : len(chosen)] = chosen
        self.count[at], self.tag[at], kind[at] = len(chosen), tag, True

    def _marked(self, words: Sequence[str]) -> Any:
        marked = np.zeros(len(self._words.all), bool)
        marked[[self._words.number(word) for word in words]] = True
        return marked

    def put(self, text: Stream, chance: np.random.Generator, rate: float) -> tuple[Any, ...]:
        """(words, shapes, tag of each word, word missing before it), `rate` times the usual slips.

        Tags: 0 right, 1 one too many, then SMALL, then FORMS.
        """
        words, shapes = text.words, text.shapes
        size = len(words)
        none = shapes == 0
        first = np.zeros(size, bool)
        first[1:] = none[:-1]
        low = np.isin(shapes // 2, (1, 5))
        gone = (words == self.comma) & (chance.random(size) < 0.22 * rate)
        droppable = (self.dropped[words] > 1) & low & ~first
        gone |= droppable & (chance.random(size) < 0.05 * rate)
        gone[0] = False
        gone[1:] &= ~gone[:-1]
        gone &= ~none
        draw, pick = chance.random(size), chance.random(size)
        small = self.is_small[words] & (draw < 0.06 * rate)
        forms = self.has_forms[words] & ~self.is_small[words] & (draw > 1 - 0.05 * rate)
        other = (small | forms) & ~gone & ~none
        changed = self.others[words, (pick * self.count[words]).astype(int)]
        made, tags = np.where(other, changed, words), np.where(other, self.tag[words], 0)
        added = self._added(text, chance, rate)
        after_gone = np.zeros(size, bool)
        after_gone[1:] = gone[:-1]
        added[gone | after_gone | none | first] = 0
        return self._joined((made, shapes, tags, self.dropped[words]), gone, added)

    def _added(self, text: Stream, chance: np.random.Generator, rate: float) -> Any:
        """Surplus words before others: commas, small words, doubles of neighbours."""
        words, shapes = text.words, text.shapes
        size = len(words)
        after_word = np.zeros(size, bool)
        after_word[1:] = self.is_word[words[:-1]] & (shapes[:-1] > 0)
        fit = after_word & (shapes % 2 == 1) & (self.is_word[words] | (shapes // 2 == 7))
        draw = chance.random(size)
        comma = self.before[words] & (draw < 0.05 * rate) | (draw < 0.006 * rate)
        added = np.where(comma, self.comma, 0)
        some = ~comma & (draw > 1 - 0.010 * rate)
        added = np.where(some, self.common[chance.integers(len(self.common), size=size)], added)
        for shift, edge in ((-1, 0.014), (2, 0.017)):
            near = np.roll(words, shift)
            double = (added == 0) & (draw > 1 - edge * rate) & (self.dropped[near] > 1)
            added = np.where(double, near, added)
        return np.where(fit, added, 0)

    def _joined(self, parts: tuple[Any, ...], gone: Any, added: Any) -> tuple[Any, ...]:
        made, shapes, tags, dropped = parts
        count = (~gone).astype(int) + (added > 0)
        at = np.repeat(np.arange(len(made)), count)
        new = np.zeros(len(at), bool)
        new[(np.cumsum(count) - count)[added > 0]] = True
        missing = np.zeros(len(made), np.int32)
        missing[1:] = np.where(gone[:-1], dropped[:-1], 0)
        words = np.where(new, added[at], made[at])
        looks = np.where(new, np.where(words == self.comma, _MARK[0], _LOW[1]), shapes[at])
        gaps = np.where(new | (looks == 0), 0, missing[at])
        return words, looks, np.where(new, 1, tags[at]), gaps
