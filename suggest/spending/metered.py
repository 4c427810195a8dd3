"""A provider that counts: nothing is sent that the caps do not allow, and all that is sent counts.

It stands right before the provider that sends, below the one that tries again, so that each try
counts.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from datetime import datetime

from suggest.errors import (
    CircuitOpen,
    NoKey,
    NotAllowed,
    NotCounted,
    Overloaded,
    RateLimited,
    StetError,
    Unreachable,
)
from suggest.providers.base import (
    Endpoint,
    ModelAnswer,
    ModelInfo,
    ModelRequest,
    Provider,
    Usage,
)
from suggest.spending.caps import Caps, money_problem
from suggest.spending.charge import corrected, expected
from suggest.spending.ledger import Ledger, Reservation
from suggest.spending.prices import Cost, Price, Prices

# A server that answers so has read nothing that it wants to be paid for.
_FREE = (NoKey, NotAllowed, RateLimited, Overloaded, CircuitOpen)
_log = logging.getLogger(__name__)


class Budget:
    """Ledger, caps and prices of all models of this run; `caps` and `prices` may be replaced.

    Its methods wait for the disk and may be called from any thread. `clock` tells the writer's
    local time with its zone.
    """

    def __init__(
        self,
        ledger: Ledger,
        caps: Caps,
        prices: Prices | Callable[[], Prices],
        clock: Callable[[], datetime],
    ) -> None:
        """Prices to be read are read when they are first needed."""
        self.ledger = ledger
        self.caps = caps
        self._prices = prices
        self._clock = clock

    @property
    def prices(self) -> Prices:
        """The writer's table as it is known now."""
        if not isinstance(self._prices, Prices):
            self._prices = self._prices()
        return self._prices

    @prices.setter
    def prices(self, prices: Prices) -> None:
        self._prices = prices

    def reserve(self, request: ModelRequest, to: Endpoint) -> Reservation:
        """Counts a request that is about to be sent, by its estimate.

        Raises CapReached or NotCounted; then it must not be sent.
        """
        caps = self.caps
        problem = money_problem(caps, self.prices)
        if problem:
            raise NotCounted(problem)
        wall = self._clock()
        price = self.price(request.model)
        return self.ledger.reserve(expected(request, to, price, wall), caps)

    def settle(self, reservation: Reservation, usage: Usage, answer: str) -> None:
        """Puts what was really taken in place of the estimate. Raises NotCounted."""
        charge = reservation.charge
        price = self.price(charge.model)
        self.ledger.settle(reservation, corrected(charge, usage, answer, price))

    def price(self, model: str) -> Price | None:
        """What a model costs today, None without an entry in the writer's table."""
        return self.prices.of(model, self._clock().date())

    def cost(self, model: str, usage: Usage) -> Cost | None:
        """What these tokens of a model cost today, None without a price."""
        price = self.price(model)
        return None if price is None else price.cost(usage)


class Metered:
    """A Provider around another one. Beside ProviderFailed it raises CapReached and NotCounted.

    What happens to a call that fails: one that the server refused costs nothing. One that was
    cancelled, took too long or broke off under way keeps its estimate, as the server may have
    worked on it; the other side's account is the truth, and the cap holds.
    """

    def __init__(self, provider: Provider, budget: Budget) -> None:
        self._provider = provider
        self._budget = budget

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return self._provider.endpoint

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer. Raises CapReached before anything is sent, and ProviderFailed."""
        reservation = await self._reserve(request)
        try:
            answer = await self._provider.complete(request)
        except StetError as error:
            await self._failed(reservation, error)
            raise
        await self._settle(reservation, answer)
        return answer

    async def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        """Pieces of text, then the whole answer. Raises as `complete` does."""
        reservation = await self._reserve(request)
        begun = False
        pieces = self._provider.stream(request)
        try:
            async for piece in pieces:
                begun = True
                if isinstance(piece, ModelAnswer):
                    await self._settle(reservation, piece)
                yield piece
        except StetError as error:
            if not begun:
                await self._failed(reservation, error)
            raise
        finally:
            # Left early: the one that sends must hear of it, or it goes on receiving.
            if isinstance(pieces, AsyncGenerator):
                await pieces.aclose()

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer; asking costs nothing. Raises ProviderFailed."""
        return await self._provider.models()

    async def close(self) -> None:
        """Frees the connections."""
        await self._provider.close()

    async def _reserve(self, request: ModelRequest) -> Reservation:
        work = asyncio.ensure_future(
            asyncio.to_thread(self._budget.reserve, request, self.endpoint)
        )
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            # Nothing was sent: what the thread writes down in the meantime is taken back.
            work.add_done_callback(self._take_back)
            raise

    def _take_back(self, work: asyncio.Future[Reservation]) -> None:
        if not work.cancelled() and work.exception() is None:
            loop = asyncio.get_running_loop()
            loop.run_in_executor(None, self._release, work.result())

    def _release(self, reservation: Reservation) -> None:
        try:
            self._budget.ledger.release(reservation)
        except NotCounted:
            _log.warning("A request that was not sent goes on counting")

    async def _failed(self, reservation: Reservation, error: StetError) -> None:
        """Gives back what a failed call did not cost; the rest stays counted by its estimate."""
        unsent = isinstance(error, Unreachable) and not error.sent
        if unsent or isinstance(error, _FREE):
            await asyncio.to_thread(self._release, reservation)

    async def _settle(self, reservation: Reservation, answer: ModelAnswer) -> None:
        try:
            await asyncio.to_thread(self._budget.settle, reservation, answer.usage, answer.text)
        except NotCounted:
            # The answer is paid for and good; its estimate goes on counting.
            _log.warning("A request goes on counting by its estimate")
