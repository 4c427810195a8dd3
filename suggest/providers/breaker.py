"""Stops calls to a server that fails: opens after failures in a row of time, probes, closes."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from suggest.errors import CircuitOpen


@dataclass(frozen=True, slots=True)
class BreakerRules:
    """Opens after `failures` within `window` seconds; one probe each `probe_after` seconds."""

    failures: int = 5
    window: float = 60.0
    probe_after: float = 30.0


class Breaker:
    """One for each provider. Times are seconds of a clock that never goes back."""

    def __init__(self, rules: BreakerRules, now: Callable[[], float]) -> None:
        self._rules = rules
        self._now = now
        self._failed: deque[float] = deque(maxlen=rules.failures)
        self._next_probe: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether calls are held back, a running probe included."""
        return self._next_probe is not None

    @property
    def seconds(self) -> float:
        """Seconds until the next probe may go; 0 when closed or due."""
        return 0.0 if self._next_probe is None else max(0.0, self._next_probe - self._now())

    def enter(self) -> None:
        """Before each request. Raises CircuitOpen; lets one probe through when it is due."""
        if self._next_probe is None:
            return
        if self._probing or self.seconds > 0:
            raise CircuitOpen("The server failed several times. Stet tries it again soon.")
        self._probing = True

    def succeeded(self) -> None:
        """The server answered, if only to say no: closes."""
        self._failed.clear()
        self._next_probe = None
        self._probing = False

    def failed(self) -> None:
        """The server did not answer as it should; opens when that was once too often."""
        now = self._now()
        self._failed.append(now)
        enough = len(self._failed) == self._rules.failures
        recent = now - self._failed[0] <= self._rules.window
        if self._probing or (enough and recent):
            self._next_probe = now + self._rules.probe_after
        self._probing = False

    def abandoned(self) -> None:
        """The request ended without telling anything of the server; a probe may go again."""
        self._probing = False
