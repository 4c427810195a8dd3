"""Common misspellings by a list of our own: the words that hardly ever are what was meant."""

import re
from collections.abc import Mapping
from pathlib import Path

from suggest.errors import BadResource
from suggest.suggesters.lexicon import CERTAINTY
from suggest.values import DocumentFacts, Kind, Passage, Proposal, Span

_WORD = re.compile(r"(?<![\w'’.@#/\\-])[A-Za-z]+(?:['’][a-z]+)?(?![\w'’/@\\-]|\.\w)")
_SPELLING = "typo/common"
_APOSTROPHE = "typo/apostrophe"


class TypoSuggester:
    """Proposes the word that was meant; one look-up for each word of a text."""

    name = "typos"
    source = "House list"

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self._pairs = pairs

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage."""
        return self.find(passage.text)

    def find(self, text: str) -> list[Proposal]:
        """Proposals for a text."""
        found: list[Proposal] = []
        for match in _WORD.finditer(text):
            right = self._pairs.get(match[0].lower().replace("’", "'"))
            shape = match[0].islower() or match[0].istitle()
            if right is not None and shape:
                found.append(_made(text, Span(*match.span()), right))
        return found


def _made(text: str, span: Span, right: str) -> Proposal:
    old = text[span.start : span.end]
    new = right[:1].upper() + right[1:] if old[0].isupper() else right
    rule = _APOSTROPHE if new.replace("'", "") == old else _SPELLING
    missing = "The apostrophe is missing." if rule == _APOSTROPHE else f"The usual form is “{new}”."
    return Proposal(
        span,
        old,
        new.replace("'", "’") if "’" in text else new,
        Kind.CORRECTNESS,
        rule,
        missing,
        TypoSuggester.source,
        rule,
        (),
        (("certainty", CERTAINTY["high"]),),
    )


def load_typos(path: Path) -> TypoSuggester:
    """Reads pairs, one a line: the misspelling, a space, what is meant. Raises BadResource."""
    pairs: dict[str, str] = {}
    try:
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                wrong, right = line.split(" ", 1)
                pairs[wrong] = right
    except (OSError, ValueError) as error:
        raise BadResource(f"The list of misspellings cannot be read: {error}") from error
    return TypoSuggester(pairs)
