"""What a record of answers shows: the shift of a confidence in log odds, and how sure it is.

A record compares what was kept with what the shipped confidence led to expect. The writer's
answers are added to a prior centred on the shipped confidence (a Beta distribution worth `PRIOR`
answers); the shift is the difference of the two in log odds. It is exactly 0 until the answers
differ by more than chance explains.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from suggest.learning.definitions import (
    CALM_SCATTER,
    DOCUMENT_SHARE,
    LEAST_ANSWERS,
    LEAST_PRIOR,
    LEAST_SPREAD,
    LEAST_SURE,
    MOST_SURE,
    ONE_VOICE,
    ONE_VOICE_WIDE,
    PRIOR,
    SURER_UP,
    VOICE,
    VOICES,
    WILD_SCATTER,
    faded,
)

_LEAST, _MOST = 0.02, 0.98
_VOICE_SHARE = 0.25
_ROUNDS = 60
_CALM = 6.0


@dataclass(frozen=True, slots=True)
class Note:
    """One answer in a record. `odds` are the log odds it was shipped with.

    `voice` is the part of a record that must agree with its other parts.
    `mild` marks *Not now*, which never decides anything.
    """

    document: str
    voice: str
    weight: float
    kept: bool
    odds: float
    mild: bool
    order: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """When a record is looked at: `order` counts the writer's answers so far.

    `refusal` is the mean weight of this writer's refusals. Who mostly ignores says no quietly, and
    fewer weighed refusals are expected of such a writer; without this, silence would pass for
    praise. `sure` is how many standard errors convince, `prior` what the shipped confidence then
    weighs; see
    `conviction`.
    """

    now: datetime
    order: int
    refusal: float
    sure: float = MOST_SURE
    prior: float = PRIOR


@dataclass(frozen=True, slots=True)
class Measure:
    """What a record shows. `shift` is in log odds, `sure` in standard errors, `answers` weighed."""

    shift: float = 0.0
    sure: float = 0.0
    answers: float = 0.0
    since: datetime | None = None


NOTHING = Measure()


def measure(
    notes: Sequence[Note], moment: Moment, offset: Callable[[Note], float], *, wide: bool
) -> Measure:
    """Weighs a record. `offset` is the shift that wider records already give a note's proposal.

    `wide` records must speak with one voice, and never show more: what a rule that was held back
    would do in this writer's drafts is not known from its neighbours.
    """
    firm = [note for note in notes if not note.mild]
    if not firm:
        return NOTHING
    told = _weighed(firm, moment, offset, PRIOR)
    sure = told.excess / math.sqrt(told.variance)
    if sure < 0:
        enough = -sure >= moment.sure and told.answers >= LEAST_ANSWERS and told.agrees(wide)
    else:
        enough = sure >= moment.sure + SURER_UP and not wide
    since = min(note.at for note in firm)
    if not enough:
        return Measure(0.0, sure, told.answers, since)
    whole = _weighed(notes, moment, offset, moment.prior)
    return Measure(whole.shift(moment.prior), sure, told.answers, since)


def conviction(sures: Iterable[float]) -> float:
    """How plain the tastes of this writer are, 0 to 1, from the errors of all rules (or places).

    By chance the squares of the standard errors average 1. The more they scatter beyond that, the
    less likely any one of them is chance: `convinced` then asks for fewer standard errors and lets
    the shipped confidence weigh less.
    """
    squares = [sure * sure for sure in sures]
    scatter = (_CALM + sum(squares)) / (_CALM + len(squares))
    return min(1.0, max(0.0, (scatter - CALM_SCATTER) / (WILD_SCATTER - CALM_SCATTER)))


def convinced(moment: Moment, share: float) -> Moment:
    """The moment with what it takes to convince at that plainness of tastes."""
    sure = MOST_SURE + (LEAST_SURE - MOST_SURE) * share
    return replace(moment, sure=sure, prior=PRIOR + (LEAST_PRIOR - PRIOR) * share)


def capped(weights: Mapping[str, float], share: float, prior: float) -> dict[str, float]:
    """The weights with none above `share` of the prior and all capped weights together."""
    limit = share * (prior + sum(weights.values()))
    for _ in range(_ROUNDS):
        lower = share * (prior + sum(min(value, limit) for value in weights.values()))
        if limit - lower < 1e-9:
            break
        limit = lower
    return {name: min(value, limit) for name, value in weights.items()}


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Sums over a record: weighed answers, kept ones, expected ones, and each voice's excess."""

    answers: float
    kept: float
    expected: float
    variance: float
    voices: Mapping[str, float]

    @property
    def excess(self) -> float:
        return self.kept - self.expected

    def shift(self, prior: float) -> float:
        mean = min(_MOST, max(_LEAST, self.expected / self.answers))
        after = (prior * mean + self.kept) / (prior + self.answers)
        return log_odds(after) - log_odds(mean)

    def agrees(self, wide: bool) -> bool:
        """True when hardly any voice speaks for more, and, in a wide record, enough for less."""
        down = [-value for value in self.voices.values() if value < 0]
        up = sum(value for value in self.voices.values() if value > 0)
        if not wide:
            return up <= ONE_VOICE * sum(down)
        return sum(d >= VOICE for d in down) >= VOICES and up <= ONE_VOICE_WIDE * sum(down)


def _weighed(
    notes: Sequence[Note], moment: Moment, offset: Callable[[Note], float], prior: float
) -> _Weighed:
    fresh = [n.weight * faded(moment.order - n.order, moment.now - n.at) for n in notes]
    voices = [note.voice for note in notes]
    if len(set(voices)) > 1:
        fresh = _shared(voices, fresh, _VOICE_SHARE, PRIOR)
    # Last, for it is a promise: what other caps take away must not lift a document's share.
    fresh = _shared([n.document for n in notes], fresh, DOCUMENT_SHARE, prior)
    quiet = math.log(moment.refusal)
    answers = kept = expected = variance = 0.0
    excess: dict[str, float] = {}
    for note, weight in zip(notes, fresh, strict=True):
        odds = note.odds - quiet + offset(note)
        chance = min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds))))
        answers += weight
        kept += weight * note.kept
        expected += weight * chance
        variance += weight * max(1.0, note.weight) * max(LEAST_SPREAD, chance * (1 - chance))
        excess[note.voice] = excess.get(note.voice, 0.0) + weight * (note.kept - chance)
    return _Weighed(answers, kept, expected, variance, excess)


def _shared(
    names: Sequence[str], weights: Sequence[float], share: float, prior: float
) -> list[float]:
    """Weights scaled so that no name carries more than its share of the prior and all of them."""
    sums: dict[str, float] = {}
    for name, weight in zip(names, weights, strict=True):
        sums[name] = sums.get(name, 0.0) + weight
    limits = capped(sums, share, prior)
    scale = {name: limits[name] / value if value else 0.0 for name, value in sums.items()}
    return [w * scale[name] for name, w in zip(names, weights, strict=True)]


def log_odds(chance: float) -> float:
    """log(p / (1 - p)) of a probability strictly between 0 and 1."""
    return math.log(chance / (1 - chance))
