"""How many requests run at once, how long to wait before the next, and until when not to ask."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import random
from time import monotonic

from suggest.errors import RateLimited, TooSlow
from suggest.providers.base import Purpose


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, sleep and chance, handed in so that tests own them. Seconds."""

    now: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random


@dataclass(frozen=True, slots=True)
class Backoff:
    """Full jitter: a random part of `first` seconds, doubled with each try up to `most`.

    A server's own wish is obeyed up to `obeyed` seconds and never cut short; `spread` seconds of
    chance are added, so that waiting calls do not all come back at once.
    """

    first: float = 0.5
    most: float = 8.0
    obeyed: float = 60.0
    spread: float = 0.25

    def seconds(self, failed_tries: int, asked: float | None, chance: float) -> float:
        """The wait after so many failed tries; `chance` lies in 0..1."""
        if asked is not None:
            return asked + chance * self.spread
        ceiling = self.first * 2.0 ** min(failed_tries - 1, 30)
        return chance * min(self.most, ceiling)


class Parking:
    """The time before which the server wants no request; holds for all calls."""

    def __init__(self, clock: Clock, backoff: Backoff) -> None:
        self._clock = clock
        self._backoff = backoff
        self._until = 0.0

    @property
    def seconds(self) -> float:
        """Seconds until requests may go again."""
        return max(0.0, self._until - self._clock.now())

    def park(self, seconds: float) -> None:
        """No request for so long; a shorter wish never shortens a longer one."""
        self._until = max(self._until, self._clock.now() + seconds)

    def fits(self, wait: float, deadline: float) -> bool:
        """Whether it makes sense to wait so long before a deadline."""
        return wait <= self._backoff.obeyed and self._clock.now() + wait < deadline

    async def wait(self, deadline: float) -> None:
        """Waits until requests may go. Raises RateLimited at once when that is too late."""
        while (wait := self.seconds) > 0:
            if not self.fits(wait, deadline):
                raise RateLimited("The server wants no requests for a while.", wait)
            await self._clock.sleep(wait + self._clock.chance() * self._backoff.spread)


@dataclass(slots=True)
class Slots:
    """How many requests may run: for pushed ones, and in all."""

    pushed: int = 2
    together: int = 4
    _push: asyncio.Semaphore = field(init=False)
    _all: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._push = asyncio.Semaphore(self.pushed)
        self._all = asyncio.Semaphore(self.together)

    @asynccontextmanager
    async def hold(self, purpose: Purpose, seconds: float) -> AsyncIterator[None]:
        """Waits for a slot. Raises TooSlow when none came free in time."""
        wanted = [self._push, self._all] if purpose is Purpose.PUSH else [self._all]
        held: list[asyncio.Semaphore] = []
        try:
            await self._take(wanted, held, seconds)
            yield
        finally:
            for semaphore in held:
                semaphore.release()

    async def _take(
        self, wanted: list[asyncio.Semaphore], held: list[asyncio.Semaphore], seconds: float
    ) -> None:
        try:
            async with asyncio.timeout(seconds):
                for semaphore in wanted:
                    await semaphore.acquire()
                    held.append(semaphore)
        except TimeoutError:
            raise TooSlow("Earlier requests are still running.") from None
