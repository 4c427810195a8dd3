"""A desk of models for interface tests: answers come when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ui.preferences import Preferences
from ui.remote import (
    GRADER,
    Address,
    Amount,
    Asking,
    KeyPlace,
    KeyState,
    Model,
    Offered,
    RemoteView,
    Resting,
    Spending,
    Stop,
    Trial,
    address_setting,
)

USUAL = {"anthropic": "https://api.anthropic.com", "openai": "https://api.openai.com/v1"}


def host_of(address: str) -> str:
    """The server's name out of an address."""
    return address.split("//", 1)[1].split("/", 1)[0]


@dataclass
class FakeRemote:
    """Satisfies ui.remote.RemoteDesk over the preferences of a test.

    `tests` and `lists` are the callbacks that wait for an answer; `stopped` counts those given up.
    """

    preferences: Preferences
    fixed: dict[str, str] = field(default_factory=dict)
    keys: dict[str, KeyState] = field(default_factory=dict)
    tests: list[tuple[str, str, Callable[[Trial], None]]] = field(default_factory=list)
    lists: list[tuple[str, Callable[[Offered], None]]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    use: Spending = field(default_factory=Spending)
    resting: Resting | None = None
    today: Amount | None = None
    prices_answer: str = ""
    stopped: int = 0
    watchers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def prices_file(self) -> Path:
        return Path("/home/writer/.config/stet/prices.toml")

    @property
    def view(self) -> RemoteView:
        chosen = self.preferences
        if chosen.engine == "offline":
            return RemoteView()
        reads = self._model(chosen.engine, getattr(chosen, f"{chosen.engine}_model"))
        usual = getattr(chosen, f"{self._kind(GRADER)}_model")
        grades = self._model(GRADER, chosen.grade_model or usual)
        asking = [Asking(reads.host, reads.local, True, grades.host == reads.host)]
        if grades.host != reads.host:
            asking.append(Asking(grades.host, grades.local, False, True))
        open_ = tuple(one for one in asking if one.host not in chosen.remote_consent)
        if not (reads.model and grades.model):
            problem = "Choose a model in the settings."
            return RemoteView(chosen.engine, to_agree=open_, problem=problem)
        if open_:
            return RemoteView(chosen.engine, to_agree=open_)
        return RemoteView(
            chosen.engine,
            reads,
            grades,
            resting=self.resting,
            today=self.today,
        )

    def watch(self, heard: Callable[[], None]) -> Stop:
        self.watchers.append(heard)
        return lambda: self.watchers.remove(heard)

    def settings_changed(self) -> None:
        self.told.append("settings")
        self.tell()

    def tell(self) -> None:
        """Tells everybody who watches."""
        for heard in tuple(self.watchers):
            heard()

    def agree(self, hosts: tuple[str, ...]) -> None:
        self.preferences.remote_consent = (*self.preferences.remote_consent, *hosts)
        self.settings_changed()

    def forget_agreed(self) -> None:
        self.preferences.remote_consent = ()
        self.settings_changed()

    def problem_of_address(self, text: str) -> str:
        good = not text or text.startswith(("https://", "http://localhost"))
        return "" if good else "The address must begin with https://."

    def problem_of_model(self, text: str) -> str:
        return "The model id must be one word." if " " in text else ""

    def problem_of_key(self, text: str) -> str:
        return "A key has no spaces." if " " in text else ""

    def address(self, server: str) -> Address:
        kind = self._kind(server)
        if kind in self.fixed:
            return Address(self.fixed[kind], USUAL[kind], f"STET_{kind.upper()}_BASE_URL")
        usual = USUAL[kind]
        if server == GRADER:
            usual = getattr(self.preferences, f"{kind}_base_url") or usual
        return Address(getattr(self.preferences, address_setting(server)), usual)

    def key(self, server: str, done: Callable[[KeyState], None]) -> None:
        done(self.keys.get(server, KeyState(KeyPlace.NONE, self._host(server))))

    def keep_key(self, server: str, text: str, done: Callable[[KeyState], None]) -> None:
        self.told.append(f"key {len(text)}")
        self.keys[server] = KeyState(KeyPlace.KEYRING, self._host(server))
        done(self.keys[server])

    def remove_key(self, server: str, done: Callable[[KeyState], None]) -> None:
        self.keys.pop(server, None)
        self.key(server, done)

    def models(self, server: str, done: Callable[[Offered], None]) -> Stop:
        self.lists.append((server, done))
        return self._stop

    def test(self, server: str, model: str, done: Callable[[Trial], None]) -> Stop:
        self.tests.append((server, model, done))
        return self._stop

    def spending(self, done: Callable[[Spending], None]) -> None:
        done(self.use)

    def start_anew(self, done: Callable[[Spending], None]) -> None:
        self.told.append("anew")
        self.use = Spending()
        done(self.use)

    def open_prices(self) -> str:
        self.told.append("prices")
        return self.prices_answer

    def _stop(self) -> None:
        self.stopped += 1

    def _kind(self, server: str) -> str:
        chosen = self.preferences
        if server != GRADER:
            return server
        return chosen.engine if chosen.grade_engine == "same" else chosen.grade_engine

    def _host(self, server: str) -> str:
        address = self.address(server)
        return host_of(address.text or address.usual)

    def _model(self, server: str, model: str) -> Model:
        host = self._host(server)
        title = "Claude" if host == "api.anthropic.com" else host
        return Model(title, host, model, host.startswith("localhost"))
