"""Builds what turns lines into passages; the window and `stet check` share it."""

from collections.abc import Callable

from suggest.capture import Capture
from suggest.document import Line
from suggest.passages import PassageReader
from suggest.protection import Protector


def make_capture(delay: float, unreadable: Callable[[Line], None]) -> Capture:
    """A capture with a parser of its own; `delay` in seconds."""
    return Capture(PassageReader(Protector()), delay, unreadable)
