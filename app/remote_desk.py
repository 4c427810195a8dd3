"""What the window asks of its models, done with settings, keys, ledger and `Remote`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.beside import Beside
from app.hosts import base_url_text
from app.paths import Paths
from app.preferences import KeptPreferences
from app.remote import Remote
from app.remote_view import asking_of, model_of, title_of
from app.settings import MOST_HOSTS, model_id
from suggest.errors import NotCounted
from ui.remote import (
    Address,
    Amount,
    KeyPlace,
    KeyState,
    Offered,
    RemoteView,
    Resting,
    Spending,
    Stop,
    Trial,
)

if TYPE_CHECKING:  # late: an offline start needs none of these
    from app.remote_settings import RemoteSettings
    from app.servers import Servers
    from app.watching import Trouble
    from suggest.feedback.log import FeedbackLog

_BROKE = "It did not work. Try again."
_NO_KEY = KeyState(KeyPlace.NONE, problem=_BROKE)


@dataclass(frozen=True, slots=True)
class DeskParts:
    """`clock` is local time; `open_file` opens a file in the program of the system, if it can."""

    paths: Paths
    log: FeedbackLog
    clock: Callable[[], datetime]
    open_file: Callable[[Path], bool]


class WindowDesk:
    """Implements ui.remote.RemoteDesk. Its methods need a running loop."""

    def __init__(self, remote: Remote, preferences: KeptPreferences, parts: DeskParts) -> None:
        self._remote = remote
        self._preferences = preferences
        self._parts = parts
        self._used: RemoteSettings | None = None
        self._resting: dict[str, Resting] = {}
        self._today: Amount | None = None
        self._counting = False
        self._watchers: list[Callable[[], None]] = []
        self._beside = Beside()
        self._touched = False
        self._made: Servers | None = None
        remote.changed = lambda status: self._tell()
        remote.heard = self._heard

    # --- who reads

    @property
    def view(self) -> RemoteView:
        """Who reads now."""
        this_run = self._preferences.chosen is not None
        if self._is_untouched():
            return RemoteView(this_run=this_run)
        status, wanted = self._remote.status, self._wanted()
        hosts = [choice.host for choice in (status.reads, status.grades) if choice is not None]
        resting = next((self._resting[host] for host in hosts if host in self._resting), None)
        return RemoteView(
            chosen=wanted.engine.value,
            reads=model_of(status.reads),
            grades=model_of(status.grades),
            to_agree=tuple(asking_of(wanted, host) for host in status.to_agree),
            problem=status.problem,
            resting=resting,
            today=self._today if hosts else None,
            this_run=this_run,
        )

    @property
    def prices_file(self) -> Path:
        """The writer's own table of prices."""
        return self._parts.paths.config / "prices.toml"

    def watch(self, heard: Callable[[], None]) -> Stop:
        """Calls `heard` whenever the view changed."""
        self._watchers.append(heard)
        return lambda: self._watchers.remove(heard)

    def settings_changed(self) -> None:
        """Takes over the preferences as they stand."""
        self._beside.begin(self.take_over(), lambda _: None, None)

    def agree(self, hosts: tuple[str, ...]) -> None:
        """Keeps that these hosts may get text; the newest are kept if there are very many.

        Hosts of the command line may for this run; what is taken back, is for good.
        """
        preferences = self._preferences
        known = [host for host in preferences.remote_consent if host not in hosts]
        agreed = (*known, *hosts)[-MOST_HOSTS:]
        if preferences.chosen is None:
            preferences.remote_consent = agreed
        else:
            preferences.settings.hold("remote_consent", agreed)
        self.settings_changed()

    def forget_agreed(self) -> None:
        """Forgets what was agreed to."""
        self._preferences.remote_consent = ()
        self.settings_changed()

    async def take_over(self) -> None:
        """Puts the models of the settings to work, or none. Other caps disturb no model at work."""
        if self._is_untouched():
            return
        self._touched = True
        wanted, used = self._wanted(), self._used
        idle = bool(self._resting or self._remote.status.problem)
        self._resting.clear()
        if used is not None and replace(used, caps=wanted.caps) == wanted and not idle:
            if wanted.ready:
                self._remote.budget.caps = wanted.caps
            self._tell()
            return
        self._used = wanted
        await self._remote.use(self._preferences.settings.values)
        if self._remote.status.reads is not None:
            self._count()

    async def close(self) -> None:
        """Ends what is under way."""
        await self._beside.close()

    # --- what a text would mean

    def problem_of_address(self, text: str) -> str:
        """Why this is no address of a server, "" when it is."""
        return _told(lambda: base_url_text(text), "The address")

    def problem_of_model(self, text: str) -> str:
        """Why this is no model id, "" when it is."""
        return _told(lambda: model_id(text), "The model id")

    def problem_of_key(self, text: str) -> str:
        """Why this is no key, "" when it can be one."""
        from app.keys import problem_of_key  # late: only a writer with a model engine needs it

        return problem_of_key(text)

    # --- one server

    def address(self, server: str) -> Address:
        """Where a server is, and who says so."""
        return self._servers.address(server)

    def key(self, server: str, done: Callable[[KeyState], None]) -> None:
        """Looks a key up."""
        self._beside.begin(self._servers.key(server), done, _NO_KEY)

    def keep_key(self, server: str, text: str, done: Callable[[KeyState], None]) -> None:
        """Keeps a key in the keyring, or for this run, and puts it to use."""
        self._beside.begin(self._servers.keep(server, text), done, _NO_KEY)

    def remove_key(self, server: str, done: Callable[[KeyState], None]) -> None:
        """Forgets a key and goes on without it."""
        self._beside.begin(self._servers.remove(server), done, _NO_KEY)

    def models(self, server: str, done: Callable[[Offered], None]) -> Stop:
        """Asks a server for its models."""
        return self._beside.begin(self._servers.models(server), done, Offered(problem=_BROKE))

    def test(self, server: str, model: str, done: Callable[[Trial], None]) -> Stop:
        """Asks a model for a word."""
        return self._beside.begin(self._servers.test(server, model), done, Trial(False, _BROKE))

    # --- use and prices

    def spending(self, done: Callable[[Spending], None]) -> None:
        """Reads use and prices anew."""
        self._beside.begin(self._spending(), done, Spending(problem=_BROKE))

    def start_anew(self, done: Callable[[Spending], None]) -> None:
        """Keeps the record of spending aside and begins another."""
        self._beside.begin(self._anew(), done, Spending(problem=_BROKE))

    def open_prices(self) -> str:
        """Opens the table, made first if there is none; says why not."""
        from app.spent import make_prices

        file = self.prices_file
        try:
            make_prices(file)
        except OSError as error:
            return f"“{file.name}” could not be made: {error.strerror}."
        return "" if self._parts.open_file(file) else f"No program opens it. The file is {file}."

    # --- inside

    def _is_untouched(self) -> bool:
        """Offline since the start: there is nothing to show and nothing to take back."""
        return not self._touched and self._preferences.engine == "offline"

    @property
    def _servers(self) -> Servers:
        if self._made is None:
            from app.servers import Servers

            self._made = Servers(self._remote, self._preferences, self._with_other_key)
        return self._made

    def _wanted(self) -> RemoteSettings:
        from app.remote_settings import remote_settings

        return remote_settings(self._preferences.settings.values, self._remote.addresses)

    async def _with_other_key(self) -> None:
        self._used = None
        await self.take_over()

    async def _spending(self) -> Spending:
        from app.spent import kept_from_models, read_spending, refresh_prices

        parts, budget = self._parts, self._remote.budget
        budget.caps = self._wanted().caps

        def read() -> Spending:
            refresh_prices(budget, self.prices_file)
            ledger = parts.paths.data / "spending.sqlite3"
            return read_spending(
                budget, ledger, lambda day: kept_from_models(parts.log, day), parts.clock()
            )

        found = await asyncio.to_thread(read)
        today = None if found.problem else found.day
        if today != self._today:
            self._today = today
            self._tell()
        return found

    async def _anew(self) -> Spending:
        try:
            await asyncio.to_thread(self._remote.budget.ledger.start_anew)
        except NotCounted as error:
            return replace(await self._spending(), problem=str(error))
        self._resting.clear()
        return await self._spending()

    def _count(self) -> None:
        """Reads what went today, once at a time."""
        if self._counting:
            return
        self._counting = True

        def over(_: object) -> None:
            self._counting = False

        self._beside.begin(self._spending(), over, Spending())

    def _heard(self, host: str, trouble: Trouble | None) -> None:
        before = self._resting.pop(host, None)
        if trouble is None:
            self._count()
        else:
            self._resting[host] = self._rest(host, trouble)
        if before != self._resting.get(host):
            self._tell()

    def _rest(self, host: str, trouble: Trouble) -> Resting:
        until = None
        if trouble.seconds > 0:
            until = self._parts.clock() + timedelta(seconds=trouble.seconds)
        return Resting(trouble.why, host, title_of(host), trouble.message, until)

    def _tell(self) -> None:
        for heard in tuple(self._watchers):
            heard()


def _told(check: Callable[[], str], name: str) -> str:
    try:
        check()
    except ValueError as error:
        return f"{name} {error}."
    return ""
