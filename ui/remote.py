"""What the window asks of the models behind it: who reads, keys, tests, spending; no network here.

Everything is called on the interface's thread and returns at once; answers come through callbacks
on the same thread. `server` is the kind of one, "anthropic" or "openai", or "grader" for the one
that grades.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

SERVERS = ("anthropic", "openai")
GRADER = "grader"
Stop = Callable[[], None]
"""Ends what was begun; its callback is then not called any more."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model and where it runs. `title` is what the status bar calls the server.

    `local` says that it is this computer.
    """

    title: str
    host: str
    model: str
    local: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """A host the writer has not agreed to yet, and what it would do."""

    host: str
    local: bool
    reads: bool
    grades: bool


class Rest(StrEnum):
    """Why a chosen model is not asked at the moment."""

    CAP = "cap"
    UNCOUNTED = "uncounted"
    AWAY = "away"
    WAIT = "wait"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Resting:
    """A model is not asked. `message` is a sentence; `until` is local time where it is known."""

    why: Rest
    host: str
    title: str
    message: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What went in a time; money as (amount, currency). `estimated` says that some is our guess.

    `priced` is False when some of it had no price.
    """

    tokens: float = 0
    money: tuple[tuple[float, str], ...] = ()
    estimated: bool = False
    priced: bool = True


@dataclass(frozen=True, slots=True)
class RemoteView:
    """Who reads the text. `reads` and `grades` are None while only this computer does.

    `problem` says what is missing for the chosen engine. `today` is what went today, None while it
    is not known. `this_run` says that the command line chose, and what is changed is not kept.
    """

    chosen: str = "offline"
    reads: Model | None = None
    grades: Model | None = None
    to_agree: tuple[Asking, ...] = ()
    problem: str = ""
    resting: Resting | None = None
    today: Amount | None = None
    this_run: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is. `fixed` names the environment's variable that says so, else ""."""

    text: str
    usual: str
    fixed: str = ""


class KeyPlace(StrEnum):
    """Where the key of a server is kept."""

    NONE = "none"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    THIS_RUN = "this run"


@dataclass(frozen=True, slots=True)
class KeyState:
    """`variable` is the name in the environment; `problem` is a sentence, "" when all is well."""

    place: KeyPlace
    host: str = ""
    variable: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a test, in a sentence."""

    works: bool
    text: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The models of a server, or why there is no list."""

    models: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """Use, caps and prices as they stand. Problems are sentences, "" when there is none.

    `damaged` is True when the record cannot be used; `kept` is per kept suggestion of this month.
    """

    day: Amount = Amount()
    month: Amount = Amount()
    kept: Amount | None = None
    problem: str = ""
    damaged: bool = False
    prices_problem: str = ""
    caps_problem: str = ""
    currency: str = ""


def address_setting(server: str) -> str:
    """The name of the preference that holds the address of a server."""
    return "grade_base_url" if server == GRADER else f"{server}_base_url"


class RemoteDesk(Protocol):
    """The models of one window, for its settings, its status bar and its questions."""

    @property
    def view(self) -> RemoteView:
        """Who reads now."""

    @property
    def prices_file(self) -> Path:
        """The writer's own table of prices; it need not exist."""

    def watch(self, heard: Callable[[], None]) -> Stop:
        """Call `heard` whenever the view changed, until it is stopped."""

    def settings_changed(self) -> None:
        """Take over the preferences as they stand, without a restart."""

    def agree(self, hosts: tuple[str, ...]) -> None:
        """The writer agreed that these hosts get text; kept for every later start."""

    def forget_agreed(self) -> None:
        """Every host is asked about again before it gets text."""

    # What a text would mean, before it is kept; "" when it is fine, else why not
    def problem_of_address(self, text: str) -> str: ...
    def problem_of_model(self, text: str) -> str: ...
    def problem_of_key(self, text: str) -> str: ...

    # One server
    def address(self, server: str) -> Address: ...
    def key(self, server: str, done: Callable[[KeyState], None]) -> None: ...
    def keep_key(self, server: str, text: str, done: Callable[[KeyState], None]) -> None: ...
    def remove_key(self, server: str, done: Callable[[KeyState], None]) -> None: ...
    def models(self, server: str, done: Callable[[Offered], None]) -> Stop: ...
    def test(self, server: str, model: str, done: Callable[[Trial], None]) -> Stop: ...

    # Use and prices
    def spending(self, done: Callable[[Spending], None]) -> None:
        """Read use and prices anew."""

    def start_anew(self, done: Callable[[Spending], None]) -> None:
        """Keep a damaged record of spending aside and begin another."""

    def open_prices(self) -> str:
        """Open the table in the program of the system, made first if there is none; or why not."""
