"""Reads the token patterns and word classes of resources/patterns.

A pattern is a line of steps: words by “|”, “@class”, “_” any word, “#” a number, “^” a name; “?”
after a step makes it optional, “=” before it keeps case, “!” asks that the next word is none of
these (in front of all steps: the word before). “<” is a sentence start, “<<” a clause start, “>”
a mark or the end, “>>” the end of a sentence. “[wrong -> right / other]” holds the slip; in what is
right, {2} is the second taken word and {2:plural} a form of it.
"""

import re
import tomllib
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from suggest.errors import BadResource
from suggest.inflection import Form, Inflection, word_lists
from suggest.suggesters.matching import Element, Where
from suggest.suggesters.patterns import Pattern, PatternRule, PatternSuggester, Slot, anchor_of
from suggest.values import Kind

_WORDS_FILE = "words.toml"
_BRACKET = re.compile(r"^(.*?)\[(.*?)->(.*?)\](.*)$")
_SLOT = re.compile(r"\{(\d+)(?::(\w+))?\}")
_BARE = {
    "<": Where.START,
    "<<": Where.CLAUSE,
    ">": Where.BREAK,
    ">>": Where.END,
    "_": Where.ANY,
    "#": Where.NUMBER,
    "^": Where.NAME,
}
_RARE, _MARK = 3.0, 7.5
"""Zipf values of words that the table does not hold, and of a mark such as the comma."""
_PHRASE_REASON = "The usual form is “{new}”."


class _Weights(dict[str, float]):
    """How many words of a thousand million are this one."""

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        super().__init__()
        self._frequencies = frequencies

    def __missing__(self, word: str) -> float:
        zipf = self._frequencies.get(word, _RARE if word[:1].isalpha() else _MARK)
        weight = self[word] = float(10**zipf)
        return weight


class Classes(dict[str, frozenset[str]]):
    """Words by the name of their class; equal lists and equal steps are kept once.

    Most steps stand in several patterns: keeping them once saves 10 MB and a second of loading.
    """

    def __init__(
        self, classes: Mapping[str, frozenset[str]], frequencies: Mapping[str, float]
    ) -> None:
        super().__init__(classes)
        self._kept: dict[frozenset[str], frozenset[str]] = {}
        self._weights = _Weights(frequencies)
        self._shares: dict[frozenset[str], float] = {}
        self._parted: dict[str, tuple[str, ...]] = {}
        self._steps: dict[tuple[str, bool], Element] = {}

    def choices(self, text: str) -> tuple[str, ...]:
        """The steps that a step stands for: its words, and each sign that is no word."""
        parted = self._parted.get(text)
        if parted is None:
            parted = self._parted[text] = _choices(text)
        return parted

    def step(self, text: str, leads: bool) -> Element:
        """The element of a step; `leads` when it stands before all others."""
        key = (text, leads)
        element = self._steps.get(key)
        if element is None:
            element = self._steps[key] = _element(text, self, leads)
        return element

    def once(self, words: frozenset[str]) -> frozenset[str]:
        """The same words, as they were given first."""
        return self._kept.setdefault(words, words)

    def share(self, words: frozenset[str]) -> float:
        """How many words of a thousand million are one of these, by their Zipf values."""
        share = self._shares.get(words)
        if share is None:
            share = self._shares[words] = sum(map(self._weights.__getitem__, words))
        return share


def load_patterns(
    folder: Path, frequencies: Mapping[str, float] = MappingProxyType({})
) -> PatternSuggester:
    """All rules of a folder; by `frequencies` (Zipf values) each is looked for at its rarest step.

    Raises BadResource naming the file and the rule.
    """
    try:
        data = tomllib.loads((folder / _WORDS_FILE).read_text("utf-8"))
        inflection = Inflection(word_lists(data["lists"]))
        classes = Classes(_classes(data, inflection), frequencies)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadResource(f"{_WORDS_FILE} cannot be read: {error}") from error
    rules: list[PatternRule] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != _WORDS_FILE:
            rules.extend(_rules_of(path, classes))
    return PatternSuggester(rules, inflection)


def _rules_of(path: Path, classes: Classes) -> list[PatternRule]:
    name = ""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        group = str(data["group"])
        rules: list[PatternRule] = []
        for row in data.get("rule", ()):
            name = str(row["id"])
            rules.append(_rule(group, row, classes))
        for table in data.get("phrases", ()):
            for wrong, right in table["forms"].items():
                name = str(wrong)
                rules.append(_phrase(group, table, (name, str(right)), classes))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadResource(f"{path.name} is no rule file: {name}: {error}") from error
    return rules


def _rule(group: str, row: Mapping[str, Any], classes: Classes) -> PatternRule:
    return PatternRule(
        f"{group}/{row['id']}",
        Kind(row.get("class", "correctness")),
        str(row["reason"]),
        str(row["certainty"]),
        tuple(p for line in row["patterns"] for p in parse(line, classes)),
        tuple((str(bad), str(good)) for bad, good in row["fires"]),
        tuple(str(text) for text in row["leave"]),
    )


def _phrase(
    group: str, table: Mapping[str, Any], change: tuple[str, str], classes: Classes
) -> PatternRule:
    """A fixed phrase as a rule of its own, so that it has a record of its own."""
    wrong, right = change
    first = right.split(" / ")[0]
    shown = first if first and len(first) < 30 else ""
    plain = str(table.get("reason", _PHRASE_REASON if shown else "Another form is usual here."))
    return PatternRule(
        f"{group}/{wrong.replace('-', '_').replace(' ', '-')}",
        Kind(table.get("class", "correctness")),
        plain.replace("{new}", shown),
        str(table["certainty"]),
        parse(f"[{wrong} -> {right}]", classes),
        ((wrong, first),),
        (first,) if first else (),
    )


def parse(line: str, classes: Classes) -> tuple[Pattern, ...]:
    """The patterns of a line; one that has a mark among its words stands for several.

    Raises ValueError or KeyError.
    """
    parts = _BRACKET.match(line)
    if parts is None:
        raise ValueError(f"no [wrong -> right] in “{line}”")
    head, wrong, tail = (part.split() for part in (parts[1], parts[2], parts[4]))
    corrections = [text.strip() for text in parts[3].split(" / ")]
    found: list[Pattern] = []
    for steps in product(*map(classes.choices, (*head, *wrong, *tail))):
        elements = tuple(classes.step(step, at == 0) for at, step in enumerate(steps))
        first = sum(element.takes for element in elements[: len(head)])
        last = sum(element.takes for element in elements[: len(head) + len(wrong)])
        taking = sum(element.takes for element in elements)
        slots = tuple(_slots(text, taking) for text in corrections)
        found.append(Pattern(elements, first, last, anchor_of(elements, classes.share), slots))
    return tuple(found)


def _choices(step: str) -> tuple[str, ...]:
    optional = "?" if len(step) > 1 and step.endswith("?") else ""
    parts = step.removesuffix(optional).split("|")
    signs = [part for part in parts if part in _BARE]
    words = [part for part in parts if part not in _BARE]
    together = ["|".join(words) + optional] if words else []
    return (*together, *(sign + optional for sign in signs)) or (step,)


def _element(step: str, classes: Classes, leads: bool) -> Element:
    optional = len(step) > 1 and step.endswith("?")
    step = step[:-1] if optional else step
    if step in _BARE:
        return Element(_BARE[step], optional=optional)
    where = Where.WORD
    if len(step) > 1 and step.startswith("!"):
        where, step = (Where.NOT_BEFORE if leads else Where.NOT), step[1:]
    exact = len(step) > 1 and step.startswith("=")
    words, more = _words(step.removeprefix("=" if exact else ""), classes)
    return Element(where, words, optional, exact, more)


def _words(step: str, classes: Classes) -> tuple[frozenset[str], frozenset[str]]:
    """The largest class of a step, shared because classes are large, and its other words."""
    parts = step.split("|")
    named = [classes[part[1:]] for part in parts if part.startswith("@")]
    largest = max(named, key=len, default=frozenset[str]())
    listed = frozenset(part for part in parts if not part.startswith("@"))
    return largest, classes.once(listed.union(*named) - largest)


def _slots(text: str, taking: int) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    end = 0
    for match in _SLOT.finditer(text):
        token = int(match[1]) - 1
        if not 0 <= token < taking:
            raise ValueError(f"no word {match[0]}")
        slots.append(Slot(text[end : match.start()]))
        slots.append(Slot(token=token, form=Form(match[2]) if match[2] else None))
        end = match.end()
    slots.append(Slot(text[end:]))
    return tuple(slot for slot in slots if slot.text or slot.token >= 0)


def _classes(data: Mapping[str, Any], inflection: Inflection) -> dict[str, frozenset[str]]:
    """The listed classes and those that follow from the forms of listed words."""
    verbs = inflection.forms(Form.BASE)
    bases = frozenset(verbs.values())

    def made(form: Form) -> frozenset[str]:
        return frozenset(inflection.forms(form)[base] for base in bases)

    past, participle, third, ing = map(made, (Form.PAST, Form.PARTICIPLE, Form.THIRD, Form.ING))
    nouns = frozenset(inflection.forms(Form.PLURAL))
    plurals = frozenset(inflection.forms(Form.SINGULAR))
    lists = {str(name): frozenset(str(words).split()) for name, words in data["lists"].items()}
    classes: dict[str, frozenset[str]] = {
        **lists,
        "base": bases,
        "third": third,
        "past": past - bases,
        "participle": participle - bases,
        "onlypast": past - participle - bases,
        "onlyparticiple": participle - past - bases,
        "ing": ing,
        "possessive": frozenset(word + "'s" for word in nouns),
        "verb_possessive": frozenset(word + "'s" for word in bases - nouns - {"let"}),
        "noun": nouns,
        "plural": plurals,
        "onlynoun": nouns - bases - lists.get("adjective", frozenset()),
        "onlyplural": plurals - third,
        "comparative": frozenset(inflection.forms(Form.COMPARED).values()),
        "superlative": frozenset(inflection.forms(Form.MOST).values()),
    }
    for name, steps in data.get("classes", {}).items():
        words: set[str] = set()
        for part in str(steps).split():
            if part.startswith("-@"):
                words -= classes[part[2:]]
            elif part.startswith("@"):
                words |= classes[part[1:]]
            elif part.startswith("-"):
                words.discard(part[1:])
            else:
                words.add(part)
        classes[str(name)] = frozenset(words)
    return classes
