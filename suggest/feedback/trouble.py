"""What is wrong with a file of the writer's, told to whoever listens the moment it happens."""

from collections.abc import Callable


class Trouble:
    """Has a `problem`: fit to be shown, empty when all is well."""

    def __init__(self) -> None:
        self._problem = ""
        self._hears: Callable[[str], None] | None = None

    @property
    def problem(self) -> str:
        """What is wrong now."""
        return self._problem

    @problem.setter
    def problem(self, told: str) -> None:
        if told != self._problem:
            self._problem = told
            if self._hears is not None:
                self._hears(told)

    def listen(self, hears: Callable[[str], None]) -> None:
        """Has `problem` told whenever it changes from now on, on whatever thread it changes."""
        self._hears = hears
