"""What the writer may set of an engine, and the edit it asks the editor for."""

from dataclasses import dataclass

from suggest.values import Dialect, Kind, Place


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What the writer set. `delay_ms` is the pause before a changed passage is read."""

    dialect: Dialect = Dialect.US
    eagerness: float = 0.5
    delay_ms: int = 900
    classes: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change the editor is to make as one undo step: `expected` at `place` becomes `text`."""

    place: Place
    text: str
    expected: str
