"""Pairs of what the writer had and what the writer kept, as examples for a model's prompt.

Only pairs of this writer, most similar first, within a budget of tokens. A pair is plain words in
one line: nothing that looks like an instruction, a tag, a link or a code gets in.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from suggest.learning.answers import Answer
from suggest.learning.definitions import KEPT
from suggest.values import Outcome

MOST_PAIRS = 500
"""Newest pairs kept in memory."""
LONGEST, SHORTEST = 160, 2
"""Code points of one side."""
MOST_OF_ONE_DOCUMENT = 0.10
"""No document gives more than this part of the pairs, and two at least."""
_LEAST_LIKE = 20.0
_CHARACTERS_PER_TOKEN = 3
"""Careful for English (four is usual): the budget is a promise about cost."""
_PER_PAIR = 8
"""Tokens of the frame around a pair in a prompt."""
_ALLOWED = re.compile(r"[\w\s.,;:!?'’“”\"()%&+\-–—…/]+")
_FORBIDDEN = re.compile(
    r"https?|www\.|://"
    r"|\b(ignor|disregard|overrid|instruct|prompt|jailbreak|pretend|assistant|canary|password"
    r"|roleplay|json|respond with|reply with|print the|output the|you are now)"
    r"|\b(system|user|developer|model|tool|note)\s*:"
    r"|[A-Za-z0-9+/=_-]{25,}|\w\.\w{2,}/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that stood in a draft and what this writer kept in their place."""

    before: str
    after: str


class Examples:
    """The writer's pairs; `take` keeps them in step with the outcomes."""

    def __init__(self) -> None:
        self._pairs: OrderedDict[tuple[str, str], tuple[str, Pair]] = OrderedDict()

    def take(self, answer: Answer, passage: str, start: int) -> None:
        """Takes one state of a suggestion; one that was undone takes its pair along.

        `start` is where the span begins in `passage`, in code points.
        """
        if answer.outcome is not Outcome.REVERTED and answer.outcome not in KEPT:
            return
        self._pairs.pop(answer.id, None)
        final = answer.final
        if answer.outcome is Outcome.REVERTED or final is None or not answer.own:
            return
        original = answer.subject.original
        if not original or passage[start : start + len(original)] != original:
            return
        first, last = _sentence(passage, start, start + len(original))
        before = passage[first:last]
        after = passage[first:start] + final + passage[start + len(original) : last]
        if before != after and _fit(before) and _fit(after):
            self._pairs[answer.id] = (answer.document, Pair(before.strip(), after.strip()))
            while len(self._pairs) > MOST_PAIRS:
                self._pairs.popitem(last=False)

    def for_text(self, text: str, budget: int) -> Sequence[Pair]:
        """Pairs for a passage, most similar first, of at most `budget` tokens together.

        Similar is the overlap of words (rapidfuzz's token set ratio) with what stood there before.
        """
        newest = list(reversed(self._pairs.values()))
        most = max(2, int(len(newest) * MOST_OF_ONE_DOCUMENT))
        ranked = process.extract(
            text, [pair.before for _, pair in newest], scorer=fuzz.token_set_ratio, limit=60
        )
        chosen: list[Pair] = []
        documents: dict[str, int] = {}
        for _, like, place in ranked:
            document, pair = newest[place]
            cost = tokens(pair)
            if like < _LEAST_LIKE or documents.get(document, 0) >= most or cost > budget:
                continue
            if pair not in chosen:
                documents[document] = documents.get(document, 0) + 1
                budget -= cost
                chosen.append(pair)
        return chosen

    def clear(self) -> None:
        """Forgets all pairs."""
        self._pairs.clear()


def tokens(pair: Pair) -> int:
    """An upper estimate of what a pair takes in a prompt."""
    return _PER_PAIR + -(-(len(pair.before) + len(pair.after)) // _CHARACTERS_PER_TOKEN)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span; the span alone when its sentence is too long."""
    heads = [match.end() for match in re.finditer(r"[.!?]\s+|\n", text[:start])]
    first = heads[-1] if heads else 0
    tail = re.search(r"[.!?](?=\s|$)|\n", text[end:])
    last = end + tail.end() if tail is not None else len(text)
    return (first, last) if last - first <= LONGEST else (start, end)


def _fit(text: str) -> bool:
    plain = text.strip()
    return (
        SHORTEST <= len(plain) <= LONGEST
        and "\n" not in plain
        and _ALLOWED.fullmatch(plain) is not None
        and _FORBIDDEN.search(plain) is None
    )
