"""Harper as a plain, blocking function from text to lints; not re-entrant, so one thread each.

Harper's lints are asked for un-deduplicated, because its own choice between overlapping lints hides
good ones; the pipeline chooses by confidence.
"""

import re
from dataclasses import dataclass

import harper

from suggest.errors import SuggesterFailed
from suggest.heap import give_back
from suggest.values import Dialect

# LongSentences and SplitWords hide typos inside them; the others are wrong for posts far more often
# than right (rates: scripts/train_confidence.py). LookingForwardTo writes to standard output.
OFF_LIST = (
    "CapitalizePersonalPronouns",
    "Codebase",
    "Codebases",
    "CompoundNouns",
    "Copyright",
    "Dashes",
    "DayOneNames",
    "DisjointPrefixes",
    "ExpandConfiguration",
    "ExpandDependencies",
    "ExpandMemoryShorthands",
    "HopHope",
    "LongSentences",
    "LookingForwardTo",
    "NotTo",
    "OrthographicConsistency",
    "OutOfDate",
    "PronounVerbAgreement",
    "RoadMap",
    "Spaces",
    "SplitWords",
    "ViciousCircle",
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
_PARTS = 950
"""Harper keeps 70 kB for each of the last 1,000 parts of sentences: what is read again is quick."""
_PART_ENDS = re.compile(r"[,.;:!?\"()\u201c\u201d\n]+")
_SPELLING = "SpellCheck"


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
        self._dialect = dialect
        self._pack = pack
        self._known: dict[tuple[bool, str], bool] = {}
        self._words: dict[bool, harper.Linter] = {}  # made (6 ms) when a word is first looked up
        self._parts: set[str] = set()
        self._linter = self._new()
        self._lints(_WARM_UP)
        give_back()  # 30 MB that only loading needed

    def lint(self, text: str) -> tuple[Lint, ...]:
        """Every lint of a Markdown text, 7 ms for 250 characters. Raises SuggesterFailed."""
        # Weir rules are written with straight apostrophes; the swap keeps every offset.
        plain = text.replace("\u2019", "'")
        found = self._lints(plain)
        self._forget(plain)
        return tuple(_read(text, rule, lint) for rule, lints in found.items() for lint in lints)

    def knows(self, word: str) -> bool:
        """True when the word is in the dictionary of the dialect; 0.1 ms."""
        return self._ask(word, abroad=False)

    def knows_abroad(self, word: str) -> bool:
        """True when the word is in the dictionary of another dialect (the UK's, or the US's)."""
        return self._ask(word, abroad=True)

    def _new(self) -> harper.Linter:
        try:
            linter = harper.Linter(_DIALECTS[self._dialect])
            if self._pack is not None:
                linter.load_weirpack(self._pack)
            linter.set_lint_config({**linter.get_lint_config(), **dict.fromkeys(OFF_LIST, False)})
        except (RuntimeError, ValueError, TypeError) as error:
            raise SuggesterFailed(
                "The grammar engine did not start. Run the set-up again."
            ) from error
        return linter

    def _lints(self, text: str) -> dict[str, list[harper.Lint]]:
        try:
            return self._linter.organized_lints(
                text, language=harper.Language.MARKDOWN, dedup=False
            )
        except RuntimeError as error:
            raise SuggesterFailed("The grammar engine failed on a passage.") from error

    def _forget(self, text: str) -> None:
        """A new linter (12 ms) in place of one that holds 50 MB of what it has read."""
        self._parts.update(_PART_ENDS.split(text))
        if len(self._parts) > _PARTS:
            self._parts.clear()
            self._linter = self._new()

    def _ask(self, word: str, *, abroad: bool) -> bool:
        key = (abroad, word)
        known = self._known.get(key)
        if known is None:
            linter = self._words.get(abroad)
            if linter is None:
                linter = self._words[abroad] = self._speller(abroad=abroad)
            # Without dedup: another lint on the same word would hide that it is unknown.
            found = linter.organized_lints(word, language=harper.Language.PLAINTEXT, dedup=False)
            known = not found.get(_SPELLING)
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[key] = known
        return known

    def _speller(self, *, abroad: bool) -> harper.Linter:
        """A linter with no rule but spelling: it keeps nothing, and takes half the time."""
        dialect = self._dialect
        if abroad:
            dialect = Dialect.UK if dialect is Dialect.US else Dialect.US
        linter = harper.Linter(_DIALECTS[dialect])
        linter.set_lint_config({rule: rule == _SPELLING for rule in linter.get_lint_config()})
        return linter


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
