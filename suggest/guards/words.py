"""Words of an edit: which there were, which came and went, and which carry the sense."""

import re
from functools import lru_cache

from suggest.values import Passage, Proposal

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_MOST_AROUND = 1000
_CLOSE = 30
_FUNCTION_TEXT = """
a an the this that these those some any all each every both either neither no not never i me
my mine myself we us our ours ourselves you your yours yourself he him his she her hers it
its itself they them their theirs who whom whose which what where when why how one ones am
is are was were be been being do does did done doing have has had having will would shall
should can could may might must ought need dare let lets get gets got getting make makes
made go goes went going come comes came say says said saying tell want wants wanted like
likes mean and or but nor so yet if then than because as while though although since unless
until till whether about above across after against along among around at before behind
below beneath beside besides between beyond by down during except for from in inside into
near of off on onto out outside over per through throughout to toward towards under up upon
via with within without very really quite just also too even only still already again here
there now soon much many more most few fewer little less least lot lots such own same other
another rather well way thing things fact order actually basically simply kind sort bit able
i'm i've i'd i'll it's that's there's we're we've you're they're don't doesn't didn't isn't
aren't wasn't can't couldn't won't wouldn't cannot today year years day days time times
"""
_FUNCTION = frozenset(_FUNCTION_TEXT.split())


def folded_words(text: str) -> list[str]:
    """The words in lower case with straight apostrophes."""
    return list(_folded(text))


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower().replace("\u2019", "'")))


def content(words: list[str]) -> list[str]:
    """Those of some folded words that carry the sense."""
    return [word for word in words if word not in _FUNCTION]


def alike(word: str, others: list[str]) -> bool:
    """Whether a folded word is another form or a corrected spelling of one of the others."""
    return word in others or any(_near(word, other) for other in others)


def around(passage: Passage, proposal: Proposal) -> tuple[str, str]:
    """The text about the edit before and after it, so that what it cuts into is seen whole."""
    span, text = proposal.span, passage.text
    start = max(0, span.start - _MOST_AROUND)
    end = min(len(text), span.end + _MOST_AROUND)
    head, tail = text[start : span.start], text[span.end : end]
    return head + proposal.original + tail, head + (proposal.replacement or "") + tail


def changed(proposal: Proposal) -> tuple[str, str]:
    """The edit before and after it; of a long one only what changes and a few words around."""
    old, new = proposal.original, proposal.replacement or ""
    cut, left = _same(old, new)
    return old[cut : len(old) - left], new[cut : len(new) - left]


def touching(passage: Passage, proposal: Proposal) -> tuple[str, str]:
    """What changes, before and after, with the rest of its tokens and a few words around.

    The words at both ends that stay are left out, so that a sentence with one fix costs little.
    """
    span, text = proposal.span, passage.text
    old, new = changed(proposal)
    if len(old) < len(proposal.original):
        return old, new
    head = text[max(0, span.start - 200) : span.start]
    tail = text[span.end : span.end + 200]
    head = head[len(head) - len(_LAST.search(head)[0]) :] if head else ""  # type: ignore[index]
    tail = _FIRST.match(tail)[0]  # type: ignore[index]
    return head + proposal.original + tail, head + (proposal.replacement or "") + tail


@lru_cache(maxsize=8)
def _same(old: str, new: str) -> tuple[int, int]:
    """How much of both ends of a long edit can be left out: up to a space, `_CLOSE` to a change."""
    if min(len(old), len(new)) < 3 * _CLOSE:
        return 0, 0
    cut = _shared(old, new)
    left = _shared(old[cut:][::-1], new[cut:][::-1])
    start = old.rfind(" ", 0, max(0, cut - _CLOSE)) + 1
    end = old.find(" ", len(old) - left + _CLOSE) if left > _CLOSE else -1
    return start, len(old) - end if end >= 0 else 0


def _shared(one: str, other: str) -> int:
    for index, (char, its) in enumerate(zip(one, other, strict=False)):
        if char != its:
            return index
    return min(len(one), len(other))


_LAST = re.compile(r"\S*\Z")
_FIRST = re.compile(r"\S*")


def curated(proposal: Proposal) -> bool:
    """Whether it comes from a list of ours, whose phrases and replacements people weighed."""
    return _signed(proposal, "certainty")


def local(proposal: Proposal) -> bool:
    """Whether it comes from the lists, the speller or the grammar rules on this machine."""
    return any(_signed(proposal, name) for name in ("certainty", "spelling", "count"))


def _signed(proposal: Proposal, name: str) -> bool:
    return not proposal.signal("model") and any(key == name for key, _ in proposal.signals)


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    shared = min(len(one), len(other), 5)
    if shared >= 4 and one[:shared] == other[:shared] and abs(len(one) - len(other)) <= 5:
        return True
    if abs(len(one) - len(other)) > 3 or not set(one[:2]) & set(other[:2]):
        return False
    from rapidfuzz import fuzz  # 8 ms: not before the first paint

    return fuzz.ratio(one, other) >= 70
