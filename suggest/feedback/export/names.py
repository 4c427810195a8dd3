"""Finds what is likely a name: of people, places, companies and products alike.

Inside a sentence every capitalised word that is no weekday, month or "I" counts. At the start of a
sentence, where every word is capitalised, one counts if it stands capitalised elsewhere in the
text, if it is a frequent given name, or if it is no common word.
"""

import re
from collections.abc import Callable, Iterator

from suggest.values import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = " \t\u00a0\"'“”‘’«»([{*_~`>#-–—•"
_ENDS = ".!?…:\n"
_ALWAYS_WORDS = """
i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february
march april may june july august september october november december mon tue wed thu fri sat sun
jan feb mar apr jun jul aug sep sept oct nov dec english ok
"""
_GIVEN_WORDS = """
adam alan alex alice amy andrew andy angela anna anne anthony barbara ben bill bob brian carl
carol charles charlie chris christina christine dan daniel dave david diana donald emily emma
eric eva frank fred gary george grace greg harry helen henry ian jack jacob jake james jane
jason jean jeff jennifer jerry jessica jim jimmy joe john johnny jonathan jordan jose joseph
josh juan julia julie justin karen kate keith kelly ken kevin kim larry laura lee leo lewis
linda lisa louis lucy luke margaret maria marie mark martin mary matt matthew michael michelle
mike nancy nick oliver oscar pat patrick paul peter phil philip rachel ralph ray richard rob
robert roger ron rose roy ruth ryan sam samuel sandra sara sarah scott sean sharon simon sophie
stephen steve steven stuart sue susan taylor ted terry thomas tim tom tony victor victoria
walter wendy william
"""
_CAPITALISED = frozenset(_ALWAYS_WORDS.split())
_GIVEN = frozenset(_GIVEN_WORDS.split())


def names(text: str, is_common: Callable[[str], bool]) -> Iterator[Span]:
    """Spans of names in order; words beside each other are spans of their own."""
    words = [match for match in _WORD.finditer(text) if _looks_like_one(match[0])]
    inside = {m[0].casefold() for m in words if not _starts(text, m.start())}
    for match in words:
        word = match[0]
        if _starts(text, match.start()):
            plain = _bare(word)
            if word.casefold() not in inside and plain not in _GIVEN and is_common(plain):
                continue
        yield Span(*match.span())


def _looks_like_one(word: str) -> bool:
    """Capitalised, and neither an abbreviation in capitals nor always written so."""
    if not word[0].isupper() or word.casefold().replace("’", "'") in _CAPITALISED:
        return False
    letters = _bare(word, fold=False)
    return len(letters) > 1 and not letters.isupper()


def _bare(word: str, *, fold: bool = True) -> str:
    plain = re.sub(r"['’]s$", "", word)
    return plain.casefold() if fold else plain


def _starts(text: str, at: int) -> bool:
    """True when a word here begins a sentence."""
    before = text[max(0, at - 40) : at].rstrip(_OPENS)
    return not before or before[-1] in _ENDS
