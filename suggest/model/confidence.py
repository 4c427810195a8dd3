"""How likely a writer accepts what a model proposed: priors by kind, moved by the grades.

The table is resources/model_priors.json, which says where its figures come from. They are priors:
nobody has yet measured how this writer takes edits of this model. The writer's own record moves
them from there.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suggest.errors import BadResource
from suggest.model.schemas import GRADES, HIGHEST_GRADE, KINDS
from suggest.values import Grade, Kind, Proposal

BELOW = 0.02
"""An edit that nobody graded stays this much under the shipped bar of its class."""
LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Band:
    """Grades from `least` up (all of `names`) move the log odds by `shift`."""

    names: tuple[str, ...]
    least: float
    shift: float


@dataclass(frozen=True, slots=True)
class Priors:
    """What model_priors.json holds: shares by kind slug, bands from best to worst."""

    shares: Mapping[str, float]
    bands: tuple[Band, ...]
    otherwise: float
    most: float


class ModelConfidence:
    """Grades to a probability; `bars` are the shipped bars by class."""

    def __init__(self, priors: Priors, bars: Mapping[Kind, float]) -> None:
        self._priors = priors
        self._bars = dict(bars)

    def grade(self, proposal: Proposal) -> Grade:
        """The log odds, and the grades as names for the log."""
        share = self._priors.shares[_slug(proposal)]
        score = math.log(share / (1 - share))
        if not is_graded(proposal):
            return Grade(score, ("ungraded",))
        reasons = (f"{n}={proposal.signal(f'grade_{n}') * HIGHEST_GRADE:g}" for n in GRADES)
        return Grade(score + self._shift(proposal), tuple(reasons))

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        """A probability; what nobody graded does not clear the shipped bar of its class."""
        value = 1 / (1 + math.exp(-grade.score))
        most = self._priors.most
        if not is_graded(proposal):
            most = min(most, self._bars[proposal.kind] - BELOW)
        return max(LEAST, min(most, value))

    def _shift(self, proposal: Proposal) -> float:
        for band in self._priors.bands:
            if all(proposal.signal(f"grade_{name}") >= band.least for name in band.names):
                return band.shift
        return self._priors.otherwise


def is_graded(proposal: Proposal) -> bool:
    """True when a second pass gave all four grades."""
    return all(proposal.signal(f"grade_{name}", -1.0) >= 0 for name in GRADES)


def load_priors(path: Path) -> Priors:
    """The table. Raises BadResource."""
    try:
        return _read(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadResource(f"The priors of models cannot be read: {error}") from error


def _read(data: Mapping[str, Any]) -> Priors:
    shares = {str(slug): float(share) for slug, share in data["shares"].items()}
    if set(shares) != set(KINDS) or not all(0 < share < 1 for share in shares.values()):
        raise ValueError("every kind has one share between 0 and 1")
    bands = tuple(
        Band(tuple(row["of"]), float(row["least"]), float(row["shift"])) for row in data["bands"]
    )
    if not all(set(band.names) <= set(GRADES) for band in bands):
        raise ValueError("a band names a grade that does not exist")
    return Priors(shares, bands, float(data["otherwise"]), float(data["most"]))


def _slug(proposal: Proposal) -> str:
    slug = proposal.rule.partition("/")[2]
    return slug if slug in KINDS else "wording"
