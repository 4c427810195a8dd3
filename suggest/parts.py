"""What an engine is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from suggest.capture import Capture
from suggest.document import Line
from suggest.feedback.base import Recorder
from suggest.feedback.dismissed import Dismissals
from suggest.language import LanguageGate
from suggest.model.base import Push
from suggest.pipeline import Pipeline
from suggest.policy import Policy
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class EngineParts:
    """The collaborators of an engine; `clock` is monotonic seconds, `courier` asks models."""

    make_pipeline: Callable[[Dialect], Pipeline]
    capture: Callable[[float, Callable[[Line], None]], Capture]
    policy: Policy
    recorder: Recorder
    dismissals: Dismissals
    gate: LanguageGate
    clock: Callable[[], float]
    new_id: Callable[[], str]
    courier: Push | None = None
