"""Models for `stet check` and `stet eval`: all passages of a text are asked about first.

Unlike the window, a command that names an engine asks for everything in the text; it waits longer,
and a failure ends it instead of leaving the offline engine alone.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace

from app.contact import where_a_key_goes, why_not
from app.keys import Keys
from app.model_desk import Tools, Wishes, make_budget, make_desk
from app.model_flags import BadFlag, ModelFlags, with_flags
from app.paths import Paths, resources_dir
from app.remote_settings import EngineName, RemoteSettings
from app.settings import Settings
from app.stations import Asking
from suggest.answers import AnswerCache
from suggest.errors import NoKey, ProviderFailed
from suggest.guards.base import Guard
from suggest.model.base import Ask
from suggest.model.desk import ModelDesk
from suggest.model.memory import ModelMemory

PASSAGES_A_CALL = 6
CALLS_AT_ONCE = 2


class NotReady(Exception):
    """The engine cannot be used as it is set up; the text says what to do."""


class Asker:
    """Asks the chosen models. Belongs to one event loop at a time; `close` ends that."""

    def __init__(self, settings: RemoteSettings, paths: Paths, wishes: Wishes) -> None:
        self.settings = settings
        self.wishes = wishes
        self._paths = paths
        self._keys = Keys(os.environ)
        self._tools: Tools | None = None
        self._memory = ModelMemory()
        self._guards: tuple[Guard, ...] = ()
        self._desk: ModelDesk | None = None

    @property
    def asking(self) -> Asking:
        """What a checker is made with."""
        return Asking(self._memory, self._ahead, self._take_guards)

    async def close(self) -> None:
        """Frees connections and files; the next text opens new ones."""
        desk, self._desk = self._desk, None
        tools, self._tools = self._tools, None
        if desk is not None:
            await desk.close()
        if tools is not None:
            if isinstance(tools.answers, AnswerCache):
                await tools.answers.close()
            await asyncio.to_thread(tools.budget.ledger.close)

    async def _ahead(self, asks: Sequence[Ask]) -> None:
        """Raises ProviderFailed or CapReached when a passage was not read or not graded."""
        if self._desk is None:
            self._tools = Tools(
                self._keys,
                make_budget(self._paths, self.settings.caps),
                AnswerCache(self._paths.cache / "answers"),
                resources_dir(),
            )
            self._desk = await make_desk(
                self.settings, self._tools, self._memory, lambda: self._guards, self.wishes
            )
        fresh = [ask for ask in asks if ask.passage.id not in self._memory]
        fresh = await self._desk.recall(list({ask.passage.id: ask for ask in fresh}.values()))
        slots = asyncio.Semaphore(CALLS_AT_ONCE)
        batches = [fresh[n : n + PASSAGES_A_CALL] for n in range(0, len(fresh), PASSAGES_A_CALL)]
        work = (self._consult(self._desk, batch, slots) for batch in batches)
        for result in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(result, BaseException):
                raise result

    async def _consult(
        self, desk: ModelDesk, batch: Sequence[Ask], slots: asyncio.Semaphore
    ) -> None:
        async with slots:
            try:
                trouble = await desk.consult(batch)
            except ProviderFailed as error:
                raise ProviderFailed(self._why(error)) from error
        if trouble:
            grades = self.settings.grades
            raise ProviderFailed(f"{grades.host if grades else ''} did not grade. {trouble}")

    def _why(self, error: ProviderFailed) -> str:
        """What the server that reads said, by its name, and where its key is taken from."""
        reads = self.settings.reads
        if reads is None:
            return str(error)
        said = why_not(error, reads)
        if isinstance(error, NoKey):
            said = f"{said} {where_a_key_goes(reads, self._keys.problems)}"
        return said if reads.host in said else f"{reads.host}: {said}"

    def _take_guards(self, guards: tuple[Guard, ...]) -> None:
        self._guards = guards


def make_asker(settings: Settings, paths: Paths, flags: ModelFlags, wishes: Wishes) -> Asker | None:
    """The asker for the settings under the options, None for the offline engine.

    Naming an engine or an address is agreeing to its host for this run; any other host was agreed
    to in the window. Raises NotReady.
    """
    if not wishes.grading:  # nobody else gets text, whatever the settings say
        settings = replace(settings, grade_engine="same", grade_model="", grade_base_url="")
        flags = replace(flags, grade_engine=None, grade_model=None, grade_base_url=None)
    try:
        wanted = with_flags(settings, flags, os.environ).wanted
    except BadFlag as error:
        raise NotReady(str(error)) from None
    if wanted.engine is EngineName.OFFLINE:
        return None
    for choice, way in ((wanted.reads, "--model"), (wanted.grades, "--grade-model")):
        if choice is not None and not choice.model:
            raise NotReady(f"{wanted.problem} Or name one with {way}.")
    if not wanted.ready:
        raise NotReady(wanted.problem)
    open_hosts = [host for host in wanted.to_agree if host not in flags.named(wanted)]
    if open_hosts:
        way = "--engine" if wanted.reads and wanted.reads.host in open_hosts else "--grade-engine"
        raise NotReady(
            f"Agree in the window to send text to {', '.join(open_hosts)}, or name it with {way}."
        )
    return Asker(wanted, paths, wishes)
