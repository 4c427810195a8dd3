"""House rules as data: hundreds of token patterns with their corrections.

A pattern is looked for only where its rarest step has one of its words, so a text costs about as
much as its words, whatever the number of rules.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from suggest.inflection import Form, Inflection
from suggest.suggesters.lexicon import CERTAINTY
from suggest.suggesters.matching import Element, Found, Token, Where, matches, only_match, tokens_of
from suggest.values import DocumentFacts, Kind, Passage, Proposal, Span
from suggest.wording import Fit, fitted

_AT_ONCE = 60
"""Words that are looked at in one slice of 1 ms."""
_APOSTROPHE = re.compile(r"['’](?!\w)")


Match = Callable[[Sequence[Element], int, Sequence[Token], int], Found | None]
Beside = tuple[int, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece of a correction: fixed text, or a taken token in one of its forms."""

    text: str = ""
    token: int = -1
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Steps, the range of taking steps that is wrong, and what may stand there instead."""

    elements: tuple[Element, ...]
    first: int
    last: int
    anchor: int
    corrections: tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A rule: its patterns, its words for the writer, and the examples that test it."""

    id: str
    kind: Kind
    reason: str
    certainty: str
    patterns: tuple[Pattern, ...]
    fires: tuple[tuple[str, str], ...]
    leave: tuple[str, ...]


class PatternSuggester:
    """Proposes what the patterns find; under 1 ms for a paragraph."""

    name = "patterns"
    source = "House rules"

    def __init__(self, rules: Sequence[PatternRule], inflection: Inflection) -> None:
        self.rules = tuple(rules)
        self._inflection = inflection
        self._by_word: dict[str, list[tuple[PatternRule, Pattern, Match, Beside]]] = {}
        for rule in rules:
            for pattern in rule.patterns:
                optional = any(element.optional for element in pattern.elements)
                match = matches if optional else only_match
                entry = (rule, pattern, match, _beside(pattern))
                anchor = pattern.elements[pattern.anchor]
                for word in anchor.words | anchor.more:
                    self._by_word.setdefault(word, []).append(entry)

    def one_by_one(self) -> "PatternSuggester":
        """The same with a rule for each pattern, `id#3`, which tells what spoke."""
        rules = [
            replace(rule, id=f"{rule.id}#{number}", patterns=(pattern,))
            for rule in self.rules
            for number, pattern in enumerate(rule.patterns)
        ]
        return PatternSuggester(rules, self._inflection)

    async def warm_up(self) -> None:
        """Nothing to warm: the index is built at once."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage; lets others run after every millisecond of a long one."""
        found: dict[tuple[str, Span], Proposal] = {}
        tokens = tokens_of(passage.text)
        for start in range(0, len(tokens), _AT_ONCE):
            if start:
                await asyncio.sleep(0)
            self._collect(passage.text, tokens, range(start, start + _AT_ONCE), found)
        return list(found.values())

    def find(self, text: str) -> list[Proposal]:
        """Proposals for a text, in the order of their words; one per rule and span."""
        found: dict[tuple[str, Span], Proposal] = {}
        tokens = tokens_of(text)
        self._collect(text, tokens, range(len(tokens)), found)
        return list(found.values())

    def _collect(
        self,
        text: str,
        tokens: Sequence[Token],
        places: range,
        found: dict[tuple[str, Span], Proposal],
    ) -> None:
        for rule, pattern, taken in self._hits(tokens, places):
            proposal = self._proposal(text, rule, pattern, (tokens, taken))
            if proposal is not None:
                found.setdefault((rule.id, proposal.span), proposal)

    def _hits(
        self, tokens: Sequence[Token], places: range
    ) -> Iterator[tuple[PatternRule, Pattern, tuple[int | None, ...]]]:
        around = ("", *(token.key for token in tokens), "")
        for at in places[: len(tokens) - places.start]:
            token = tokens[at]
            keys = (token.key,) if token.key == token.text else (token.key, token.text)
            for key in keys:
                for rule, pattern, match, (step, words, more) in self._by_word.get(key, ()):
                    near = around[at + 1 + step]
                    if step and near not in words and near not in more:
                        continue  # nine of ten end here, in a tenth of the time of a match
                    if not pattern.elements[pattern.anchor].fits(token):
                        continue
                    hit = match(pattern.elements, pattern.anchor, tokens, at)
                    if hit is not None and _together(hit.taken, tokens):
                        yield rule, pattern, hit.taken

    def _proposal(
        self,
        text: str,
        rule: PatternRule,
        pattern: Pattern,
        hit: tuple[Sequence[Token], tuple[int | None, ...]],
    ) -> Proposal | None:
        tokens, taken = hit
        wrong = [at for at in taken[pattern.first : pattern.last] if at is not None]
        if not wrong:
            return None
        span = Span(tokens[wrong[0]].span.start, tokens[wrong[-1]].span.end)
        original = text[span.start : span.end]
        texts = [self._filled(slots, tokens, taken) for slots in pattern.corrections]
        fits = [_fit(text, span, new) for new in texts if new is not None]
        fits = [fit for fit in fits if fit.text != original or fit.span != span]
        if not fits:
            return None
        best = fits[0]
        others = tuple(fit.text for fit in fits[1:] if fit.span == best.span)
        return Proposal(
            best.span,
            text[best.span.start : best.span.end],
            _curled(text, best.text),
            rule.kind,
            rule.id,
            rule.reason,
            self.source,
            rule.id,
            tuple(_curled(text, other) for other in others),
            (("certainty", CERTAINTY[rule.certainty]),),
        )

    def _filled(
        self, slots: Sequence[Slot], tokens: Sequence[Token], taken: Sequence[int | None]
    ) -> str | None:
        """The correction with its tokens put in; None where a word lacks the form."""
        parts: list[str] = []
        for slot in slots:
            if slot.token < 0:
                parts.append(slot.text)
                continue
            at = taken[slot.token]
            if at is None:
                continue
            token = tokens[at]
            if slot.form is None:
                parts.append(token.text)
                continue
            kept = slot.form in (Form.WITH_ARTICLE, Form.CAPITAL)
            if not kept and len(token.text) > 1 and token.text.isupper():  # LAPS: no word
                return None
            word = token.text if kept else token.key
            changed = self._inflection.form(word, slot.form)
            if changed is None:
                return None
            parts.append(changed)
        return " ".join("".join(parts).split())


def _beside(pattern: Pattern) -> Beside:
    """A step right beside the anchor that must be there (1 after, -1 before, 0 none), its words."""
    for step in (1, -1):
        at = pattern.anchor + step
        if 0 <= at < len(pattern.elements):
            element = pattern.elements[at]
            if element.where is Where.WORD and not element.optional and not element.exact:
                return step, element.words, element.more
    return 0, frozenset(), frozenset()


def _together(taken: Sequence[int | None], tokens: Sequence[Token]) -> bool:
    """True when white space stands between all words that were taken (no dash, no slash)."""
    present = [at for at in taken if at is not None]
    return all(
        tokens[at].open or not tokens[at].is_word or not tokens[at - 1].is_word
        for at in present[1:]
    )


def _fit(text: str, span: Span, new: str) -> Fit:
    """As `fitted`, but capitals of a word that stays (US) are not handed to the words beside it."""
    if new.endswith("'s") and _APOSTROPHE.match(text, span.end):  # each others’ -> each other's
        span = Span(span.start, span.end + 1)
    original = text[span.start : span.end]
    stays = original.isupper() and len(original) > 1 and original in new.split()
    return Fit(span, new) if stays else fitted(text, span, new)


def _curled(text: str, words: str) -> str:
    return words.replace("'", "\u2019") if "\u2019" in text else words


def anchor_of(elements: Sequence[Element], share: Callable[[frozenset[str]], float]) -> int:
    """The step to look for first: the one whose words are the rarest. Raises ValueError."""
    fixed = [
        (share(element.words) + share(element.more), at)
        for at, element in enumerate(elements)
        if element.where is Where.WORD and not element.optional
    ]
    if not fixed:
        raise ValueError("a pattern needs a step with words")
    return min(fixed)[1]
