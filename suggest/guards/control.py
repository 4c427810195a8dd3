"""Guards on single characters: none that cannot be seen, none that poses as another."""

import re
import unicodedata
from collections import Counter

from suggest.guards.words import changed
from suggest.values import Drop, DropReason, Passage, Proposal

_PLAIN = re.compile(r"[\n -~]*")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = frozenset(" \u00a0\u2009\u202f")
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd"
    "\U000e0100-\U000e01ef]"
)
# Letters, signs and punctuation that stand in English text as what they look like.
_KNOWN = frozenset(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u2022\u2020\u2021\u2030\u2032\u2033\u20ac"
    "\u2116\u2122\u2190\u2191\u2192\u2193\u2212\u2248\u2260\u2264\u2265\u00a0\u2009\u202f\u221e"
)
_LETTER_TWINS = frozenset("\u0131\u0138\u0149\u017f\u00b4\u00a8\u00af\u00b8\u00ad\u00aa\u00ba")
_DIGIT_TWINS = str.maketrans("01357|", "oiesti")
_WORD = re.compile(r"[\w|]+")


class ControlGuard:
    """Drops edits that bring in characters no reader sees: controls, marks of direction, halves."""

    name = "control"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when nothing unseen comes in."""
        new = proposal.replacement
        if new is None or _PLAIN.fullmatch(new):
            return None
        if any(_unseen(char) for char in _come(proposal.original, new)):
            return Drop(DropReason.GUARDED, self.name, "Puts unseen characters in.")
        return None


class LookalikeGuard:
    """Drops edits that bring in a character that only looks like a plain one."""

    name = "lookalike"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when what comes in is what it looks like."""
        new = proposal.replacement
        if new is None:
            return None
        if not new.isascii() and any(map(_poses, _come(proposal.original, new))):
            return Drop(DropReason.GUARDED, self.name, "Puts look-alike characters in.")
        if _digit_for_letter(*changed(proposal)):
            return Drop(DropReason.GUARDED, self.name, "Puts a look-alike in.")
        return None


def _come(old: str, new: str) -> Counter[str]:
    """The characters there are more of than before, accents taken with their letters."""
    return Counter(new) - Counter(old)


def _unseen(char: str) -> bool:
    if char == "\n" or char in _SPACES:
        return False
    kind = unicodedata.category(char)
    return kind in _UNSEEN or kind == "Zs" or _BLANK.match(char) is not None


def _poses(char: str) -> bool:
    if char.isascii() or char in _KNOWN:
        return False
    if char in _LETTER_TWINS:
        return True
    if "\u00a1" <= char <= "\u00ff" or char in "\u0152\u0153":
        return False
    return unicodedata.category(char) not in ("So", "Sc", "Sk")  # emoji, currencies, skin tones


def _digit_for_letter(old: str, new: str) -> bool:
    """A word that looks as before but is another: `0` for O, `rn` for m, I for l."""
    before = set(_WORD.findall(old))
    for word in set(_WORD.findall(new)) - before:
        for other in before:
            if word.lower() != other.lower() and _shape(word) == _shape(other):
                return True
    return False


def _shape(word: str) -> str:
    """What a word looks like at a glance: `rn` as m, a capital I as l, digits as letters."""
    flat = word.replace("I", "l").lower().translate(_DIGIT_TWINS).replace("l", "i")
    return flat.replace("rn", "m").replace("vv", "w")
