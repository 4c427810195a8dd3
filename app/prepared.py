"""A provider whose client is made in the background, so that no call pays for it with its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from suggest.errors import ProviderFailed
from suggest.providers.base import Endpoint, ModelAnswer, ModelInfo, ModelRequest, Provider


class Prepared:
    """A Provider in front of `provider` that begins to `prepare` at once; needs a running loop.

    Importing a library can take longer on a busy computer than a call may: calls wait for it here,
    before their own time begins. What goes wrong in it is met again, and told, by the call.
    """

    def __init__(self, provider: Provider, prepare: Callable[[], Awaitable[None]]) -> None:
        self._provider = provider
        self._task = asyncio.get_running_loop().create_task(_quietly(prepare), name="prepare")

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return self._provider.endpoint

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer. Raises ProviderFailed, CapReached."""
        await self._ready()
        return await self._provider.complete(request)

    async def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        """Pieces of text, then the whole answer. Raises as `complete` does."""
        await self._ready()
        pieces = self._provider.stream(request)
        try:
            async for piece in pieces:
                yield piece
        finally:
            # Left early: the one that sends must hear of it, or it goes on receiving.
            await pieces.aclose()  # type: ignore[attr-defined]

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer. Raises ProviderFailed."""
        await self._ready()
        return await self._provider.models()

    async def close(self) -> None:
        """Frees the connections; what is still being prepared is not waited for."""
        self._task.cancel()
        await self._provider.close()

    async def _ready(self) -> None:
        if not self._task.done():
            await asyncio.wait([self._task])


async def _quietly(prepare: Callable[[], Awaitable[None]]) -> None:
    with suppress(ProviderFailed):
        await prepare()
