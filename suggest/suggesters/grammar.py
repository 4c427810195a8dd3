"""Grammar and spelling by harper-py in one worker thread; our Weir rules run in the same linter.

Spelling replacements are ranked anew: by the slip, by how common the word is, by the document.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from suggest.errors import SuggesterFailed
from suggest.spelling import Guess, SpellingRanker, with_document
from suggest.suggesters.lexicon import CERTAINTY
from suggest.suggesters.lints import HarperLinter, Lint
from suggest.suggesters.reasons import kind_of, reason_for
from suggest.suggesters.weir import WeirPack, WeirRule
from suggest.terms import Terms
from suggest.values import Dialect, DocumentFacts, Passage, Proposal, Span
from suggest.wordforms import is_compound, is_derived
from suggest.wording import fitted, with_article

_CACHE = 2_000
_MOST_TEXTS = 4
_SPELLING = "SpellCheck"
_VARIANT_COST = 2.7
_WORD_BEFORE = re.compile(r"\S+\s*$")
_WORD_AFTER = re.compile(r"\s*\S+")


class Linter(Protocol):
    """What the worker thread asks."""

    def lint(self, text: str) -> tuple[Lint, ...]:
        """Every lint of a text."""
        ...

    def knows(self, word: str) -> bool:
        """True when the word is in the dictionary of the dialect."""
        ...

    def knows_abroad(self, word: str) -> bool:
        """True when the word is in the dictionary of another dialect."""
        ...


@dataclass(frozen=True, slots=True)
class _Misspelling:
    """An unknown word and what may have been meant, before the document has its say."""

    span: Span
    original: str
    guesses: tuple[Guess, ...]
    signals: tuple[tuple[str, float], ...]
    is_name: bool


class GrammarSuggester:
    """Proposes what Harper and our Weir rules find."""

    name = "grammar"
    source = "Grammar engine"

    def __init__(
        self,
        dialect: Dialect,
        weir: WeirPack | None = None,
        terms: Terms | None = None,
        make_linter: Callable[[Dialect, bytes | None], Linter] = HarperLinter,
    ) -> None:
        self._dialect = dialect
        self._weir = weir
        self._rules: Mapping[str, WeirRule] = weir.rules if weir is not None else {}
        self._terms = terms or Terms({})
        self._frequencies = self._terms.frequencies
        self._ranker = SpellingRanker(self._frequencies)
        self._make_linter = make_linter
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="harper")
        self._linter: Linter | None = None
        self._cache: OrderedDict[str, tuple[Proposal | _Misspelling, ...]] = OrderedDict()

    async def warm_up(self) -> None:
        """Loads the dictionary (1.5 s of CPU, in the worker thread). Raises SuggesterFailed."""
        if self._linter is None:
            loop = asyncio.get_running_loop()
            data = self._weir.data if self._weir is not None else None
            self._linter = await loop.run_in_executor(
                self._thread, self._make_linter, self._dialect, data
            )

    def close(self) -> None:
        """Lets the worker thread end; a lint under way is not waited for."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage, from the cache when its text was read before."""
        cached = self._cache.get(passage.id)
        if cached is None:
            await self.warm_up()
            loop = asyncio.get_running_loop()
            cached = await loop.run_in_executor(self._thread, self._read, passage)
            self._cache[passage.id] = cached
            if len(self._cache) > _CACHE:
                self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(passage.id)
        return [
            self._respelled(item, facts) if isinstance(item, _Misspelling) else item
            for item in cached
        ]

    def _read(self, passage: Passage) -> tuple[Proposal | _Misspelling, ...]:
        linter = self._linter
        if linter is None:
            raise SuggesterFailed("The grammar engine is not ready.")
        found: list[Proposal | _Misspelling] = []
        for lint in linter.lint(passage.text):
            item: Proposal | _Misspelling | None
            if lint.rule == _SPELLING:
                item = self._misspelling(passage, lint, linter)
            else:
                item = self._proposal(passage.text, lint)
            if item is not None:
                found.append(item)
        return tuple(found)

    def _misspelling(self, passage: Passage, lint: Lint, linter: Linter) -> _Misspelling | None:
        text, span = passage.text, Span(lint.start, lint.end)
        original = text[span.start : span.end]
        guesses = self._ranker.guesses(original, lint.texts, linter.knows)
        guesses = tuple(guess for guess in guesses if guess.word != original)
        if not guesses or self._terms.has(text, span, guesses[0]):
            return None
        signals = (
            ("derived", float(is_derived(original, self._frequencies))),
            ("compound", float(is_compound(original, self._frequencies))),
            ("abroad", float(_is_variant(original, guesses[0], linter))),
        )
        is_name = self._terms.is_name(passage, span, guesses[0])
        return _Misspelling(span, original, guesses, signals, is_name)

    def _respelled(self, item: _Misspelling, facts: DocumentFacts) -> Proposal:
        guesses = with_document(item.guesses, facts.words)
        best = guesses[0]
        # Where the draft holds the guess, what looks like a name is a slip of it.
        is_name = item.is_name and best.word.casefold() not in facts.words
        gap = guesses[1].score - best.score if len(guesses) > 1 else 3.0
        rule = f"harper/{_SPELLING}"
        return Proposal(
            item.span,
            item.original,
            best.word,
            kind_of(_SPELLING, "Spelling"),
            rule,
            reason_for("Spelling", item.original, best.word),
            self.source,
            rule,
            tuple(guess.word for guess in guesses[1:_MOST_TEXTS]),
            (
                ("spelling", 1.0),
                ("count", float(len(guesses))),
                ("cost", best.cost),
                ("score", best.score),
                ("gap", gap),
                ("name", float(is_name)),
                *item.signals,
            ),
        )

    def _proposal(self, text: str, lint: Lint) -> Proposal | None:
        span, texts = Span(lint.start, lint.end), list(lint.texts)
        house = self._rules.get(lint.rule)
        if house is not None and texts:
            fits = [fitted(text, span, words) for words in texts if words != text]
            span = fits[0].span if fits else span
            texts = [fit.text for fit in fits if fit.span == span]
        elif texts:
            span, texts = _articled(text, *_widened(text, span, texts))
        original = text[span.start : span.end]
        if not original.strip():
            return None
        texts = [_curled(text, words) for words in texts]
        if not texts or texts[0] == original:
            return None
        signals: tuple[tuple[str, float], ...] = (("count", float(len(texts))),)
        others = tuple(texts[1:_MOST_TEXTS])
        if house is not None:
            return Proposal(
                span,
                original,
                texts[0],
                house.kind,
                house.id,
                house.reason,
                "House rules",
                house.id,
                others,
                (*signals, ("certainty", CERTAINTY[house.certainty])),
            )
        rule = f"harper/{lint.rule}"
        reason = reason_for(lint.kind, original, texts[0])
        kind = kind_of(lint.rule, lint.kind)
        return Proposal(
            span, original, texts[0], kind, rule, reason, self.source, rule, others, signals
        )


def _is_variant(word: str, best: Guess, linter: Linter) -> bool:
    """True for another dialect's spelling of the best guess; far words are not looked up (2 ms)."""
    near = best.cost <= _VARIANT_COST and word[:1].lower() == best.word[:1].lower()
    return near and word[1:].isalpha() and word[1:].islower() and linter.knows_abroad(word)


def _widened(text: str, span: Span, texts: list[str]) -> tuple[Span, list[str]]:
    """Trims what stays the same and takes a neighbouring word along where nothing would be left."""
    original = text[span.start : span.end]
    if "" in texts:
        if (
            original.strip()
            and span.start > 0
            and text[span.start - 1] == " "
            and original[:1] != " "
        ):
            span = Span(span.start - 1, span.end)
        if text[span.start : span.end].strip():
            return span, texts
    if original.strip():
        return span, texts
    before = _WORD_BEFORE.search(text, 0, span.start)
    after = _WORD_AFTER.match(text, span.end)
    start = before.start() if before else span.start
    end = after.end() if after else span.end
    return Span(start, end), [text[start : span.start] + t + text[span.end : end] for t in texts]


def _articled(text: str, span: Span, texts: list[str]) -> tuple[Span, list[str]]:
    """Takes the a/an before along when the first replacement begins with another sound."""
    fits = [with_article(text, span, words) for words in texts]
    wide = fits[0].span
    kept = text[wide.start : span.start]
    return wide, [f.text if f.span == wide else kept + t for f, t in zip(fits, texts, strict=True)]


def _curled(text: str, words: str) -> str:
    return words.replace("'", "\u2019") if "\u2019" in text and "'" not in text else words
