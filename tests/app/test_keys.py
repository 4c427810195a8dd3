from __future__ import annotations

import asyncio
import copy
import importlib
import logging
import pickle
import threading
from dataclasses import dataclass, field

import pytest

from app.keys import SERVICE, Key, KeyPlace, Keys, KeyStore, NoKeyring, problem_of_key
from app.remote_settings import EngineName

_CANARY = "sk-canary-1234567890"
_HOST = "api.example.org"


@dataclass(slots=True)
class FakeStore:
    """A keyring in memory; `keeps` False is one that is switched off."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    keeps: bool = True
    threads: set[str] = field(default_factory=set)

    def get_password(self, service: str, username: str) -> str | None:
        self.threads.add(threading.current_thread().name)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.keeps:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def _none() -> KeyStore:
    raise NoKeyring


def test_a_key_shows_itself_to_its_host_alone() -> None:
    key = Key("api.example.org", f"  {_CANARY}\n")
    assert key.reveal("api.example.org") == _CANARY
    for other in ("api.example.org:8443", "evil.example", "", "API.example.org"):
        with pytest.raises(ValueError, match="another server") as caught:
            key.reveal(other)
        assert _CANARY not in str(caught.value)
    for shown in (repr(key), str(key), f"{key}", repr([key]), repr({"key": key})):
        assert _CANARY not in shown
    for write_down in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not written down"):
            write_down(key)
    assert not hasattr(key, "__dict__")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("sk one two", "spaces"),
        ("sk-a\nsk-b", "line breaks"),
        ("sk-näh", "plain letters"),
        ("“sk-a”", "plain letters"),
        ("sk-\x00a", "plain letters"),
        ("k" * 5000, "too long"),
    ],
)
def test_what_cannot_be_a_key_is_told_without_quoting_it(text: str, words: str) -> None:
    assert words in problem_of_key(text)
    assert "sk-" not in problem_of_key(text)
    assert problem_of_key(_CANARY) == ""


async def test_a_key_of_the_environment_goes_to_its_host_alone() -> None:
    keys = Keys({"ANTHROPIC_API_KEY": _CANARY}, _none)
    found = await keys.key_for("api.anthropic.com")
    assert found is not None
    assert found.reveal("api.anthropic.com") == _CANARY
    for other in ("api.openai.com", "127.0.0.1:1", "api.anthropic.com:8443", "anthropic.com"):
        assert await keys.key_for(other) is None


async def test_two_keys_of_the_environment_for_one_host_stay_apart() -> None:
    keys = Keys(
        {
            "ANTHROPIC_API_KEY": "key-a",
            "OPENAI_API_KEY": "key-b",
            "STET_ANTHROPIC_BASE_URL": "http://127.0.0.1:9",
            "STET_OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        },
        _none,
    )
    for engine, text in ((EngineName.ANTHROPIC, "key-a"), (EngineName.OPENAI, "key-b")):
        found = await keys.key_for("127.0.0.1:9", engine)
        assert found is not None
        assert found.reveal("127.0.0.1:9") == text
    assert await keys.key_for("api.openai.com") is None


async def test_a_bad_key_in_the_environment_is_told_in_words() -> None:
    keys = Keys({"OPENAI_API_KEY": "sk-a sk-b"}, _none)
    assert await keys.key_for("api.openai.com") is None
    (problem,) = keys.problems
    assert "api.openai.com" in problem
    assert "sk-" not in problem


async def test_the_keyring_keeps_a_key_under_its_host() -> None:
    store = FakeStore()
    keys = Keys({}, lambda: store)
    assert await keys.store("api.example.org", f" {_CANARY}\n") is KeyPlace.KEYRING
    assert store.kept == {(SERVICE, "api.example.org"): _CANARY}
    later = Keys({}, lambda: store)
    found = await later.key_for("api.example.org")
    assert found is not None
    assert found.reveal("api.example.org") == _CANARY
    assert await later.key_for("evil.example") is None
    assert threading.current_thread().name not in store.threads
    assert await later.delete("api.example.org")
    assert store.kept == {}
    assert await later.key_for("api.example.org") is None


async def test_without_a_keyring_a_key_lasts_for_this_run() -> None:
    keys = Keys({}, _none)
    assert await keys.store("api.example.org", _CANARY) is KeyPlace.THIS_RUN
    found = await keys.key_for("api.example.org")
    assert found is not None
    assert await Keys({}, _none).key_for("api.example.org") is None
    assert await keys.delete("api.example.org")
    assert await keys.key_for("api.example.org") is None


async def test_a_keyring_that_is_switched_off_is_noticed() -> None:
    store = FakeStore(keeps=False)
    keys = Keys({}, lambda: store)
    assert await keys.store("api.example.org", _CANARY) is KeyPlace.THIS_RUN
    assert await keys.key_for("api.example.org") is not None


async def test_what_the_writer_gives_now_comes_before_the_environment() -> None:
    keys = Keys({"OPENAI_API_KEY": "old"}, _none)
    keys.hold("api.openai.com", "new")
    found = await keys.key_for("api.openai.com")
    assert found is not None
    assert found.reveal("api.openai.com") == "new"
    await keys.delete("api.openai.com")
    found = await keys.key_for("api.openai.com")
    assert found is not None
    assert found.reveal("api.openai.com") == "old"


async def test_a_keyring_that_waits_for_a_password_is_left_and_asked_once() -> None:
    go = threading.Event()
    opened: list[str] = []
    store = FakeStore({(SERVICE, "api.example.org"): _CANARY})

    def slow() -> KeyStore:
        opened.append("")
        go.wait()
        return store

    keys = Keys({}, slow, seconds=0.02)
    assert await keys.key_for("api.example.org") is None
    assert await keys.key_for("api.example.org") is None
    assert len(opened) == 1
    go.set()
    patient = 0
    while (found := await keys.key_for("api.example.org")) is None:
        patient += 1
        assert patient < 200
    assert found.reveal("api.example.org") == _CANARY
    assert len(opened) == 1


async def test_an_error_of_the_keyring_is_no_key_and_is_not_quoted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> KeyStore:
        raise RuntimeError(f"could not store {_CANARY}")

    caplog.set_level(logging.DEBUG)
    keys = Keys({}, broken)
    assert await keys.key_for("api.example.org") is None
    assert await keys.store("api.example.org", _CANARY) is KeyPlace.THIS_RUN
    assert not await keys.delete("api.example.org")
    assert "RuntimeError" in caplog.text
    assert _CANARY not in caplog.text


async def test_a_computer_without_a_keyring_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring")
    for name in ("fail", "null"):
        backend = importlib.import_module(f"keyring.backends.{name}").Keyring()
        monkeypatch.setattr(keyring, "get_keyring", lambda found=backend: found)
        keys = Keys({})
        assert await keys.key_for("api.example.org") is None
        assert await keys.store("api.example.org", _CANARY) is KeyPlace.THIS_RUN
        assert await keys.delete("api.example.org")


async def test_a_keyring_in_a_plain_file_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring")
    plain = type("Plain", (FakeStore,), {"__module__": "keyrings.alt.file"})()
    monkeypatch.setattr(keyring, "get_keyring", lambda: plain)
    assert await Keys({}).store("api.example.org", _CANARY) is KeyPlace.THIS_RUN
    assert plain.kept == {}


@dataclass(slots=True)
class SlowStore(FakeStore):
    """Has read what it holds, and tells it only when it is let go."""

    go: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)

    def get_password(self, service: str, username: str) -> str | None:
        found = FakeStore.get_password(self, service, username)
        self.asked.set()
        self.go.wait(5)
        return found


@pytest.mark.parametrize("new", ["new-key", ""])
async def test_a_slow_keyring_does_not_bring_back_a_key_that_was_changed_or_taken_away(
    new: str,
) -> None:
    store = SlowStore()
    store.set_password(SERVICE, _HOST, "old-key")
    keys = Keys({}, lambda: store, seconds=5)
    looking = asyncio.ensure_future(keys.key_for(_HOST))
    await asyncio.to_thread(store.asked.wait, 5)
    change = asyncio.ensure_future(keys.store(_HOST, new) if new else keys.delete(_HOST))
    await asyncio.sleep(0)  # what was given counts from here on; the keyring still waits
    store.go.set()
    await asyncio.gather(looking, change)
    found = await keys.key_for(_HOST)
    assert (found.reveal(_HOST) if found else "") == new
