"""What the engine tells whoever listens; each event is a frozen value given to `publish`."""

from dataclasses import dataclass

from suggest.surface import EngineState as EngineState
from suggest.values import Held, Outcome, Suggestion


@dataclass(frozen=True, slots=True)
class MarksChanged:
    """Marks on these lines changed (shown, moved by the engine, withdrawn): repaint them."""

    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion became a mark."""

    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Gone:
    """A mark went away; `outcome` says how (accepted, dismissed, withdrawn ...)."""

    suggestion: Suggestion
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class HeldChanged:
    """The list of held-back proposals changed."""

    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The engine's state changed; `detail` is a plain sentence or empty."""

    state: EngineState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """Something was learned that is said once, in a plain sentence; `key` undoes it."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class WordOffered:
    """A spelling the writer keeps may go to the dictionary; `text` asks."""

    word: str
    text: str


Event = MarksChanged | Shown | Gone | HeldChanged | StateChanged | Learned | WordOffered
