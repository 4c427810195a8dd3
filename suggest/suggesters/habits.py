"""What the draft writes in two ways: proposes its own majority form, and nothing without one.

Which form is right is not decided here: the form that the whole document uses more often counts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from re import Match

from suggest.customs import FORMS
from suggest.facts import WORD
from suggest.frequency import zipf
from suggest.suggesters.house import HouseRule
from suggest.values import DocumentFacts, Passage, Proposal, Span

_TIMES = 2
"""The form of the draft stands at least so many times as often as the other one."""
_LEAST = 2
_COMMON = 5.5
_ACRONYM = 4.5
"""Zipf value below which a word may be an acronym in lower case."""
_STEADY = 3
_INSIDE = frozenset("./@#_")
"""Before a part of an address, a name of code or the ending of a file's name."""
_SOURCE = "This draft"
_LIKELY = ("eg-comma", "name", "term")
"""Others are taste: editors seldom touch them even in a draft that has both."""


@dataclass(frozen=True, slots=True)
class _Habit:
    """A form, the form it gives way to, and how it is rewritten. `times` is the majority asked."""

    rule: str
    form: str
    other: str
    right: Callable[[Match[str]], str]
    reason: str
    times: float = _TIMES
    least: int = _LEAST


def _without_comma(match: Match[str]) -> str:
    head, _, tail = match[0].rpartition(", ")
    return f"{head} {tail}"


def _with_comma(match: Match[str]) -> str:
    words = match[0].split(" ")
    at = max(i for i, word in enumerate(words) if word in ("and", "or"))
    return f"{' '.join(words[:at])}, {' '.join(words[at:])}"


_DASH = "Another dash is usual in this draft."
_HABITS = (
    _Habit(
        "eg-comma",
        "eg_bare",
        "eg_comma",
        lambda match: match[0] + ",",
        "Elsewhere in this draft it takes a comma.",
        0.2,
        1,
    ),
    _Habit(
        "eg-bare",
        "eg_comma",
        "eg_bare",
        lambda match: match[0][:-1],
        "Elsewhere in this draft it takes no comma.",
    ),
    _Habit(
        "serial-comma",
        "serial_bare",
        "serial_comma",
        _with_comma,
        "Other lists in this draft have this comma.",
    ),
    _Habit(
        "serial-bare",
        "serial_comma",
        "serial_bare",
        _without_comma,
        "Other lists in this draft lack this comma.",
    ),
    _Habit("dash", "dash_two", "dash_em", lambda match: match[0].replace("--", "—"), _DASH),
    _Habit("dash", "dash_hyphen", "dash_em", lambda match: " —", _DASH),
    _Habit("dash", "dash_hyphen", "dash_en", lambda match: " –", _DASH),
    _Habit("dash", "dash_en", "dash_em", lambda match: " —", _DASH),
    _Habit("dots", "dots_three", "dots_one", lambda match: "…", "Elsewhere it is one sign."),
    _Habit("dots", "dots_one", "dots_three", lambda match: "...", "Elsewhere it is three dots."),
    _Habit(
        "percent",
        "percent_word",
        "percent_sign",
        lambda match: "%",
        "Elsewhere in this draft it is “%”.",
    ),
    _Habit(
        "percent",
        "percent_sign",
        "percent_word",
        lambda match: " percent",
        "Elsewhere in this draft it is a word.",
    ),
)


class HabitsSuggester:
    """Proposes corrections toward what the draft does more often; 0.1 ms for a paragraph."""

    name = "habits"
    source = _SOURCE

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._frequencies = frequencies
        self._forms: Mapping[str, int] | None = None
        self._changes = 0
        self._by_letters: dict[str, list[str]] = {}

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for the minority forms of a passage."""
        return [*_customs(passage.text, facts), *self._terms(passage, facts)]

    def _terms(self, passage: Passage, facts: DocumentFacts) -> Iterator[Proposal]:
        """Words that the draft more often writes with other capitals or another hyphen."""
        self._index(facts)
        starts = {span.start for span in passage.sentences} | {0}
        for match in WORD.finditer(passage.text):
            word = match[0]
            usual = self._usual(word, facts)
            if usual is None or passage.text[match.start() - 1 : match.start()] in _INSIDE:
                continue
            if match.start() in starts and usual[:1].islower():
                usual = usual[:1].upper() + usual[1:]
            if usual != word:
                named = word.casefold() == usual.casefold()
                rule = _rule("name" if named else "term", f"Usually “{usual}” in this draft.")
                yield rule.proposal(passage.text, Span(*match.span()), usual)

    def _index(self, facts: DocumentFacts) -> None:
        """Forms with a hyphen or a capital inside, by their letters; made anew as words change.

        Of other forms a word has two, which are looked up: so a long draft costs little.
        """
        if facts.forms is self._forms and facts.changes == self._changes:
            return
        self._forms, self._changes = facts.forms, facts.changes
        self._by_letters = {}
        for form in facts.forms:
            if ("-" in form or not form[1:].islower()) and len(form) >= _STEADY:
                self._by_letters.setdefault(_letters(form), []).append(form)

    def _usual(self, word: str, facts: DocumentFacts) -> str | None:
        """The spelling that the draft prefers to this one, if it clearly does."""
        letters = _letters(word)
        forms = self._by_letters.get(letters)
        if forms is None:
            return None
        here = facts.forms.get(word, 0)
        plain = (letters, letters.capitalize()) if len(letters) >= _STEADY else ()
        best = max((*forms, *plain), key=lambda form: (facts.forms.get(form, 0), form))
        clear = facts.forms[best] >= max(_LEAST, _TIMES * here)
        if best == word or not clear:
            return None
        if len(word) == _STEADY and not best.isupper():  # short ones are abbreviations
            return None
        if word.casefold() != best.casefold():
            joined = "-" in word or "-" in best
            return best if joined and word[:1].isupper() == best[:1].isupper() else None
        if best.isupper():
            return best if self._is_acronym(word, facts.forms[best]) else None
        inner = any(char.isupper() for char in best[1:]) and "-" not in best
        return best if inner and not word.isupper() and not self._is_common(word) else None

    def _is_acronym(self, word: str, times: int) -> bool:
        """“svg” in a draft of many “SVG”; “let” stays, though the draft shouts it."""
        rare = zipf(self._frequencies, word) < _ACRONYM
        return word.islower() and len(word) <= _STEADY + 1 and times >= _STEADY and rare

    def _is_common(self, word: str) -> bool:
        return zipf(self._frequencies, word) >= _COMMON


def _customs(text: str, facts: DocumentFacts) -> Iterator[Proposal]:
    customs = facts.customs
    for habit in _HABITS:
        ours = customs.get(habit.form, 0)
        if not ours or customs.get(habit.other, 0) < max(habit.least, habit.times * ours):
            continue
        for match in FORMS[habit.form].finditer(text):
            span, right = Span(*match.span()), habit.right(match)
            yield _rule(habit.rule, habit.reason).proposal(text, span, right)


def _rule(name: str, reason: str) -> HouseRule:
    sure = "medium" if name in _LIKELY else "low"
    return HouseRule(f"habit/{name}", reason, sure, source=_SOURCE)


def _letters(word: str) -> str:
    return word.replace("-", "").casefold()
