"""Guard: names of people, places, products and firms stay as they are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from suggest.guards.dates import CALENDAR
from suggest.guards.shipped import COMMON, frequencies, word_list
from suggest.guards.words import alike, content, folded_words, local
from suggest.values import BlockKind, Drop, DropReason, Passage, Proposal

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-]?[^\W\d_]+|\d+)*")
_STARTS = re.compile(
    r"(?:^|[.!?:;\u2026\n\"\u201c\u2018(*_#>\u2022-]|\]|\d[.)/])\s*[\"\u201c\u2018(*_\[]*$"
)
_POSSESSIVE = re.compile(r"(?:['\u2019]s|['\u2019])$")
_TITLES_TEXT = """
mr mrs ms mx miss dr prof professor sir dame lord lady
"""
_TITLES = frozenset(_TITLES_TEXT.split())
_PARTICLES_TEXT = """
van von den der de di da del della la le du dos das zu ter ten al bin ibn
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_FIRM = re.compile(r"[A-Z][\w']*\s?[&+]\s?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    first: bool

    @property
    def key(self) -> str:
        return _POSSESSIVE.sub("", self.text).replace("\u2019", "'")


class NamesGuard:
    """Drops edits that change, drop, add or swap names."""

    name = "names"

    def __init__(self) -> None:
        self._zipf = frequencies()
        self._people = word_list("names", "people")
        self._proper = word_list("names", "proper") | CALENDAR

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same names stand there; the speller's own findings are not looked at."""
        new_text = proposal.replacement
        if new_text is None or local(proposal) or passage.kind is BlockKind.HEADING:
            return None
        head = passage.text[max(0, proposal.span.start - 20) : proposal.span.start]
        old = self._names(head, proposal.original)
        new = self._names(head, new_text)
        if not old and not new:
            return None
        new_words = folded_words(new_text)
        for name in old:
            if not self._kept(name, new_text, new_words):
                return Drop(DropReason.GUARDED, self.name, "Changes or drops a name.")
        before = {_plain(word) for word in folded_words(passage.text)}
        for name in new:
            if self._strange(name, before, proposal.original):
                return Drop(DropReason.GUARDED, self.name, "Brings in a name.")
        if _order(old, new) or _raised(proposal.original, new_text):
            return Drop(DropReason.GUARDED, self.name, "Changes names.")
        if len(_FIRM.findall(proposal.original)) > len(_FIRM.findall(new_text)):
            return Drop(DropReason.GUARDED, self.name, "Changes a name.")
        return None

    def _names(self, head: str, text: str) -> list[_Name]:
        whole = head + text
        found = []
        for match in _TOKEN.finditer(whole, len(head)):
            word = match[0]
            if word.islower() or not any(char.isupper() for char in word):
                continue
            if not _latin(word):
                continue
            start = match.start()
            first = start == 0 or _STARTS.search(whole[max(0, start - 12) : start]) is not None
            if self._is_name(word, first):
                found.append(_Name(word, first))
        return found

    def _is_name(self, word: str, first: bool) -> bool:
        plain = _plain(word)
        if plain in ("i", "im", "ive", "id", "ill", "ok", "ps") or plain in CALENDAR:
            return False
        if plain != "will" and not content([plain]):
            return False
        if not first or plain in _TITLES or plain in self._people:
            return True
        if any(char.isupper() for char in word[1:]):
            return not word.isupper()
        return max(self._zipf.get(plain, 0.0), self._zipf.get(word.lower(), 0.0)) < COMMON - 1.25

    def _kept(self, name: _Name, text: str, words: list[str]) -> bool:
        key = name.key
        if re.search(rf"(?<!\w){re.escape(key)}(?:['\u2019]?s?)(?!\w)", text):
            return True
        plain = _plain(name.text)
        if any(_plain(w) == plain or _owner(w, plain) for w in words):
            return self._respelled(name, text, plain)
        if not name.first:
            near = [word for word in self._proper & set(words) if alike(word, [name.text.lower()])]
            return bool(near)
        if plain in self._people or plain in _TITLES:
            return False
        known = [w for w in words if self._zipf.get(w, 0.0) >= 3 and w not in self._people]
        return alike(name.text.lower(), known)

    def _respelled(self, name: _Name, text: str, plain: str) -> bool:
        """The same letters in another case: a word that is no name after all, or its right case."""
        inner = any(char.isupper() for char in name.text[1:]) and not name.text.isupper()
        return not inner and (plain in _plain(text) or plain.removesuffix("s") in _plain(text))

    def _strange(self, name: _Name, before: set[str], old: str) -> bool:
        plain = _plain(name.text)
        if plain in before or plain.removesuffix("s") in before or f"{plain}s" in before:
            return False
        if name.first and plain not in self._people and plain not in _TITLES:
            return plain not in self._zipf and not alike(plain, folded_words(old))
        return not (plain in self._proper and alike(plain, folded_words(old)))


def _latin(word: str) -> bool:
    """False for a word with letters of another alphabet or with full-width ones."""
    return word.isascii() or max(word.replace("\u2019", "")) <= "\u024f"


def _plain(word: str) -> str:
    lower = word.lower().replace("\u2019", "'")
    return _POSSESSIVE.sub("", lower) if not lower.endswith("n't") else lower


def _owner(word: str, plain: str) -> bool:
    """`Anna's` for `Annas`."""
    return "'" in word and _plain(word) == plain.removesuffix("s")


def _order(old: Iterable[_Name], new: Iterable[_Name]) -> bool:
    before = list(dict.fromkeys(name.key for name in old))
    after = list(dict.fromkeys(name.key for name in new))
    return [n for n in before if n in after] != [n for n in after if n in before]


def _raised(old: str, new: str) -> bool:
    """A small word of a name (van, de) that got a capital."""
    before, after = set(_TOKEN.findall(old)), set(_TOKEN.findall(new))
    return any(word in before and word.capitalize() in after - before for word in _PARTICLES)
