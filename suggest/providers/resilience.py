"""One layer of patience around any provider: deadlines, tries, waits, breaker, concurrency."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from types import MappingProxyType
from typing import TypeVar, cast

from suggest.errors import (
    BadAnswer,
    NoKey,
    NotAllowed,
    Overloaded,
    ProviderFailed,
    RateLimited,
    TooSlow,
    Unreachable,
)
from suggest.providers.base import (
    Endpoint,
    ModelAnswer,
    ModelInfo,
    ModelRequest,
    Provider,
    Purpose,
)
from suggest.providers.breaker import Breaker, BreakerRules
from suggest.providers.faults import NOT_AN_ANSWER
from suggest.providers.pacing import Backoff, Clock, Parking, Slots

_RETRIED = (RateLimited, Overloaded, Unreachable)
_TOO_SLOW = "The server took too long."
Answering = AsyncGenerator[str | ModelAnswer, None]
T = TypeVar("T")


class Health(StrEnum):
    """How it stands with a server."""

    HEALTHY = "healthy"
    PARKED = "parked"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ServiceState:
    """For the status bar: `seconds` from now until the next request may go; 0 when healthy.

    `message` is a short sentence, empty when healthy.
    """

    health: Health
    seconds: float = 0.0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """For one purpose: seconds in all, seconds to the first text of a stream, further tries."""

    seconds: float
    first_text: float
    retries: int


PATIENCE: Mapping[Purpose, Patience] = MappingProxyType(
    {
        Purpose.PUSH: Patience(8, 6, 2),
        Purpose.GRADE: Patience(8, 6, 2),
        Purpose.ASK: Patience(30, 15, 2),
        Purpose.REVIEW: Patience(300, 60, 4),
        Purpose.TEST: Patience(10, 8, 0),
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """All figures of the layer."""

    patience: Mapping[Purpose, Patience] = field(default_factory=lambda: PATIENCE)
    backoff: Backoff = field(default_factory=Backoff)
    breaker: BreakerRules = field(default_factory=BreakerRules)
    pushed: int = 2
    together: int = 4


def _nobody_asks(_: ServiceState) -> None:
    """Takes the state where nobody shows it."""


class Resilient:
    """A Provider that makes another one patient, polite and bounded in time.

    `on_state` hears each change of the server's state, on the loop's thread; it must not raise.
    """

    def __init__(
        self,
        provider: Provider,
        rules: Rules | None = None,
        clock: Clock | None = None,
        on_state: Callable[[ServiceState], None] = _nobody_asks,
    ) -> None:
        self._provider = provider
        self._rules = rules or Rules()
        self._clock = clock or Clock()
        self._on_state = on_state
        self._state = ServiceState(Health.HEALTHY)
        self._breaker = Breaker(self._rules.breaker, self._clock.now)
        self._parking = Parking(self._clock, self._rules.backoff)
        self._slots = Slots(self._rules.pushed, self._rules.together)

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return self._provider.endpoint

    @property
    def state(self) -> ServiceState:
        """The last state told; its seconds are counted from when it was told."""
        return self._state

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer within the purpose's deadline. Raises ProviderFailed."""
        answer, tries = await self._tried(request.purpose, lambda: self._provider.complete(request))
        return replace(answer, tries=tries)

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer, asked once. Raises ProviderFailed."""
        return (await self._tried(Purpose.TEST, self._provider.models))[0]

    async def close(self) -> None:
        """Frees the connections."""
        await self._provider.close()

    async def stream(self, request: ModelRequest) -> Answering:
        """Pieces of text, then the whole answer. Never tried again once text came.

        Raises ProviderFailed. Who stops early closes the generator; that frees the connection.
        """
        patience = self._rules.patience[request.purpose]
        deadline = self._clock.now() + patience.seconds
        for tries in count(1):
            said = False
            try:
                async with aclosing(self._streamed(request, deadline)) as pieces:
                    async for piece in pieces:
                        said = True
                        done = isinstance(piece, ModelAnswer)
                        yield (
                            replace(piece, tries=tries) if isinstance(piece, ModelAnswer) else piece
                        )
                        if done:
                            return
                raise BadAnswer(NOT_AN_ANSWER)
            except ProviderFailed as failure:
                if said:
                    raise
                await self._wait_or_raise(failure, tries, patience, deadline)

    async def _tried(self, purpose: Purpose, call: Callable[[], Awaitable[T]]) -> tuple[T, int]:
        patience = self._rules.patience[purpose]
        deadline = self._clock.now() + patience.seconds
        for tries in count(1):
            try:
                async with self._admitted(purpose, deadline):
                    return await self._within(call, deadline), tries
            except ProviderFailed as failure:
                await self._wait_or_raise(failure, tries, patience, deadline)
        raise AssertionError("count ends never")

    async def _streamed(self, request: ModelRequest, deadline: float) -> Answering:
        limit = self._clock.now() + self._rules.patience[request.purpose].first_text
        limit = min(limit, deadline)
        async with self._admitted(request.purpose, deadline):
            pieces = cast("Answering", self._provider.stream(request))
            async with aclosing(pieces):
                piece: str | ModelAnswer = ""
                while not isinstance(piece, ModelAnswer):
                    if piece:
                        yield piece
                        limit = deadline
                    try:
                        piece = await self._within(pieces.__anext__, limit)
                    except StopAsyncIteration:
                        raise BadAnswer(NOT_AN_ANSWER) from None
        yield piece

    async def _within(self, call: Callable[[], Awaitable[T]], deadline: float) -> T:
        seconds = deadline - self._clock.now()
        if seconds <= 0:
            raise TooSlow(_TOO_SLOW)
        try:
            async with asyncio.timeout(seconds):
                return await call()
        except TimeoutError:
            raise TooSlow(_TOO_SLOW) from None

    @asynccontextmanager
    async def _admitted(self, purpose: Purpose, deadline: float) -> AsyncIterator[None]:
        """A place among the running requests; tells the breaker how the one inside went."""
        await self._parking.wait(deadline)
        async with self._slots.hold(purpose, deadline - self._clock.now()):
            # While this call waited for a place another one may have been told to wait.
            await self._parking.wait(deadline)
            self._breaker.enter()
            try:
                yield
            except ProviderFailed as failure:
                self._learn(failure)
                raise
            except BaseException:  # an end of the task too: it says nothing about the server
                self._breaker.abandoned()
                raise
            self._breaker.succeeded()
            self._tell(ServiceState(Health.HEALTHY))

    def _learn(self, failure: ProviderFailed) -> None:
        asked = _asked(failure)
        if asked is not None:
            self._parking.park(asked)
            self._breaker.abandoned()
        elif isinstance(failure, NoKey | NotAllowed):
            self._breaker.succeeded()
            self._tell(ServiceState(Health.HEALTHY))
        else:
            self._breaker.failed()
            if self._breaker.is_open:
                self._tell(ServiceState(Health.OPEN, self._breaker.seconds, str(failure)))

    async def _wait_or_raise(
        self, failure: ProviderFailed, tries: int, patience: Patience, deadline: float
    ) -> None:
        asked = _asked(failure)
        if asked is not None and not self._parking.fits(asked, deadline):
            self._tell(ServiceState(Health.PARKED, asked, str(failure)))
            raise failure
        if tries > patience.retries or not isinstance(failure, _RETRIED) or self._breaker.is_open:
            raise failure
        wait = self._rules.backoff.seconds(tries, asked, self._clock.chance())
        if self._clock.now() + wait >= deadline:
            raise failure
        await self._clock.sleep(wait)

    def _tell(self, state: ServiceState) -> None:
        if state.health is Health.HEALTHY and self._state.health is Health.HEALTHY:
            return
        self._state = state
        self._on_state(state)


def _asked(failure: ProviderFailed) -> float | None:
    """The seconds the server asked to wait, if it did."""
    seconds = getattr(failure, "retry_after", None)
    return seconds if isinstance(seconds, float | int) else None
