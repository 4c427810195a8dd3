"""Small words that are missing, doubled or mixed up, as a trained network finds them.

It was trained on edited prose with slips put in (scripts/train_tagger.py) and proposes only what it
is very sure of; how often that is right decides the grader, from the kind of edit and `odds`.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suggest.suggesters.lexicon import CERTAINTY
from suggest.suggesters.tagger_net import INSERTS, TARGETS, Net, Piece, load_net, pieces_of
from suggest.values import BlockKind, DocumentFacts, Kind, Passage, Proposal, Span
from suggest.wording import recase

LEAST_ODDS = 2.4
"""Log odds from which an edit is proposed; below, published posts have one in each paragraph."""
_MOST_PIECES = 400
_FEWEST_PIECES = 5
_CACHE = 64
_SKIPPED = (BlockKind.TABLE, BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING)
_ARTICLES = frozenset({"a", "an", "the"})
_STARTERS = _ARTICLES | {"this", "that", "our", "your", "my", "their", "its", "these", "some"}
_AGREEMENT = "has/have do/does is/are was/were this/these those>that"
_MIX_UPS = """
then/than its/it's your/you're there/their/they're be/been from/form out>our where>were
lose/loose affect/effect to/too past/passed lead/led accept/except advice/advise
quite/quiet whether>weather once>one
"""
_HELP = frozenset({"help", "helps", "helped", "helping", "let", "lets", "make", "makes", "made"})
_BARE_AFTER = frozenset({"come", "came", "go", "went", "going", "run", "get", "see", "watch"})
_NO_ARTICLE = frozenset({"next", "last"})
_HELP_REACH = 5
"""So many words back a verb stands that takes another one without “to”."""
_MISSING, _ONE_TOO_MANY = "A small word seems to be missing.", "One small word too many."


def _others(groups: str) -> dict[str, frozenset[str]]:
    """What may be meant by each word; “a>b” holds in one direction only."""
    found: dict[str, set[str]] = {}
    for group in groups.split():
        words = group.replace(">", "/").split("/")
        for word in words[:1] if ">" in group else words:
            found.setdefault(word, set()).update(set(words) - {word})
    return {word: frozenset(others) for word, others in found.items()}


_SWAPS = (("agreement", _others(_AGREEMENT)), ("mix-up", _others(_MIX_UPS)))


@dataclass(frozen=True, slots=True)
class _Find:
    """An edit, the rule it counts for, its reason, and the log odds."""

    span: Span
    new: str
    rule: str
    reason: str
    odds: float


class TaggerSuggester:
    """Proposes single small words; 2 ms of a thread for a paragraph of 250 characters."""

    name = "tagger"
    source = "House rules"

    def __init__(self, weights: Path) -> None:
        self._path = weights
        self._net: Net | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tagger")
        self._known: OrderedDict[str, tuple[Proposal, ...]] = OrderedDict()

    async def warm_up(self) -> None:
        """Loads the weights in the worker thread. Raises SuggesterFailed."""
        if self._net is None:
            loop = asyncio.get_running_loop()
            self._net = await loop.run_in_executor(self._thread, load_net, self._path)

    def close(self) -> None:
        """Lets the worker thread end."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage; tables, code and headings are left alone."""
        if passage.kind in _SKIPPED:
            return []
        known = self._known.get(passage.id)
        if known is None:
            await self.warm_up()
            loop = asyncio.get_running_loop()
            known = await loop.run_in_executor(self._thread, self._read, passage)
            self._known[passage.id] = known
            if len(self._known) > _CACHE:
                self._known.popitem(last=False)
        return list(known)

    def _read(self, passage: Passage) -> tuple[Proposal, ...]:
        net, text = self._net, passage.text
        if net is None:
            return ()
        pieces = pieces_of(_masked(passage))[:_MOST_PIECES]
        if len(pieces) < _FEWEST_PIECES:
            return ()
        gaps, words = net.odds(pieces)
        finds = [*_missing(pieces, gaps), *_surplus(pieces, words), *_swapped(pieces, words)]
        return tuple(_proposal(text, find) for find in finds)


def _masked(passage: Passage) -> str:
    """The text with each protected span as one sign, padded so that all places stay."""
    text = passage.text
    for item in passage.protected:
        span = item.span
        if len(span):
            hidden = "§" + " " * (len(span) - 1)
            text = text[: span.start] + hidden + text[span.end :]
    return text


def _likely(odds: Any) -> list[int]:
    """The places of which at least one edit is likely; hardly any."""
    return [int(at) for at in (odds.max(axis=1) >= LEAST_ODDS).nonzero()[0]]


def _missing(pieces: list[Piece], gaps: Any) -> Iterator[_Find]:
    """Words that should stand before another; the change takes that other word along."""
    for at in _likely(gaps):
        row = gaps[at]
        best = int(row.argmax())
        piece, before = pieces[at], pieces[at - 1]
        if at == 0 or not piece.open or not piece.text[0].isalpha():
            continue
        if before.text in '(["“‘§' or not (before.text[0].isalpha() or before.text == ","):
            continue
        word = INSERTS[best]
        if _may_do_without(word, pieces, at):
            continue
        sort = "to" if word == "to" else "article" if word in _ARTICLES else "verb"
        span = Span(piece.start, piece.end)
        new = f"{word} {piece.text}"
        yield _Find(span, new, f"tagger/missing-{sort}", _MISSING, float(row[best]))


def _may_do_without(word: str, pieces: list[Piece], at: int) -> bool:
    """True where the word is often left out: help her plan, come see, next week."""
    piece, before = pieces[at], pieces[at - 1]
    if word != "to":
        return piece.key in _NO_ARTICLE
    near = pieces[max(0, at - _HELP_REACH) : at]
    bare = before.key in _BARE_AFTER or any(p.key in _HELP for p in near)
    return bare or before.key.endswith("s") or (piece.key in _STARTERS and before.key[-3:] == "ing")


def _surplus(pieces: list[Piece], words: Any) -> Iterator[_Find]:
    for at in _likely(words[:-1, :1]):
        odds, piece, after = float(words[at][0]), pieces[at], pieces[at + 1]
        if piece.text not in _ARTICLES or not after.open:
            continue
        if after.key not in _STARTERS:  # “a to”: another word is missing there
            continue
        span = Span(piece.start, after.end)
        yield _Find(span, after.text, "tagger/surplus-article", _ONE_TOO_MANY, odds)


def _swapped(pieces: list[Piece], words: Any) -> Iterator[_Find]:
    columns = {word: 1 + column for column, word in enumerate(TARGETS)}
    for at in _likely(words[:, 1:]):
        piece = pieces[at]
        if _is_name(pieces, at) or (at and pieces[at - 1].key in _ARTICLES):
            continue  # after an article stands a noun, whatever the network says
        if pieces[at + 1 : at + 2] and pieces[at + 1].text == ":":
            continue  # “Us: …”, the name of a speaker
        if at and pieces[at - 1].key.endswith(("'d", "\u2019d")):
            continue  # “we'd been”: “had” or “would”
        for sort, others in _SWAPS:
            for best in others.get(piece.key, ()):
                odds = float(words[at][columns[best]])
                if odds >= LEAST_ODDS:
                    yield _swap(piece, best, f"tagger/{sort}", odds)


def _is_name(pieces: list[Piece], at: int) -> bool:
    """True for US and Us: all capitals, or a capital inside a sentence."""
    text = pieces[at].text
    if text.isupper() and len(text) > 1:
        return True
    return text[:1].isupper() and at > 0 and pieces[at - 1].text[-1].isalpha()


def _swap(piece: Piece, word: str, rule: str, odds: float) -> _Find:
    new = recase(piece.text, word, starts=piece.text[:1].isupper())
    if "\u2019" in piece.text:
        new = new.replace("'", "\u2019")
    span = Span(piece.start, piece.end)
    return _Find(span, new, rule, f"“{new}” fits better here.", odds)


def _proposal(text: str, find: _Find) -> Proposal:
    return Proposal(
        find.span,
        text[find.span.start : find.span.end],
        find.new,
        Kind.CORRECTNESS,
        find.rule,
        find.reason,
        TaggerSuggester.source,
        find.rule,
        (),
        (("certainty", CERTAINTY["medium"]), ("odds", find.odds)),
    )
