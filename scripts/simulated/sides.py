"""Both sides of one simulated writer: the shipped confidence alone, and with learning."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from scripts.simulated.writers import START, Offer, Table, Writer, rules_of, stream
from suggest.learning.answers import Answer
from suggest.learning.definitions import KEPT
from suggest.learning.learner import Learner, Listeners
from suggest.learning.station import moved
from suggest.values import Dismissal, Outcome

OUTCOMES = 200
"""Outcomes that a writer gives without learning; the goal is held within them."""
MOST_OFFERS = 10
"""Proposals for each outcome at most; a writer who muted nearly everything has fewer outcomes."""


@dataclass(slots=True)
class Tally:
    """What one side came to."""

    shown: list[int] = field(default_factory=list)
    kept: int = 0
    dismissed: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """Both sides of one writer; `late_*` count the second half of the stream only."""

    name: str
    off: Tally
    on: Tally

    @property
    def fewer(self) -> float:
        """Share of dismissals that learning saved."""
        return 1 - self.on.dismissed / self.off.dismissed if self.off.dismissed else 0.0

    @property
    def kept(self) -> float:
        """Kept suggestions with learning for each one without."""
        return self.on.kept / self.off.kept if self.off.kept else 1.0

    @property
    def changed(self) -> int:
        """Proposals shown on one side only."""
        return len(set(self.on.shown) ^ set(self.off.shown))


def simulate(writer: Writer, seed: int, table: Table, outcomes: int = OUTCOMES) -> Result:
    """Both sides of one writer over the stream that gives so many outcomes without learning."""
    draw = random.Random(seed)
    rules = rules_of(draw, table, writer.phrases)
    offers: list[Offer] = []
    off = Tally()
    hidden = Hidden()
    endless = stream(draw, rules, writer.taste(draw, rules))
    for offer in islice(endless, MOST_OFFERS * outcomes):
        offers.append(offer)
        if offer.shipped >= table.policy.bar(offer.subject.kind, 0.5) and hidden.lets(offer):
            count(off, offer)
            hidden.heard(offer)
            if len(off.shown) == outcomes:
                break
    return Result(writer.name, off, learned(offers, table))


def learned(offers: Sequence[Offer], table: Table) -> Tally:
    """The side with learning; it hears only answers to what it showed."""
    now = START
    quiet = Listeners(lambda news: None, lambda kept: None)
    learner = Learner(lambda: now, quiet)
    hidden, on = Hidden(), Tally()
    for offer in offers:
        now = offer.at
        sure = moved(offer.shipped, learner.shift(offer.subject))
        clears = sure >= table.policy.bar(offer.subject.kind, 0.5)
        if clears and not learner.mutes(offer.subject.rule) and hidden.lets(offer):
            count(on, offer)
            hidden.heard(offer)
            learner.take(answer_of(offer))
    return on


class Hidden:
    """What the writer refused by name: phrases and rules that stay hidden on both sides."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def lets(self, offer: Offer) -> bool:
        """False for what the writer refused by name before."""
        return not {offer.subject.rule, offer.subject.original} & self._names

    def heard(self, offer: Offer) -> None:
        """An answer."""
        if offer.dismissal is Dismissal.NOT_PHRASE:
            self._names.add(offer.subject.original)
        elif offer.dismissal is Dismissal.MUTE_RULE:
            self._names.add(offer.subject.rule)


def answer_of(offer: Offer) -> Answer:
    """The answer as the log would hold it."""
    ends = (offer.outcome, offer.dismissal)
    one = ("simulated", str(offer.number))
    return Answer(one, offer.document, offer.at, offer.subject, offer.shipped, *ends)


def count(tally: Tally, offer: Offer) -> None:
    """Adds one shown proposal to a side."""
    tally.shown.append(offer.number)
    tally.kept += offer.outcome in KEPT
    tally.dismissed += offer.outcome is Outcome.DISMISSED
