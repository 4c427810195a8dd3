"""Writers with tastes and the stream of proposals each of them meets."""

import json
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suggest.learning.answers import Subject
from suggest.policy import Bars, Policy
from suggest.values import Dismissal, Kind, Outcome

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PER_DRAFT = 10
FLIP = 160
"""Proposal at which tastes flip: about half of those that 200 outcomes need."""
PLACES = ("paragraph", "heading", "list_item")
PLACE_WEIGHTS = (6, 2, 3)
STYLE_KINDS = {"hedge": Kind.TONE, "inclusive": Kind.TONE, "machine": Kind.TONE}
LIKED, DISLIKED = 0.75, 0.05
"""Chances to keep a mark, given a taste."""
FIRM, MILD = 0.8, 0.35
"""Chances that a mark which is not kept is dismissed and not passed over, disliked or not."""
TOUCHED = 0.4
"""Part of a writer's marks that a taste against rules, lists or phrases is about, at least."""


@dataclass(frozen=True, slots=True)
class Table:
    """What ships: log odds of style entries, names of correctness rules, the bars."""

    entries: dict[str, float]
    correctness: tuple[str, ...]
    policy: Policy


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal of the stream: its shipped confidence and what the writer will say."""

    number: int
    document: str
    at: datetime
    subject: Subject
    shipped: float
    outcome: Outcome
    dismissal: Dismissal | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as this writer meets it."""

    name: str
    kind: Kind
    odds: float
    phrases: tuple[str, ...]


Taste = Callable[[Subject, int], float | None]
"""The chance that the writer keeps it, by subject and number; None: what shipped is right.

A chance of `LIKED` is raised to the shipped one where that is higher.
"""


def read_table(path: Path = RESOURCES / "confidence.json") -> Table:
    """The shipped confidence table."""
    data = json.loads(path.read_text("utf-8"))
    bars = {Kind(name): Bars(*values) for name, values in data["bars"].items()}
    return Table(data["entries"], tuple(sorted(data["rates"])), Policy(bars))


def rules_of(draw: random.Random, table: Table, phrases: int) -> list[Rule]:
    """The rules that this writer's drafts set off, commonest first."""
    style = [
        Rule(name, STYLE_KINDS.get(name.partition("/")[0], Kind.CLARITY), odds, words)
        for name, odds in draw.sample(sorted(table.entries.items()), 16)
        for words in [words_of(name, draw.randint(1, phrases))]
    ]
    grammar = [
        Rule(name, Kind.CORRECTNESS, draw.gauss(1.2, 0.8), words_of(name, draw.randint(1, phrases)))
        for name in draw.sample(table.correctness, 8)
    ]
    found = [*style, *grammar]
    draw.shuffle(found)
    return found


def stream(draw: random.Random, rules: Sequence[Rule], taste: Taste) -> Iterator[Offer]:
    """Proposals without end, with the answer to each."""
    weights = shares(rules)
    number = 0
    while True:
        rule = draw.choices(rules, weights)[0]
        phrase = draw.choices(rule.phrases, [1 / (n + 1) for n in range(len(rule.phrases))])[0]
        place = draw.choices(PLACES, PLACE_WEIGHTS)[0]
        subject = Subject(rule.name, rule.kind, phrase, f"{phrase}-new", place)
        odds = rule.odds + (draw.gauss(0, 0.7) if rule.kind is Kind.CORRECTNESS else 0.0)
        shipped = 1 / (1 + math.exp(-odds))
        wish = taste(subject, number)
        outcome, dismissal = said(
            draw, shipped if wish is None else max(shipped, wish) if wish == LIKED else wish
        )
        draft = number // PER_DRAFT
        at = START + timedelta(days=draft, minutes=number % PER_DRAFT)
        yield Offer(number, f"draft-{draft}", at, subject, shipped, outcome, dismissal)
        number += 1


def shares(rules: Sequence[Rule]) -> list[float]:
    """How often each rule is met, commonest first, as word habits go (Zipf's law)."""
    weights = [1 / (place + 1) for place in range(len(rules))]
    return [weight / sum(weights) for weight in weights]


def said(draw: random.Random, chance: float) -> tuple[Outcome, Dismissal | None]:
    """One answer. Who dislikes a mark says so more often than who merely does not need it."""
    if draw.random() < chance:
        names = (Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED)
        return draw.choices(names, (80, 12, 8))[0], None
    if draw.random() < (FIRM if chance <= DISLIKED else MILD):
        return Outcome.DISMISSED, draw.choices(list(Dismissal), (15, 72, 10, 3))[0]
    return Outcome.IGNORED, None


# --- tastes: each takes the writer's dice and rules


def no_taste(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Keeps what the shipped confidence says is kept."""
    return lambda subject, number: None


def by_rule(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Dislikes some rules, likes the others."""
    return _of(touched(draw, {r.name: w for r, w in zip(rules, shares(rules), strict=True)}))


def by_list(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Dislikes whole lists of rules."""
    weights: dict[str, float] = {}
    for rule, weight in zip(rules, shares(rules), strict=True):
        name = rule.name.partition("/")[0]
        weights[name] = weights.get(name, 0.0) + weight
    bad = touched(draw, weights)
    return _of({rule.name for rule in rules if rule.name.partition("/")[0] in bad})


def by_phrase(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Dislikes single phrases, whatever rule marks them."""
    weights = {
        phrase: weight / (place + 1)
        for rule, weight in zip(rules, shares(rules), strict=True)
        for place, phrase in enumerate(rule.phrases)
    }
    bad = touched(draw, weights)
    return lambda subject, number: DISLIKED if subject.original in bad else LIKED


def by_place(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Dislikes marks outside running text, and a few rules."""
    bad = {rule.name for rule in draw.sample(list(rules), len(rules) // 8)}

    def taste(subject: Subject, number: int) -> float | None:
        return DISLIKED if subject.place != "paragraph" or subject.rule in bad else LIKED

    return taste


def mixed(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Dislikes some rules, some phrases and one kind of place."""
    bad = {rule.name for rule in draw.sample(list(rules), len(rules) // 5)}
    phrases = sorted({phrase for rule in rules for phrase in rule.phrases})
    odd = set(draw.sample(phrases, len(phrases) // 8))
    place = draw.choice(PLACES[1:])

    def taste(subject: Subject, number: int) -> float | None:
        wrong = subject.rule in bad or subject.original in odd or subject.place == place
        return DISLIKED if wrong else LIKED

    return taste


def flips(draw: random.Random, rules: Sequence[Rule]) -> Taste:
    """Dislikes some rules; halfway exactly the others are disliked."""
    first = touched(draw, {r.name: w for r, w in zip(rules, shares(rules), strict=True)})

    def taste(subject: Subject, number: int) -> float | None:
        return DISLIKED if (subject.rule in first) == (number < FLIP) else LIKED

    return taste


def touched(draw: random.Random, weights: Mapping[str, float]) -> set[str]:
    """Names at random until they make up `TOUCHED` of all weight; none that is half of it alone."""
    names = [name for name in sorted(weights) if weights[name] < 0.5 * sum(weights.values())]
    draw.shuffle(names)
    found: set[str] = set()
    while names and sum(weights[name] for name in found) < TOUCHED * sum(weights.values()):
        found.add(names.pop())
    return found


def _of(bad: set[str]) -> Taste:
    return lambda subject, number: DISLIKED if subject.rule in bad else LIKED


@dataclass(frozen=True, slots=True)
class Writer:
    """A kind of writer; rules have at most so many phrases."""

    name: str
    taste: Callable[[random.Random, Sequence[Rule]], Taste]
    phrases: int


WRITERS = (
    *(Writer(f"by rule {n}", by_rule, n) for n in (1, 1, 2, 3, 4)),
    *(Writer(f"by list {n}", by_list, n) for n in (1, 2, 3)),
    *(Writer(f"by phrase {n}", by_phrase, n) for n in (1, 2, 3, 4)),
    *(Writer(f"by place {n}", by_place, n) for n in (1, 1, 2, 3)),
    *(Writer(f"mixed {n}", mixed, n) for n in (1, 2, 3)),
    Writer("flips", flips, 2),
    Writer("no taste", no_taste, 2),
)


def words_of(rule: str, number: int) -> tuple[str, ...]:
    return tuple(f"{rule.partition('/')[2]}-{n}" for n in range(number))
