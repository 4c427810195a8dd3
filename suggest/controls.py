"""Whether the engine may read and show, the pause that adapts, and what the status bar says."""

import math
from collections.abc import Awaitable, Callable

from suggest.errors import StetError
from suggest.events import EngineState
from suggest.values import Dismissal, Trigger

SLOWER, FASTER = 1.5, 0.8
DECAY_SECONDS = 600.0
LEAST_DELAY, MOST_DELAY = 0.3, 4.0


class Controls:
    """Switches and state of one engine. `announce` is called when the state changes."""

    def __init__(
        self, clock: Callable[[], float], announce: Callable[[EngineState, str], None]
    ) -> None:
        self._clock = clock
        self._announce = announce
        self._enabled = True
        self._until: float | None = None
        self._failed = ""
        self._foreign = ""
        self._remote = ""
        self._state = EngineState.STARTING
        self._detail = ""
        self._outcomes: list[tuple[float, float]] = []
        self.adapts: Callable[[], bool] = lambda: True
        """Asked every time: False leaves the pause as the writer set it."""

    @property
    def state(self) -> EngineState:
        """What the status bar shows."""
        return self._state

    @property
    def detail(self) -> str:
        """A plain sentence about the state, or empty."""
        return self._detail

    @property
    def active(self) -> bool:
        """True when marks may be on screen."""
        return self._enabled and not self._snoozed()

    @property
    def reading(self) -> bool:
        """True when passages may be read."""
        return self.active and not self._failed

    def why(self, trigger: Trigger) -> Trigger:
        """Why a text that changes now is going to be read.

        What is typed while suggestions are off or snoozed is read when they are on again, here
        only: models get it once it is changed then.
        """
        waits = trigger is Trigger.PAUSE and not self.active
        return Trigger.SETTINGS if waits else trigger

    def set_enabled(self, on: bool) -> None:
        """Switches suggestions on or off; on also ends a snooze."""
        self._enabled = on
        if on:
            self._until = None
            self._failed = ""
        self._update(busy=False)

    def snooze(self, minutes: float | None) -> None:
        """Hides marks for so many minutes, None until they are turned on again."""
        if minutes is None:
            self._enabled = False
        else:
            self._until = self._clock() + minutes * 60
        self._update(busy=False)

    def wakes_in(self) -> float | None:
        """Seconds until a snooze ends, None when nothing ends by itself."""
        if self._until is None or not self._enabled:
            return None
        left = self._until - self._clock()
        if left <= 0:
            self._until = None
            self._update(busy=False)
            return 0.0
        return left

    async def warming(self, work: Awaitable[None]) -> bool:
        """Awaits the warm-up; True when it went well, else the state says what is wrong."""
        try:
            await work
        except StetError as error:
            self.fail(str(error))
            return False
        return True

    def fail(self, why: str) -> None:
        """The engine cannot go on."""
        self._failed = why
        self._update(busy=False)

    def language(self, name: str) -> bool:
        """The draft is in another language (its name), or "" when Stet can read it.

        True when that is news.
        """
        changed, self._foreign = name != self._foreign, name
        if changed:
            self._update(busy=False)
        return changed

    def remote(self, problem: str) -> None:
        """Models do not answer (why, in a sentence), or "" when they do; offline goes on."""
        if problem != self._remote:
            self._remote = problem
            self._update(busy=self._state is EngineState.WORKING)

    def busy(self) -> None:
        """A passage is being read."""
        self._update(busy=True)

    def idle(self) -> None:
        """Nothing is left to read."""
        self._update(busy=False)

    def noted(self, factor: float) -> None:
        """An outcome that makes the pause longer (over 1) or shorter (under 1)."""
        now = self._clock()
        recent = [(at, f) for at, f in self._outcomes if now - at < 6 * DECAY_SECONDS]
        self._outcomes = [*recent[-9:], (now, factor)]

    def slower(self, how: Dismissal) -> None:
        """A dismissal; *Not now* does not count."""
        if how is not Dismissal.NOT_NOW:
            self.noted(SLOWER)

    def delay(self, base: float) -> float:
        """The pause in seconds: `base` times `stretch`, 0.3 to 4 s."""
        return min(MOST_DELAY, max(LEAST_DELAY, base * self.stretch))

    @property
    def stretch(self) -> float:
        """The decayed product of recent outcomes: over 1 the pause is longer, under 1 shorter."""
        now = self._clock()
        product = 1.0
        for at, factor in self._outcomes if self.adapts() else ():
            product *= 1 + (factor - 1) * math.exp(-(now - at) / DECAY_SECONDS)
        return product

    def unstretch(self) -> None:
        """Forgets recent outcomes: the pause is the one the writer set."""
        self._outcomes.clear()

    def _snoozed(self) -> bool:
        return self._until is not None and self._clock() < self._until

    def _update(self, *, busy: bool) -> None:
        state, detail = self._described(busy)
        if (state, detail) != (self._state, self._detail):
            self._state, self._detail = state, detail
            self._announce(state, detail)

    def _described(self, busy: bool) -> tuple[EngineState, str]:
        if not self._enabled:
            return EngineState.OFF, ""
        if self._snoozed():
            return EngineState.SNOOZED, ""
        if self._failed:
            return EngineState.FAILED, self._failed
        if busy:
            return EngineState.WORKING, self._remote
        if self._foreign:
            return EngineState.OTHER_LANGUAGE, f"Draft is in {self._foreign}; left alone"
        return EngineState.IDLE, self._remote
