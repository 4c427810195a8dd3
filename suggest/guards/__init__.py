"""The guards in the order they run, cheap ones first. A new guard is a file and a line here."""

from suggest.guards.base import Guard
from suggest.guards.basics import (
    HeadingGuard,
    LineBreaksGuard,
    NumbersGuard,
    ProtectedGuard,
    UnchangedGuard,
)

GUARDS: tuple[type[Guard], ...] = (
    UnchangedGuard,
    ProtectedGuard,
    LineBreaksGuard,
    NumbersGuard,
    HeadingGuard,
)
