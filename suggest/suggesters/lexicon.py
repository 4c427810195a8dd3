"""The house lists: fixed phrases with replacements, read from data files.

Phrases are found by Aho-Corasick over the folded text (where that has no wheel, by one pattern per
first word), then checked for word edges and for the entry's conditions.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suggest.errors import BadResource
from suggest.suggesters.phrases import PhraseFinder
from suggest.values import DocumentFacts, Kind, Passage, Proposal, Span
from suggest.wording import Fit, fitted, starts_sentence

CERTAINTY = {"high": 1.0, "medium": 0.5, "low": 0.0}
_NEXT = re.compile(r"\s+([\w'\u2019]+)")
_PREVIOUS = re.compile(r"([\w'\u2019]+)\s+$")
_ENDS = re.compile(r"\s*(?:[.!?…]|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a house list."""

    rule: str
    group: str
    title: str
    kind: Kind
    forms: dict[str, tuple[str, ...]]
    reason: str
    certainty: str
    before: str
    after: str
    leave: tuple[str, ...]
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()
    position: str = "any"

    def allows(self, text: str, span: Span) -> bool:
        """True when the words around the span meet the entry's conditions."""
        following = _NEXT.match(text, span.end)
        preceding = _PREVIOUS.search(text[max(0, span.start - 40) : span.start])
        after = _folded(following[1]) if following else ""
        before = _folded(preceding[1]) if preceding else ""
        if after in self.not_before or before in self.not_after:
            return False
        if self.only_before and after not in self.only_before:
            return False
        if self.only_after and before not in self.only_after:
            return False
        if self.position == "sentence-start":
            return starts_sentence(text, span)
        if self.position == "sentence-end":
            return _ENDS.match(text, span.end) is not None
        return True


class LexiconSuggester:
    """Proposes plainer words for the phrases of the house lists."""

    name = "lexicon"
    source = "House list"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            for form in entry.forms:
                self._entries.setdefault(form, []).append(entry)
        self._finder = PhraseFinder(self._entries)

    async def warm_up(self) -> None:
        """Nothing to warm: the finder is built at once."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for every phrase found; about 10 us for a paragraph."""
        return self.find(passage.text)

    def find(self, text: str) -> list[Proposal]:
        """Proposals for a text; the longest of two overlapping phrases wins."""
        found: list[tuple[Span, str, Entry]] = []
        for start, end, form in self._finder.find(text):
            span = Span(start, end)
            for entry in self._entries[form]:
                if entry.allows(text, span) and not _empties(text, span, entry.forms[form]):
                    found.append((span, form, entry))
                    break
        found.sort(key=lambda hit: (-len(hit[0]), hit[0].start))
        kept: list[tuple[Span, str, Entry]] = []
        for hit in found:
            if not any(hit[0].meets(other[0]) for other in kept):
                kept.append(hit)
        kept.sort(key=lambda hit: hit[0])
        return [self._proposal(text, *hit) for hit in kept]

    def _proposal(self, text: str, span: Span, form: str, entry: Entry) -> Proposal:
        replacements = entry.forms[form]
        fits = [fitted(text, span, words) for words in replacements]
        best = fits[0] if fits else Fit(span, "")
        others = tuple(f.text for f in fits[1:] if f.span == best.span)
        return Proposal(
            best.span,
            text[best.span.start : best.span.end],
            best.text if fits else None,
            entry.kind,
            entry.rule,
            entry.reason,
            self.source,
            entry.group,
            others,
            (("certainty", CERTAINTY[entry.certainty]),),
        )


def _empties(text: str, span: Span, replacements: Sequence[str]) -> bool:
    """True when the first replacement deletes all the words of a sentence."""
    deletes = bool(replacements) and not replacements[0]
    return deletes and starts_sentence(text, span) and _ENDS.match(text, span.end) is not None


def load_entries(folder: Path) -> list[Entry]:
    """All entries of the *.toml lists in a folder. Raises BadResource naming the file and entry."""
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            group = data["group"]
            entries.extend(_entry(group, row) for row in data["entry"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadResource(f"{path.name} is not a house list: {error}") from error
    if not entries:
        raise BadResource(f"No house lists in {folder.name}.")
    return entries


def _entry(group: dict[str, Any], row: dict[str, Any]) -> Entry:
    forms = {_folded(form): tuple(texts) for form, texts in row["forms"].items()}
    if not forms or row.get("certainty") not in CERTAINTY:
        raise ValueError(f"entry {row.get('id')} lacks forms or certainty")
    return Entry(
        rule=f"{group['id']}/{row['id']}",
        group=str(group["id"]),
        title=str(group["title"]),
        kind=Kind(row.get("class", group["class"])),
        forms=forms,
        reason=str(row["reason"]),
        certainty=str(row["certainty"]),
        before=str(row["before"]),
        after=str(row["after"]),
        leave=tuple(row["leave"]),
        not_before=_words(row.get("not_before", ())),
        not_after=_words(row.get("not_after", ())),
        only_before=_words(row.get("only_before", ())),
        only_after=_words(row.get("only_after", ())),
        position=str(row.get("position", "any")),
    )


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_folded(word) for word in words)


def _folded(text: str) -> str:
    return text.lower().replace("\u2019", "'")
