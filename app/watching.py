"""How it stands with the model servers: a provider that tells what became of each call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from suggest.errors import (
    CapReached,
    CircuitOpen,
    NoKey,
    NotCounted,
    ProviderFailed,
    RateLimited,
    Unreachable,
)
from suggest.providers.base import Endpoint, ModelAnswer, ModelInfo, ModelRequest
from suggest.providers.resilience import Health, Resilient
from ui.remote import Rest


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the last call met. `seconds` from now until the next may go, 0 where nobody knows."""

    why: Rest
    message: str
    seconds: float = 0.0


Heard = Callable[[str, Trouble | None], None]
"""Takes a host and its trouble, None when it answered; called on the loop, must not raise."""


def nobody_hears(host: str, trouble: Trouble | None) -> None:
    """For commands, which end with the error itself."""


class Watched:
    """A Provider around the patient one that tells `heard` how each call went.

    A failure that passes by itself tells nothing: the patient one has not given up on the server.
    """

    def __init__(self, provider: Resilient, heard: Heard) -> None:
        self._provider = provider
        self._heard = heard

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return self._provider.endpoint

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer. Raises ProviderFailed, CapReached."""
        try:
            answer = await self._provider.complete(request)
        except (ProviderFailed, CapReached) as error:
            self._failed(error)
            raise
        self._heard(self.endpoint.host, None)
        return answer

    async def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        """Pieces of text, then the whole answer. Raises as `complete` does."""
        pieces = self._provider.stream(request)
        try:
            async for piece in pieces:
                yield piece
        except (ProviderFailed, CapReached) as error:
            self._failed(error)
            raise
        finally:
            # Left early: the one that sends must hear of it, or it goes on receiving.
            await pieces.aclose()
        self._heard(self.endpoint.host, None)

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer. Raises ProviderFailed."""
        return await self._provider.models()

    async def close(self) -> None:
        """Frees the connections."""
        await self._provider.close()

    def _failed(self, error: ProviderFailed | CapReached) -> None:
        trouble = self._trouble(error)
        if trouble is not None:
            self._heard(self.endpoint.host, trouble)

    def _trouble(self, error: ProviderFailed | CapReached) -> Trouble | None:
        state, message = self._provider.state, str(error)
        if isinstance(error, NotCounted):
            return Trouble(Rest.UNCOUNTED, message)
        if isinstance(error, CapReached):
            return Trouble(Rest.CAP, message)
        if isinstance(error, NoKey):
            return Trouble(Rest.KEY, message)
        if isinstance(error, RateLimited) and state.health is Health.PARKED:
            return Trouble(Rest.WAIT, message, state.seconds)
        if isinstance(error, CircuitOpen | Unreachable) or state.health is Health.OPEN:
            return Trouble(Rest.AWAY, message)
        return None
