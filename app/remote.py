"""The models of a window: from settings, consent and keys to the courier that asks them.

Offline there is nothing behind it: no key is looked up, no file opened, no library loaded.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from suggest.errors import StetError
from suggest.model.courier import Courier
from suggest.model.memory import ModelMemory
from suggest.model.pace import Pace

if TYPE_CHECKING:
    from app.keys import Keys
    from app.model_desk import Tools
    from app.paths import Paths
    from app.remote_settings import ModelChoice, RemoteSettings
    from app.settings import Settings
    from app.watching import Heard, Trouble
    from suggest.answers import AnswerCache
    from suggest.guards.base import Guard
    from suggest.model.base import Examples
    from suggest.providers.base import ModelInfo
    from suggest.spending.metered import Budget

OFFLINE = "offline"
BROKEN = "The model engine could not start. Run the set-up again; offline checks go on."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RemoteStatus:
    """Who reads the text now, for the status bar and the settings.

    `reads` and `grades` are set while models are asked, both None when only this machine reads.
    `to_agree` are the hosts that the writer must agree to first; `problem` is a sentence.
    """

    reads: ModelChoice | None = None
    grades: ModelChoice | None = None
    to_agree: tuple[str, ...] = ()
    problem: str = ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Everyone who gets text now."""
        return tuple(dict.fromkeys(c.host for c in (self.reads, self.grades) if c is not None))


@dataclass(frozen=True, slots=True)
class RemoteParts:
    """`clock` is monotonic seconds, `pace` when passages leave.

    `addresses` are the variables for addresses that count beside the settings, None for all of
    the environment.
    """

    paths: Paths
    resources: Path
    clock: Callable[[], float]
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    pace: Pace = field(default_factory=Pace)
    addresses: Mapping[str, str] | None = None


class Remote:
    """Holds the courier of one window and puts other models behind it when the writer chooses."""

    def __init__(self, parts: RemoteParts) -> None:
        self.memory = ModelMemory()
        self.courier = Courier(self.memory, parts.clock, parts.pace)
        self.guards: tuple[Guard, ...] = ()
        """What model proposals must pass; set when the stations are built, before any reading."""
        self.examples: Examples | None = None
        """What the writer accepted before; shown to models with each batch."""
        self.status = RemoteStatus()
        self.changed: Callable[[RemoteStatus], None] = lambda status: None
        """Hears each new status, on the loop's thread."""
        self.heard: Heard = lambda host, trouble: None
        """Hears how it stands with each server; set before the first use."""
        self._parts = parts
        self._tools: Tools | None = None
        self._cache: AnswerCache | None = None
        self._turn = asyncio.Lock()
        self._uses = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables of this run, with keys in them."""
        return self._parts.environment

    @property
    def addresses(self) -> Mapping[str, str]:
        """The variables for addresses that count beside the settings."""
        parts = self._parts
        return parts.environment if parts.addresses is None else parts.addresses

    @property
    def keys(self) -> Keys:
        """The keys of this run."""
        return self._made().keys

    @property
    def budget(self) -> Budget:
        """Ledger, caps and prices, for the figures that are shown."""
        return self._made().budget

    async def use(self, settings: Settings) -> RemoteStatus:
        """Takes over changed settings; what cannot be used leaves this machine to read alone.

        Answers of the models used before no longer count. They get nothing from here on, however
        long it takes to have the next ones ready.
        """
        self._loop = asyncio.get_running_loop()
        self._uses += 1
        use = self._uses
        self.courier.use(None)
        async with self._turn:
            if settings.engine == OFFLINE:
                self.courier.use(None)
                self._tell(RemoteStatus())
                return self.status
            from app.remote_settings import remote_settings

            wanted = remote_settings(settings, self.addresses)
            self._tell(await self._used(wanted, use))
            return self.status

    async def test(self, choice: ModelChoice) -> tuple[bool, str]:
        """Whether a model answers, and a sentence about it."""
        from app.model_desk import test_connection

        return await test_connection(choice, self._made())

    async def models(self, choice: ModelChoice) -> tuple[ModelInfo, ...]:
        """The models on offer, empty where the server has no list. Raises ProviderFailed."""
        from app.model_desk import make_provider

        provider = await make_provider(choice, self._made())
        try:
            return await provider.models()
        finally:
            await provider.close()

    def erase(self) -> None:
        """Drafts are forgotten: so is what models said of them. May be called in a thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.courier.erase)

    async def close(self) -> None:
        """Lets go of the kept answers; the courier is stopped with the engine."""
        if self._cache is not None:
            await self._cache.close()

    async def _used(self, wanted: RemoteSettings, use: int) -> RemoteStatus:
        if not wanted.ready or wanted.to_agree:
            self.courier.use(None)
            return RemoteStatus(to_agree=wanted.to_agree, problem=wanted.problem)
        from app.model_desk import make_desk
        from suggest.model.proposing import Personal

        try:
            desk = await make_desk(wanted, self._made(), self.memory, lambda: self.guards)
            if use != self._uses:  # the settings changed meanwhile, consent perhaps with them
                await desk.close()
                return RemoteStatus()
        except StetError as error:
            self.courier.use(None)
            return RemoteStatus(problem=str(error))
        except Exception:  # libraries load here for the first time: a broken one ends no start
            _log.exception("The models could not be put to work")
            self.courier.use(None)
            return RemoteStatus(problem=BROKEN)
        desk.proposing.personal = Personal(examples=self.examples)
        self.courier.use(desk)
        return RemoteStatus(wanted.reads, wanted.grades)

    def _made(self) -> Tools:
        if self._tools is None:
            from app.keys import Keys
            from app.model_desk import Tools, make_budget
            from suggest.answers import AnswerCache

            parts = self._parts
            self._cache = AnswerCache(parts.paths.cache / "answers")
            keys = Keys(parts.environment)
            self._tools = Tools(
                keys, make_budget(parts.paths), self._cache, parts.resources, self._told
            )
        return self._tools

    def _told(self, host: str, trouble: Trouble | None) -> None:
        self.heard(host, trouble)

    def _tell(self, status: RemoteStatus) -> None:
        self.status = status
        self.changed(status)
