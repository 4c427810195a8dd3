"""Builds the offline stations from the resources; the window and `stet check` share them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.reading import make_capture
from suggest.calibration import load_confidence
from suggest.checker import Checker
from suggest.feedback.dismissed import Dismissals
from suggest.frequency import load_frequencies
from suggest.guards import GUARDS
from suggest.guards.base import Guard
from suggest.guards.dismissed import DismissedGuard
from suggest.language import LanguageGate
from suggest.learning.learner import Learner
from suggest.learning.station import LearnedGuard, Learning
from suggest.makers import ByMaker
from suggest.model.base import Ask
from suggest.model.confidence import ModelConfidence, load_priors
from suggest.model.guards import CloseGuard, GradedGuard
from suggest.model.memory import ModelMemory
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Policy
from suggest.suggesters.offline import load_offline
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class Offline:
    """The shared, read-only part of the offline engine."""

    make_pipeline: Callable[[Dialect], Pipeline]
    policy: Policy
    guards: tuple[Guard, ...]


def offline(
    resources: Path,
    dismissals: Dismissals | None,
    memory: ModelMemory,
    learner: Learner | None = None,
) -> Offline:
    """Loads lists, rules and the confidence model; `memory` holds what models answered.

    Without a `learner` the shipped confidence holds.

    Raises BadResource.
    """
    frequencies = load_frequencies(resources / "frequencies.txt")
    lists = load_offline(resources, frequencies)
    confidence = load_confidence(resources / "confidence.json", frequencies)
    balanced = {kind: bar.balanced for kind, bar in confidence.bars.items()}
    models = ModelConfidence(load_priors(resources / "model_priors.json"), balanced)
    makers = ByMaker(confidence.grader, confidence.calibration, models)
    guards: tuple[Guard, ...] = (GradedGuard(), CloseGuard(frequencies))
    guards = (*guards, *(guard() for guard in GUARDS))
    if dismissals is not None:
        guards = (*guards, DismissedGuard(dismissals))

    judge: ByMaker | Learning = makers
    if learner is not None:
        guards = (*guards, LearnedGuard(learner))
        judge = Learning(makers, makers, learner)

    def make_pipeline(dialect: Dialect) -> Pipeline:
        suggesters = (*lists.suggesters(dialect), memory)
        return Pipeline(Stations(suggesters, guards, judge, judge))

    return Offline(make_pipeline, Policy(confidence.bars), guards)


@dataclass(frozen=True, slots=True)
class Asking:
    """Models beside the offline engine: `ahead` asks them, `memory` holds what they said.

    `guards` gets the guards that their proposals must pass.
    """

    memory: ModelMemory
    ahead: Callable[[Sequence[Ask]], Awaitable[None]]
    guards: Callable[[tuple[Guard, ...]], None]


def make_checker(
    resources: Path,
    dialect: Dialect,
    dismissals: Dismissals | None,
    asking: Asking | None = None,
) -> Checker:
    """What `stet check` reads with. Raises BadResource."""
    parts = offline(resources, dismissals, asking.memory if asking else ModelMemory())
    if asking is not None:
        asking.guards(parts.guards)
    return Checker(
        parts.make_pipeline(dialect),
        parts.policy,
        LanguageGate(),
        make_capture,
        asking.ahead if asking else None,
    )
