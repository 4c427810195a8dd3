"""Keys of model servers: from the environment, the system's keyring or the writer; never a file.

A key belongs to one host and can be had for no other. Nothing here writes a key anywhere but to
the keyring, and no repr, message or log record shows one.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from enum import StrEnum
from typing import Any, NoReturn, Protocol, TypeVar

from app.remote_settings import EngineName, env_keys

SERVICE = "stet-editor"
SECONDS = 2.0
"""How long the keyring may take; it may be waiting for a password that nobody types."""
_LONGEST = 4000
_log = logging.getLogger(__name__)
T = TypeVar("T")


class Key:
    """A key and the host it belongs to. Shows itself to nobody but `reveal`."""

    __slots__ = ("__text", "host")

    def __init__(self, host: str, text: str) -> None:
        """`text` loses white space around it. Raises ValueError, fit to be shown."""
        self.host = host
        self.__text = _clean(text)

    def reveal(self, host: str) -> str:
        """The key itself, to be sent to `host`. Raises ValueError for any other host."""
        if host != self.host:
            raise ValueError("This key belongs to another server.")
        return self.__text

    def __repr__(self) -> str:
        return f"Key(host={self.host!r})"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not written down")


class KeyPlace(StrEnum):
    """Where a key was put."""

    KEYRING = "keyring"
    THIS_RUN = "this run"


class KeyStore(Protocol):
    """What is used of the keyring; any method may raise anything and may take for ever."""

    def get_password(self, service: str, username: str) -> str | None:
        """The stored text, None when there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Stores a text in place of an older one."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Removes it."""
        ...


class NoKeyring(Exception):
    """This computer has no keyring that may be used."""


class Keys:
    """The keys of one run of the program; its methods are called on the event loop.

    `open_store` is called in a thread and raises NoKeyring where there is none.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        open_store: Callable[[], KeyStore] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._environment = {
            place: Key(place[1], text)
            for place, text in env_keys(environment).items()
            if not problem_of_key(text)
        }
        self.problems = tuple(
            f"The key for {host} in the environment cannot be used. {problem_of_key(text)}"
            for (_, host), text in env_keys(environment).items()
            if problem_of_key(text)
        )
        self._open_store = open_store or system_keyring
        self._seconds = seconds
        self._held: dict[str, Key] = {}
        self._asked: dict[str, Future[str | None]] = {}

    async def key_for(self, host: str, engine: EngineName | None = None) -> Key | None:
        """The key of a host: what the writer gave in this run, the environment, the keyring.

        `engine` tells two variables apart that were set for one host. None when there is no key,
        or when the keyring did not answer in time; a later call finds what it said afterwards.
        """
        if host in self._held:
            return self._held[host]
        for (service, owner), key in self._environment.items():
            if owner == host and engine in (None, service):
                return key
        return await self._from_keyring(host)

    def hold(self, host: str, text: str) -> Key:
        """Keeps a key in memory until the program ends. Raises ValueError, fit to be shown."""
        self._held[host] = key = Key(host, text)
        return key

    async def store(self, host: str, text: str) -> KeyPlace:
        """Puts a key into the keyring, or holds it for this run where that does not work.

        Raises ValueError, fit to be shown, for what cannot be a key.
        """
        key = self.hold(host, text)
        self._asked.pop(host, None)
        kept = await self._within(_in_thread(lambda: self._keep(key)))
        return KeyPlace.KEYRING if kept else KeyPlace.THIS_RUN

    async def delete(self, host: str) -> bool:
        """Forgets the key of a host; False when the keyring may still have it.

        A key in the environment stays there and is used again.
        """
        self._held.pop(host, None)
        self._asked.pop(host, None)
        return bool(await self._within(_in_thread(lambda: self._remove(host))))

    async def _from_keyring(self, host: str) -> Key | None:
        # One question at a time for a host: while the first waits for a password, a second would
        # only show a second prompt.
        if host not in self._asked:
            self._asked[host] = _in_thread(lambda: self._read(host))
        asked = self._asked[host]
        text = await self._within(asked)
        if self._asked.get(host) is not asked:
            # The writer gave another key meanwhile, or took it away: that counts.
            return self._held.get(host)
        if asked.done():
            self._asked.pop(host, None)
        if not text or problem_of_key(text):
            return None
        return self.hold(host, text)

    async def _within(self, asked: Future[T]) -> T | None:
        """What the keyring said; None when it failed or takes too long."""
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.wrap_future(asked)
        except TimeoutError:
            _log.info("The keyring did not answer in time")
        except NoKeyring:
            _log.info("There is no keyring")
        except Exception as error:  # foreign code on the system's side: any error is "no key"
            _log.info("The keyring failed: %s", type(error).__name__)
        return None

    def _read(self, host: str) -> str | None:
        return self._open_store().get_password(SERVICE, host)

    def _keep(self, key: Key) -> bool:
        store = self._open_store()
        text = key.reveal(key.host)
        store.set_password(SERVICE, key.host, text)
        # A keyring that is switched off takes everything and keeps nothing.
        return store.get_password(SERVICE, key.host) == text

    def _remove(self, host: str) -> bool:
        try:
            store = self._open_store()
        except NoKeyring:
            return True
        if store.get_password(SERVICE, host) is not None:
            store.delete_password(SERVICE, host)
        return store.get_password(SERVICE, host) is None


def problem_of_key(text: str) -> str:
    """Why this cannot be a key, as a sentence without any of it; "" when it can."""
    try:
        _clean(text)
    except ValueError as error:
        return str(error)
    return ""


def system_keyring() -> KeyStore:
    """The keyring of the system, for use in a thread. Raises NoKeyring."""
    # Late: only a writer with a model engine has a use for it.
    import keyring
    from keyring.errors import KeyringError

    try:
        chosen: Any = keyring.get_keyring()
    except KeyringError:
        raise NoKeyring from None
    for store in getattr(chosen, "backends", (chosen,)):
        if _is_safe(type(store).__module__):
            found: KeyStore = store
            return found
    raise NoKeyring


def _is_safe(module: str) -> bool:
    """Whether a keyring keeps what it is given, and not in a plain file."""
    nothing = ("keyring.backends.fail", "keyring.backends.null")
    return module not in nothing and not module.startswith("keyrings.alt")


def _clean(text: str) -> str:
    key = text.strip()
    if not key:
        raise ValueError("The key is empty.")
    if len(key) > _LONGEST:
        raise ValueError("That is too long for a key. Copy the key alone.")
    if any(letter.isspace() for letter in key):
        raise ValueError("A key has no spaces or line breaks in it. Copy the key alone.")
    if not (key.isascii() and key.isprintable()):
        raise ValueError("A key has plain letters, digits and signs only. Copy it again.")
    return key


def _in_thread(work: Callable[[], T]) -> Future[T]:
    """Runs `work` in a thread of its own that cannot keep the program from ending."""
    answer: Future[T] = Future()
    answer.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # the border of the thread
            answer.set_exception(error)
        else:
            answer.set_result(result)

    threading.Thread(target=run, name="stet-keyring", daemon=True).start()
    return answer
