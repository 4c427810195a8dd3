"""What a record of answers shows: the shift of a confidence in log odds, and how sure it is.

A record compares what was kept with what the shipped confidence led to expect. The writer's
answers are added to a prior centred on the shipped confidence (a Beta distribution worth `PRIOR`
answers); the shift is the difference of the two in log odds. It is exactly 0 until the answers
differ by more than chance explains.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from suggest.learning.definitions import (
    DOCUMENT_SHARE,
    ONE_VOICE,
    PRIOR,
    SURE_DOWN,
    SURE_UP,
    VOICES,
    faded,
)

_LEAST, _MOST = 0.002, 0.98
_VOICE_SHARE = 0.25
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Note:
    """One answer in a record. `odds` are the log odds it was shipped with.

    `voice` is what must agree with others: the rule in a wide record, the phrase in a rule's.
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
    praise.
    """

    now: datetime
    order: int
    refusal: float


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
    """Weighs a record. `offset` is the shift that wider records already give a note's proposal;
    `wide` records must speak with one voice."""
    firm = [note for note in notes if not note.mild]
    if not firm:
        return NOTHING
    told = _weighed(firm, moment, offset)
    sign = math.copysign(1.0, told.excess)
    sure = told.excess / math.sqrt(told.variance)
    if abs(sure) < (SURE_DOWN if sign < 0 else SURE_UP) or (wide and not told.agrees(sign)):
        return Measure(0.0, sure, told.answers, min(note.at for note in firm))
    whole = told if len(firm) == len(notes) else _weighed(notes, moment, offset)
    return Measure(whole.shift, sure, whole.answers, min(note.at for note in firm))


def capped(weights: Mapping[str, float], share: float, prior: float = PRIOR) -> dict[str, float]:
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

    @property
    def shift(self) -> float:
        mean = min(_MOST, max(_LEAST, self.expected / self.answers))
        after = (PRIOR * mean + self.kept) / (PRIOR + self.answers)
        return log_odds(after) - log_odds(mean)

    def agrees(self, sign: float) -> bool:
        pulls = [sign * value for value in self.voices.values()]
        along = [pull for pull in pulls if pull >= 0.5]
        against = -sum(pull for pull in pulls if pull < 0)
        return len(along) >= VOICES and against <= ONE_VOICE * sum(along)


def _weighed(notes: Sequence[Note], moment: Moment, offset: Callable[[Note], float]) -> _Weighed:
    fresh = [n.weight * faded(moment.order - n.order, moment.now - n.at) for n in notes]
    fresh = _shared([n.voice for n in notes], fresh, _VOICE_SHARE)
    # Last, for it is a promise: what other caps take away must not lift a document's share.
    fresh = _shared([n.document for n in notes], fresh, DOCUMENT_SHARE, alone=True)
    quiet = math.log(moment.refusal)
    answers = kept = expected = variance = 0.0
    voices: dict[str, float] = {}
    for note, weight in zip(notes, fresh, strict=True):
        odds = note.odds - quiet + offset(note)
        chance = min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds))))
        answers += weight
        kept += weight * note.kept
        expected += weight * chance
        variance += weight * max(1.0, note.weight) * chance * (1 - chance)
        voices[note.voice] = voices.get(note.voice, 0.0) + weight * (note.kept - chance)
    return _Weighed(answers, kept, expected, variance, voices)


def _shared(
    names: Sequence[str], weights: Sequence[float], share: float, *, alone: bool = False
) -> list[float]:
    """Weights scaled so that no name carries more than its share; a single name only if `alone`."""
    sums: dict[str, float] = {}
    for name, weight in zip(names, weights, strict=True):
        sums[name] = sums.get(name, 0.0) + weight
    if len(sums) < 2 and not alone:
        return list(weights)
    limits = capped(sums, share)
    scale = {name: limits[name] / value if value else 0.0 for name, value in sums.items()}
    return [w * scale[name] for name, w in zip(names, weights, strict=True)]


def log_odds(chance: float) -> float:
    """log(p / (1 - p)) of a probability strictly between 0 and 1."""
    return math.log(chance / (1 - chance))
