"""The offline second pass: log odds that the writer accepts, from features and past rates."""

import asyncio
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suggest.changes import leaning
from suggest.features import NAMED, features, rate_key, surroundings
from suggest.values import DocumentFacts, Grade, Kind, Passage, Proposal

UNSAID = -1.0
"""In place of a certainty where the author of a rule gave none."""
NEVER = -8.0
"""Log odds of what is not to be shown, whatever else speaks for it."""
_SLICE = 0.001
_SHARES = {
    Kind.CORRECTNESS: (0.45, 0.27),
    Kind.CLARITY: (0.42, 0.22),
    Kind.TONE: (0.40, 0.22),
    Kind.POST: (0.38, 0.22),
    Kind.FACT: (0.38, 0.22),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """What a rule did on the development data: log odds of agreement and log of sightings."""

    odds: float
    seen: float


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model over the features and the rates of the rules it knows."""

    bias: float
    weights: Mapping[str, float]
    rates: Mapping[str, Rate]
    unknown: Rate

    def score(self, rule: str, found: Mapping[str, float]) -> float:
        """Log odds before calibration; what looks like a name has the least."""
        if found.get(NAMED):
            return NEVER
        rate = self.rates.get(rate_key(rule, found), self.unknown)
        weights = self.weights
        total = self.bias + weights.get("rate", 0.0) * rate.odds
        total += weights.get("seen", 0.0) * rate.seen
        for name, value in found.items():
            if value:
                total += weights.get(name, 0.0) * value
        return total


class FeatureGrader:
    """Grades correctness by the model, all other classes by the record of the entry."""

    def __init__(
        self,
        model: Model,
        entries: Mapping[str, float],
        frequencies: Mapping[str, float],
        sizes: Mapping[str, float] | None = None,
        quiet: float | None = None,
    ) -> None:
        """`sizes` are the weights of what an edit changes, for edits that no entry speaks for.

        `quiet` are the log odds of a sure correction by a rule that no data has seen.
        """
        self._model = model
        self._entries = entries
        self._frequencies = frequencies
        self._sizes = sizes or {}
        self._quiet = quiet

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        """One grade per proposal, in order; gives the loop back every millisecond."""
        if not proposals:
            return []
        around = surroundings(passage, proposals, facts, self._frequencies)
        grades: list[Grade] = []
        since = time.perf_counter()
        for proposal in proposals:
            if has_record(proposal):
                score = self._record(proposal)
            else:
                score = self._model.score(proposal.rule, features(proposal, around))
            grades.append(Grade(score))
            if time.perf_counter() - since > _SLICE:
                await asyncio.sleep(0)
                since = time.perf_counter()
        return grades

    def _record(self, proposal: Proposal) -> float:
        """The record of the entry, or its prior.

        Where no author said how sure the entry is, what votes say of edits of that size counts.
        """
        known = self._entries.get(proposal.rule)
        if known is not None:
            return known
        if self._quiet is not None and is_sure(proposal):
            return self._quiet
        if proposal.signal("certainty", UNSAID) != UNSAID:
            return prior(proposal)
        return self.unheard(proposal)

    def unheard(self, proposal: Proposal) -> float:
        """Log odds for an edit of which only its class and its words are known."""
        score = prior(proposal)
        if proposal.replacement is None:
            return score
        return score + leaning(proposal.original, proposal.replacement, self._sizes)


def has_record(proposal: Proposal) -> bool:
    """True for house rules and for style: judged by the record of the entry, not by features."""
    return proposal.kind is not Kind.CORRECTNESS or proposal.signal("certainty", UNSAID) != UNSAID


def is_sure(proposal: Proposal) -> bool:
    """True for a correction whose author was sure of it."""
    return proposal.kind is Kind.CORRECTNESS and proposal.signal("certainty", UNSAID) == 1.0


def prior(proposal: Proposal) -> float:
    """Log odds for an entry without a record, by class and by how sure its author was."""
    share = prior_share(proposal)
    return math.log(share / (1 - share))


def prior_share(proposal: Proposal) -> float:
    """The share of writers expected to accept, before any of them has been seen.

    From the votes on single edits: fluency edits by people are accepted 79 times in 100, edits for
    clarity 58, for coherence 38.
    """
    low, span = _SHARES[proposal.kind]
    sure = proposal.signal("certainty", UNSAID)
    return low + span * (0.5 if sure == UNSAID else sure)
