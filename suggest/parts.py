"""What an engine is made of, what the writer may set, and the edit it asks the editor for."""

from collections.abc import Callable
from dataclasses import dataclass

from suggest.capture import Capture
from suggest.document import Line
from suggest.feedback.base import Recorder
from suggest.feedback.dismissed import Dismissals
from suggest.language import LanguageGate
from suggest.pipeline import Pipeline
from suggest.policy import Policy
from suggest.values import Dialect, Kind, Place


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What the writer set. `delay_ms` is the pause before a changed passage is read."""

    dialect: Dialect = Dialect.US
    eagerness: float = 0.5
    delay_ms: int = 900
    classes: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class EngineParts:
    """The collaborators of an engine; `clock` is monotonic seconds."""

    make_pipeline: Callable[[Dialect], Pipeline]
    capture: Callable[[float, Callable[[Line], None]], Capture]
    policy: Policy
    recorder: Recorder
    dismissals: Dismissals
    gate: LanguageGate
    clock: Callable[[], float]
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change the editor is to make as one undo step: `expected` at `place` becomes `text`."""

    place: Place
    text: str
    expected: str
