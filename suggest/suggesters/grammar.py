"""Grammar and spelling by harper-py in one worker thread; our Weir rules run in the same linter.

Harper's lints are asked for un-deduplicated, because its own choice between overlapping lints hides
good ones; the pipeline chooses by confidence. It has no confidence of its own.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import harper

from suggest.errors import SuggesterFailed
from suggest.suggesters.reasons import kind_of, reason_for
from suggest.suggesters.weir import WeirPack
from suggest.values import Dialect, DocumentFacts, Passage, Proposal, Span
from suggest.wording import fitted

# LongSentences and SplitWords hide typos inside them; the others are wrong for posts far more often
# than right (rates: scripts/train_confidence.py).
OFF_LIST = (
    "CapitalizePersonalPronouns",
    "CompoundNouns",
    "Dashes",
    "DayOneNames",
    "ExpandConfiguration",
    "ExpandMemoryShorthands",
    "LongSentences",
    "LookingForwardTo",  # writes to standard output, which `stet check` is read from
    "OrthographicConsistency",
    "RoadMap",
    "Spaces",
    "SplitWords",
)
_DIALECTS = {
    Dialect.US: harper.Dialect.AMERICAN,
    Dialect.UK: harper.Dialect.BRITISH,
    Dialect.CA: harper.Dialect.CANADIAN,
    Dialect.AU: harper.Dialect.AUSTRALIAN,
    Dialect.IN: harper.Dialect.INDIAN,
}
# A word of this shape takes Harper's second look-up path, which costs 0.9 s once.
_WARM_UP = "Teh wrod mipsel64 is includ in the the tset."
_CACHE = 2_000
_WORD_BEFORE = re.compile(r"\S+\s*$")
_WORD_AFTER = re.compile(r"\s*\S+")


class GrammarSuggester:
    """Proposes what Harper and our Weir rules find."""

    name = "grammar"
    source = "Grammar engine"

    def __init__(self, dialect: Dialect, weir: WeirPack | None = None) -> None:
        self._dialect = dialect
        self._weir = weir
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="harper")
        self._linter: harper.Linter | None = None
        self._cache: OrderedDict[str, tuple[Proposal, ...]] = OrderedDict()

    async def warm_up(self) -> None:
        """Loads the dictionary (1.5 s of CPU, in the worker thread). Raises SuggesterFailed."""
        if self._linter is None:
            loop = asyncio.get_running_loop()
            self._linter = await loop.run_in_executor(self._thread, self._make_linter)

    def close(self) -> None:
        """Lets the worker thread end; a lint under way is not waited for."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage, from the cache when its text was read before."""
        cached = self._cache.get(passage.id)
        if cached is None:
            await self.warm_up()
            loop = asyncio.get_running_loop()
            cached = await loop.run_in_executor(self._thread, self._lint, passage)
            self._cache[passage.id] = cached
            if len(self._cache) > _CACHE:
                self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(passage.id)
        return list(cached)

    def _make_linter(self) -> harper.Linter:
        try:
            linter = harper.Linter(_DIALECTS[self._dialect])
            if self._weir is not None:
                linter.load_weirpack(self._weir.data)
            config = linter.get_lint_config()
            linter.set_lint_config({**config, **dict.fromkeys(OFF_LIST, False)})
            linter.lint(_WARM_UP)
        except (RuntimeError, ValueError, TypeError) as error:
            raise SuggesterFailed(
                "The grammar engine did not start. Run the set-up again."
            ) from error
        return linter

    def _lint(self, passage: Passage) -> tuple[Proposal, ...]:
        if self._linter is None:
            raise SuggesterFailed("The grammar engine is not ready.")
        # Weir rules are written with straight apostrophes; the swap keeps every offset.
        text = passage.text.replace("\u2019", "'")
        try:
            found = self._linter.organized_lints(
                text, language=harper.Language.MARKDOWN, dedup=False
            )
        except RuntimeError as error:
            raise SuggesterFailed("The grammar engine failed on a passage.") from error
        proposals = [
            proposal
            for rule, lints in found.items()
            for lint in lints
            if (proposal := self._proposal(passage.text, rule, lint)) is not None
        ]
        return tuple(proposals)

    def _proposal(self, text: str, rule: str, lint: harper.Lint) -> Proposal | None:
        span = Span(lint.span.start, lint.span.end)
        texts = _replacements(text, span, lint.suggestions)
        house = self._weir.rules.get(rule) if self._weir is not None else None
        if house is not None and texts:
            fits = [fitted(text, span, words) for words in texts if words != text]
            span = fits[0].span
            texts = [fit.text for fit in fits if fit.span == span]
        elif texts:
            span, texts = _widened(text, span, texts)
        original = text[span.start : span.end]
        if not original.strip():
            return None
        texts = [_curled(text, words) for words in texts]
        if not texts or texts[0] == original:
            return None
        if house is not None:
            rule_id, reason, kind = house.id, house.reason, house.kind
        else:
            rule_id = f"harper/{rule}"
            reason = reason_for(lint.lint_kind, original, texts[0])
            kind = kind_of(rule, lint.lint_kind)
        return Proposal(
            span,
            original,
            texts[0],
            kind,
            rule_id,
            reason,
            self.source if house is None else "House rules",
            rule_id,
            tuple(texts[1:4]),
            (("count", float(len(texts))), ("weir", float(house is not None))),
        )


def _replacements(text: str, span: Span, suggestions: Sequence[harper.Suggestion]) -> list[str]:
    texts: list[str] = []
    for suggestion in suggestions:
        if suggestion.kind == harper.SuggestionKind.REPLACE:
            texts.append(suggestion.replacement_text)
        elif suggestion.kind == harper.SuggestionKind.REMOVE:
            texts.append("")
        else:
            texts.append(text[span.start : span.end] + suggestion.replacement_text)
    return list(dict.fromkeys(texts))


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


def _curled(text: str, words: str) -> str:
    return words.replace("'", "\u2019") if "\u2019" in text and "'" not in text else words
