"""Rates, weights and calibration from labelled proposals, cross-fitted by post."""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from scripts.training.collect import Sample
from scripts.training.sets import OWN
from suggest.calibration import LEAST, MOST, interpolated
from suggest.features import FALLS, NAMED, RISES, rate_key
from suggest.grading import Model, Rate, has_record, is_sure, prior, prior_share
from suggest.values import Kind, Proposal

# They have no types, and the checks must come out alike where they are not installed.
_REGRESSION: Any = LogisticRegression
_MINIMISE: Any = minimize

FOLDS = 5
CLEAN_POSTS = ("posts_clean", "posts_clean_md")
_WEIGHTS = {
    "posts_revisions": 1.0,
    "posts_docs": 1.0,
    "extra_revisions": 0.35,
    "posts_clean": 0.2,
    "posts_clean_md": 0.2,
}
_FIXES = 2.0
"""Paragraphs of commits that fix slips count double: only there is silence a judgement."""
_RECORD_RIGHT = {"posts_revisions": 1.0, "posts_docs": 1.0, "extra_revisions": 0.35, OWN: 0.5}
_RECORD_WRONG = {"posts_clean_md": 0.16}
_CORRECTION_WRONG = {"posts_clean_md": 0.5, "posts_revisions": 0.5, "posts_docs": 0.5}
_OWN_WEIGHT = 0.5
"""Our own labelled posts count half, as rules were written with their open half in sight."""
_CATALOGUE_WEIGHT = 0.1
"""Single made-up sentences, each with a slip, say little of how often a rule is wrong."""
_KIN_BELIEF = 10.0
"""A slip that a published post kept, or a fixing hand passed over, says more than a style mark."""
_BELIEF = 10.0
"""How many writers' answers the prior of an entry is worth."""
_PRIOR = 4.0
_STRENGTH = 0.05
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model and the points from its scores to confidence."""

    model: Model
    points: tuple[tuple[float, float], ...]
    records: Mapping[str, float]
    quiet: float

    def confidence(self, sample: Sample) -> float:
        """What the product would say."""
        if has_record(sample.proposal):
            odds = self.records.get(sample.proposal.rule, self._unseen(sample.proposal))
            return 1 / (1 + math.exp(-odds))
        score = self.model.score(sample.proposal.rule, sample.found)
        return min(MOST, max(LEAST, interpolated(self.points, score)))

    def _unseen(self, proposal: Proposal) -> float:
        return self.quiet if is_sure(proposal) else prior(proposal)


def fold_of(post: str) -> int:
    """The fold of a post, the same in every set."""
    return int(hashlib.md5(post.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def weight_of(sample: Sample) -> float:
    """What a proposal counts in training; 0 for sets that only judge."""
    weight = _WEIGHTS.get(sample.set, 0.0)
    return weight * _FIXES if sample.kind == "fix" else weight


def usable(samples: Sequence[Sample]) -> list[Sample]:
    """Proposals that the model judges, with a clear verdict, in the training sets."""
    return [
        s
        for s in samples
        if not (has_record(s.proposal) or s.neutral or s.found.get(NAMED)) and weight_of(s) > 0
    ]


def rates_of(samples: Sequence[Sample]) -> tuple[dict[str, Rate], Rate]:
    """Log odds of agreement per rule, drawn to the mean of all rules of its kind, and the mean."""
    right: defaultdict[str, float] = defaultdict(float)
    seen: defaultdict[str, float] = defaultdict(float)
    for sample in samples:
        weight = weight_of(sample)
        key = rate_key(sample.proposal.rule, sample.found)
        seen[key] += weight
        right[key] += weight * sample.agree
    mean = sum(right.values()) / max(1.0, sum(seen.values()))
    mean = min(0.2, max(0.02, mean))
    rates = {
        rule: Rate(
            round(_logit((right[rule] + _PRIOR * mean) / (seen[rule] + _PRIOR)), 3),
            round(math.log1p(seen[rule]), 3),
        )
        for rule in sorted(seen)
    }
    return rates, Rate(round(_logit(mean), 3), 0.0)


def train(samples: Sequence[Sample]) -> Model:
    """The logistic model; rates are taken from other folds than the sample's own."""
    folds = sorted({fold_of(s.post) for s in samples})
    rows: list[dict[str, float]] = []
    kept: list[Sample] = []
    for fold in folds:
        rates, unknown = rates_of([s for s in samples if fold_of(s.post) != fold])
        for sample in samples:
            if fold_of(sample.post) == fold:
                rate = rates.get(rate_key(sample.proposal.rule, sample.found), unknown)
                rows.append({**sample.found, "rate": rate.odds, "seen": rate.seen})
                kept.append(sample)
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    scale = table.std(axis=0)
    scale[scale < _EDGE] = 1.0
    bias, weights = _logistic(
        table / scale,
        np.array([s.agree for s in kept], dtype=float),
        np.array([weight_of(s) for s in kept]),
        [_bounds(name) for name in names],
    )
    weights = weights / scale
    rates, unknown = rates_of(samples)
    return Model(
        round(bias, 4),
        {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)},
        rates,
        unknown,
    )


def _bounds(name: str) -> tuple[float | None, float | None]:
    """The sign that a weight may have: the score is monotone where that is plain sense."""
    return (0.0 if name in RISES else None), (0.0 if name in FALLS else None)


def _logistic(
    table: Any, agreed: Any, counts: Any, bounds: Sequence[tuple[float | None, float | None]]
) -> tuple[float, Any]:
    """Bias and weights of the penalised logistic regression within `bounds` (L-BFGS-B)."""

    def loss(values: Any) -> tuple[float, Any]:
        scores = table @ values[1:] + values[0]
        errors = counts * (1 / (1 + np.exp(-scores)) - agreed)
        total = counts @ (np.logaddexp(0.0, scores) - agreed * scores)
        slope = np.concatenate(([errors.sum()], errors @ table))
        penalty = np.concatenate(([0.0], values[1:])) / _STRENGTH
        return float(total + values @ penalty / 2), slope + penalty

    start = np.zeros(table.shape[1] + 1)
    found = _MINIMISE(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None), *bounds])
    return float(found.x[0]), found.x[1:]


def calibrate(scores: Sequence[float], agreed: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """Points of a Platt curve over held-out scores in `fix` paragraphs."""
    table = np.array(scores).reshape(-1, 1)
    fit = _REGRESSION(C=10.0, max_iter=2000)
    fit.fit(table, np.array(agreed))
    slope, offset = float(fit.coef_[0][0]), float(fit.intercept_[0])
    return tuple(
        (score, round(1 / (1 + math.exp(-(slope * score + offset))), 4))
        for score in [x / 2 for x in range(-16, 17)]
    )


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """Per fold a model that has not seen the fold's posts."""

    by_fold: tuple[Fitted, ...]
    final: Fitted

    def confidence(self, sample: Sample) -> float:
        """Held-out confidence; rule examples, seen by no model, take the final one."""
        if weight_of(sample) == 0:
            return self.final.confidence(sample)
        return self.by_fold[fold_of(sample.post)].confidence(sample)


def cross_fit(samples: Sequence[Sample]) -> CrossFitted:
    """Trains FOLDS models and the final one; each is calibrated on scores held out from it."""
    rows = usable(samples)
    models = [train([s for s in rows if fold_of(s.post) != fold]) for fold in range(FOLDS)]
    fixes = [s for s in rows if s.kind == "fix" and s.set in ("posts_revisions", "posts_docs")]
    scored = [(s, models[fold_of(s.post)].score(s.proposal.rule, s.found)) for s in fixes]
    by_fold: list[Fitted] = []
    for fold in range(FOLDS):
        part = [(s, score) for s, score in scored if fold_of(s.post) != fold]
        points = calibrate([score for _, score in part], [s.agree for s, _ in part])
        rest = [s for s in samples if fold_of(s.post) != fold]
        kin = quiet_share(rest)
        by_fold.append(Fitted(models[fold], points, records_of(rest, kin), round(_logit(kin), 3)))
    points = calibrate([score for _, score in scored], [s.agree for s, _ in scored])
    kin = quiet_share(samples)
    final = Fitted(train(rows), points, records_of(samples, kin), round(_logit(kin), 3))
    return CrossFitted(tuple(by_fold), final)


def quiet_share(samples: Sequence[Sample]) -> float:
    """How often sure corrections are right whose rules stay silent on other people's clean posts.

    Each proposal is judged by a rule that is quiet on the other folds, so a rule cannot vouch for
    itself. Fixing hands count in full, our own posts half, the catalogue a tenth; the sum is drawn
    to the prior of the class. Rules that no data has seen take this share: it is that of their kin.
    """
    sure = [s for s in samples if is_sure(s.proposal) and not s.neutral]
    right = wrong = 0.0
    for fold in range(FOLDS):
        noisy = _noisy(s for s in sure if fold_of(s.post) != fold)
        for sample in sure:
            if fold_of(sample.post) == fold and sample.proposal.rule not in noisy:
                weight = _kin_weight(sample)
                right += weight * sample.agree
                wrong += weight * (not sample.agree)
    prior_of = prior_share(sure[0].proposal) if sure else 0.5
    return (right + _KIN_BELIEF * prior_of) / (right + wrong + _KIN_BELIEF)


def _noisy(samples: Iterable[Sample]) -> frozenset[str]:
    return frozenset(s.proposal.rule for s in samples if s.set in CLEAN_POSTS)


def _kin_weight(sample: Sample) -> float:
    if sample.proposal.rule.startswith("typo/"):
        return 0.0  # a list of its own, with a rate of its own
    if sample.kind == "fix":
        return _RECORD_RIGHT.get(sample.set, 0.0) * (sample.set != "posts_docs")  # the same posts
    return {OWN: _OWN_WEIGHT, "rule_examples": _CATALOGUE_WEIGHT}.get(sample.set, 0.0)


def records_of(samples: Sequence[Sample], quiet: float) -> dict[str, float]:
    """Log odds per entry: its prior, agreements for it, its sightings in published posts against.

    The prior of a sure correction that no published post holds is `quiet`. A published post that
    kept a phrase says little: six of them count as one refusal.
    """
    shares: dict[str, float] = {}
    right: defaultdict[str, float] = defaultdict(float)
    wrong: defaultdict[str, float] = defaultdict(float)
    noisy = _noisy(s for s in samples if not s.neutral)
    for sample in samples:
        if not has_record(sample.proposal) or sample.neutral:
            continue
        rule = sample.proposal.rule
        calm = is_sure(sample.proposal) and rule not in noisy
        shares[rule] = quiet if calm else prior_share(sample.proposal)
        right[rule] += _RECORD_RIGHT.get(sample.set, 0.0) * sample.agree
        wrong[rule] += _refusals(sample)
    return {
        rule: round(
            _logit((right[rule] + _BELIEF * share) / (right[rule] + wrong[rule] + _BELIEF)), 3
        )
        for rule, share in sorted(shares.items())
        if right[rule] + wrong[rule] > 0
    }


def _refusals(sample: Sample) -> float:
    """How much a mark that nobody made counts against its entry."""
    if sample.agree:
        return 0.0
    if sample.set == OWN:
        return _OWN_WEIGHT
    if sample.proposal.kind is not Kind.CORRECTNESS:
        return _RECORD_WRONG.get(sample.set, 0.0)
    judged = sample.set == "posts_clean_md" or sample.kind == "fix"
    return _CORRECTION_WRONG.get(sample.set, 0.0) if judged else 0.0


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
