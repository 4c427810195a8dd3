"""The two kinds of model servers for the settings: address, key, models on offer, a test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from app.contact import why_not
from app.kept import replaced
from app.preferences import KeptPreferences
from app.remote import Remote
from app.remote_settings import (
    SERVICES,
    EngineName,
    ModelChoice,
    address_of,
    env_keys,
    grading_engine,
    remote_settings,
)
from suggest.errors import StetError
from ui.remote import GRADER, Address, KeyPlace, KeyState, Offered, Trial, address_setting

_NO_LIST = "There is no list of models at this address. Check it, or type the id of a model."
_CHOOSE = "Choose a model first."
_STILL_THERE = "The keyring did not answer; it may still hold the key."


class Servers:
    """Answers about one server at a time; `changed` is awaited when a key came or went."""

    def __init__(
        self, remote: Remote, preferences: KeptPreferences, changed: Callable[[], Awaitable[None]]
    ) -> None:
        self._remote = remote
        self._preferences = preferences
        self._changed = changed
        self._placed: dict[str, KeyPlace] = {}

    def address(self, server: str) -> Address:
        """Where a server is, and who says so."""
        chosen = self._preferences.settings.values
        engine = grading_engine(chosen) if server == GRADER else EngineName(server)
        found = address_of(chosen, self._remote.addresses, engine)
        if found.fixed:
            return Address(found.text, SERVICES[engine].base_url, found.place)
        usual = found.text if server == GRADER else SERVICES[engine].base_url
        return Address(getattr(chosen, address_setting(server)), usual)

    def choice(self, server: str, model: str = "") -> ModelChoice | str:
        """A model of a server, "" for none chosen yet; or what is wrong with it."""
        settings = self._preferences.settings.values
        if server == GRADER:  # looked at as if it read: what is wrong with the reader is not asked
            engine = grading_engine(settings).value
            address = {f"{engine}_base_url": settings.grade_base_url or self.address(server).usual}
        else:
            engine, address = server, {}
        try:
            settings = replaced(
                settings,
                engine=engine,
                grade_engine="same",
                grade_model="",
                grade_base_url="",
                **{f"{engine}_model": model},
                **address,
            )
        except ValueError as error:
            return str(error)
        found = remote_settings(settings, self._remote.addresses)
        return found.reads or found.problem

    async def key(self, server: str) -> KeyState:
        """Looks a key up."""
        choice = self.choice(server)
        if isinstance(choice, str):
            return KeyState(KeyPlace.NONE)
        host, keys = choice.host, self._remote.keys
        variable = SERVICES[choice.engine].key_variable
        problem = next((p for p in keys.problems if f" {host} " in p), "")
        if host in self._placed:
            return KeyState(self._placed[host], host, variable, problem)
        if await keys.key_for(host, choice.engine) is None:
            return KeyState(KeyPlace.NONE, host, variable, problem)
        fixed = (choice.engine, host) in env_keys(self._remote.environment) and not problem
        return KeyState(
            KeyPlace.ENVIRONMENT if fixed else KeyPlace.KEYRING, host, variable, problem
        )

    async def keep(self, server: str, text: str) -> KeyState:
        """Keeps a key in the keyring, or for this run, and puts it to use."""
        choice = self.choice(server)
        if isinstance(choice, str):
            return KeyState(KeyPlace.NONE, problem=choice)
        try:
            place = await self._remote.keys.store(choice.host, text)
        except ValueError as error:
            return replace(await self.key(server), problem=str(error))
        self._placed[choice.host] = KeyPlace(place.value)
        return await self._with_other_key(server)

    async def remove(self, server: str) -> KeyState:
        """Forgets a key and goes on without it."""
        choice = self.choice(server)
        if isinstance(choice, str):
            return KeyState(KeyPlace.NONE, problem=choice)
        self._placed.pop(choice.host, None)
        gone = await self._remote.keys.delete(choice.host)
        state = await self._with_other_key(server)
        if gone:
            return state
        return replace(state, problem=_STILL_THERE)

    async def _with_other_key(self, server: str) -> KeyState:
        await self._changed()
        return await self.key(server)

    async def models(self, server: str) -> Offered:
        """Asks a server for its models."""
        choice = self.choice(server)
        if isinstance(choice, str):
            return Offered(problem=choice)
        try:
            found = await self._remote.models(choice)
        except StetError as error:
            return Offered(problem=why_not(error, choice))
        names = tuple(dict.fromkeys(model.id for model in found))
        return Offered(names, "" if names else _NO_LIST)

    async def test(self, server: str, model: str) -> Trial:
        """Asks a model for a word."""
        choice = self.choice(server, model)
        if isinstance(choice, str):
            return Trial(False, choice)
        if not model:
            return Trial(False, _CHOOSE)
        works, text = await self._remote.test(choice)
        return Trial(works, text)
