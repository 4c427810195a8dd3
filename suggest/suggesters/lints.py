"""Harper as a plain, blocking function from text to lints; not re-entrant, so one thread each.

Harper's lints are asked for un-deduplicated, because its own choice between overlapping lints hides
good ones; the pipeline chooses by confidence.
"""

from dataclasses import dataclass

import harper

from suggest.errors import SuggesterFailed
from suggest.values import Dialect

# LongSentences and SplitWords hide typos inside them; the others are wrong for posts far more often
# than right (rates: scripts/train_confidence.py). LookingForwardTo writes to standard output.
OFF_LIST = (
    "CapitalizePersonalPronouns",
    "CompoundNouns",
    "Dashes",
    "DayOneNames",
    "DisjointPrefixes",
    "ExpandConfiguration",
    "ExpandMemoryShorthands",
    "LongSentences",
    "LookingForwardTo",
    "OrthographicConsistency",
    "PronounVerbAgreement",
    "RoadMap",
    "Spaces",
    "SplitWords",
    "WrongNegative",
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
_CACHE = 4_000


@dataclass(frozen=True, slots=True)
class Lint:
    """One lint as Harper gives it: code points of the text, and the whole replacements of them."""

    rule: str
    kind: str
    start: int
    end: int
    texts: tuple[str, ...]


class HarperLinter:
    """One Harper instance with our Weir pack. Use it from one thread."""

    def __init__(self, dialect: Dialect, pack: bytes | None = None) -> None:
        """Loads the dictionary: 1.5 s of CPU. Raises SuggesterFailed."""
        self._known: dict[tuple[bool, str], bool] = {}
        self._abroad = Dialect.UK if dialect is Dialect.US else Dialect.US
        self._other: harper.Linter | None = None  # made (6 ms) when a word is first looked up there
        try:
            self._linter = harper.Linter(_DIALECTS[dialect])
            if pack is not None:
                self._linter.load_weirpack(pack)
            _switch_off(self._linter)
            self._linter.lint(_WARM_UP)
        except (RuntimeError, ValueError, TypeError) as error:
            raise SuggesterFailed(
                "The grammar engine did not start. Run the set-up again."
            ) from error

    def lint(self, text: str) -> tuple[Lint, ...]:
        """Every lint of a Markdown text, 7 ms for 250 characters. Raises SuggesterFailed."""
        # Weir rules are written with straight apostrophes; the swap keeps every offset.
        plain = text.replace("\u2019", "'")
        try:
            found = self._linter.organized_lints(
                plain, language=harper.Language.MARKDOWN, dedup=False
            )
        except RuntimeError as error:
            raise SuggesterFailed("The grammar engine failed on a passage.") from error
        return tuple(_read(text, rule, lint) for rule, lints in found.items() for lint in lints)

    def knows(self, word: str) -> bool:
        """True when the word is in the dictionary of the dialect; 0.1 ms."""
        return self._ask(self._linter, word)

    def knows_abroad(self, word: str) -> bool:
        """True when the word is in the dictionary of another dialect (the UK's, or the US's)."""
        if self._other is None:
            self._other = harper.Linter(_DIALECTS[self._abroad])
            _switch_off(self._other)
        return self._ask(self._other, word)

    def _ask(self, linter: harper.Linter, word: str) -> bool:
        key = (linter is self._other, word)
        known = self._known.get(key)
        if known is None:
            # Without dedup: another lint on the same word would hide that it is unknown.
            found = linter.organized_lints(word, language=harper.Language.PLAINTEXT, dedup=False)
            known = not found.get("SpellCheck")
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[key] = known
        return known


def _switch_off(linter: harper.Linter) -> None:
    config = linter.get_lint_config()
    linter.set_lint_config({**config, **dict.fromkeys(OFF_LIST, False)})


def _read(text: str, rule: str, lint: harper.Lint) -> Lint:
    start, end = lint.span.start, lint.span.end
    texts: list[str] = []
    for suggestion in lint.suggestions:
        if suggestion.kind == harper.SuggestionKind.REPLACE:
            texts.append(suggestion.replacement_text)
        elif suggestion.kind == harper.SuggestionKind.REMOVE:
            texts.append("")
        else:
            texts.append(text[start:end] + suggestion.replacement_text)
    return Lint(rule, lint.lint_kind, start, end, tuple(dict.fromkeys(texts)))
