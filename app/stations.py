"""Builds the offline stations from the resources; the window and `stet check` share them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.reading import make_capture
from suggest.calibration import load_confidence
from suggest.checker import Checker
from suggest.feedback.dismissed import Dismissals
from suggest.frequency import load_frequencies
from suggest.guards import GUARDS
from suggest.guards.dismissed import DismissedGuard
from suggest.language import LanguageGate
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Policy
from suggest.suggesters.offline import load_offline
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class Offline:
    """The shared, read-only part of the offline engine."""

    make_pipeline: Callable[[Dialect], Pipeline]
    policy: Policy


def offline(resources: Path, dismissals: Dismissals | None) -> Offline:
    """Loads lists, rules and the confidence model. Raises BadResource."""
    frequencies = load_frequencies(resources / "frequencies.txt")
    lists = load_offline(resources, frequencies)
    confidence = load_confidence(resources / "confidence.json", frequencies)
    guards = tuple(guard() for guard in GUARDS)
    if dismissals is not None:
        guards = (*guards, DismissedGuard(dismissals))

    def make_pipeline(dialect: Dialect) -> Pipeline:
        suggesters = lists.suggesters(dialect)
        return Pipeline(Stations(suggesters, guards, confidence.grader, confidence.calibration))

    return Offline(make_pipeline, Policy(confidence.bars))


def make_checker(resources: Path, dialect: Dialect, dismissals: Dismissals | None) -> Checker:
    """What `stet check` reads with. Raises BadResource."""
    parts = offline(resources, dismissals)
    return Checker(parts.make_pipeline(dialect), parts.policy, LanguageGate(), make_capture)
