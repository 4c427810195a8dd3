"""The desk of models behind the settings: real settings, keys, ledger and clients over loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.contact import why_not
from app.hosts import base_url
from app.keys import KeyStore, NoKeyring
from app.model_flags import Chosen, ModelFlags, with_flags
from app.paths import Paths, find_paths, resources_dir
from app.preferences import KeptPreferences
from app.remote import Remote, RemoteParts
from app.remote_desk import DeskParts, WindowDesk
from app.remote_settings import EngineName, ModelChoice
from app.session import session_file
from app.settings import Settings, load_settings, settings_file
from app.spent import kept_from_models
from app.watching import Watched
from app.writer import Writer
from suggest.errors import CapReached, NoKey, NotCounted, RateLimited, TooSlow, Unreachable
from suggest.feedback.log import FeedbackLog
from suggest.providers.base import ModelRequest, Purpose
from suggest.providers.resilience import Resilient
from tests.fakes.model_server import Call, ModelServer, Said
from tests.fakes.provider import FakeProvider
from ui.remote import GRADER, KeyPlace, KeyState, Offered, RemoteDesk, Rest, Spending, Trial

NOW = datetime(2026, 3, 12, 14, 2, tzinfo=UTC)
PRICE = (
    '[[price]]\nmodel = "fake-*"\ndate = 2026-01-01\ncurrency = "EUR"\n'
    "fresh = 1.0\ncached = 1.0\nstored = 1.0\noutput = 1.0\n"
)
REQUEST = ModelRequest(Purpose.TEST, "fake-1", "", "", 10)
T = TypeVar("T")


@dataclass
class Bench:
    """A desk over the files of a test; `opened` are the files it had opened."""

    desk: WindowDesk
    remote: Remote
    preferences: KeptPreferences
    paths: Paths
    opened: list[Path] = field(default_factory=list)
    told: int = 0

    async def answer(self, ask: Callable[[Callable[[T], None]], object]) -> T:
        """What a question is answered with."""
        got: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        ask(got.set_result)
        return await asyncio.wait_for(got, 10)


@asynccontextmanager
async def bench(
    tmp_path: Path, chosen: Chosen | None = None, **environment: str
) -> AsyncIterator[Bench]:
    """A desk, closed at the end; `chosen` is what the command line says."""
    paths = find_paths(str(tmp_path))
    paths.prepare()
    writer = Writer()
    kept = (settings_file(paths.settings_file), session_file(paths.session_file))
    preferences = KeptPreferences(*kept, writer, chosen)
    addresses = None if chosen is None else chosen.addresses
    parts = RemoteParts(
        paths,
        resources_dir(),
        asyncio.get_running_loop().time,
        environment,
        addresses=addresses,
    )
    remote = Remote(parts)
    log = FeedbackLog(paths.data / "feedback.sqlite3")
    opened: list[Path] = []

    def open_file(file: Path) -> bool:
        opened.append(file)
        return file.exists()

    desk = WindowDesk(remote, preferences, DeskParts(paths, log, lambda: NOW, open_file))
    made = Bench(desk, remote, preferences, paths, opened)

    def heard() -> None:
        made.told += 1

    desk.watch(heard)
    try:
        yield made
    finally:
        await desk.close()
        await remote.courier.stop()
        await remote.close()
        log.close()
        writer.stop()


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of whoever runs the tests is left alone."""

    def none() -> KeyStore:
        raise NoKeyring

    monkeypatch.setattr("app.keys.system_keyring", none)


def point_to(one: Bench, server: ModelServer, *, agree: bool = True) -> str:
    """Chooses a compatible server; returns its host."""
    host = server.url.removeprefix("http://")
    one.preferences.openai_base_url = server.url
    one.preferences.openai_model = "fake-1"
    one.preferences.engine = "openai"
    if agree:
        one.preferences.remote_consent = (host,)
    return host


async def test_it_is_one(tmp_path: Path) -> None:
    async with bench(tmp_path) as one:
        desk: RemoteDesk = one.desk
        assert desk.view.reads is None
        assert desk.view.chosen == "offline"


async def test_offline_touches_no_file_of_models(tmp_path: Path) -> None:
    async with bench(tmp_path, ANTHROPIC_API_KEY="sk-in-the-environment") as one:
        await one.desk.take_over()
        assert one.desk.view.reads is None
        assert await one.answer(one.desk.spending) == Spending()
        assert not (one.paths.data / "spending.sqlite3").exists()


async def test_a_chosen_host_is_asked_about_once_and_then_reads(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        host = point_to(one, server, agree=False)
        await one.desk.take_over()
        view = one.desk.view
        assert view.reads is None
        assert [(a.host, a.local, a.reads, a.grades) for a in view.to_agree] == [
            (host, True, True, True)
        ]
        assert server.calls == []
        one.desk.agree((host,))
        await until(lambda: one.desk.view.reads is not None)
        reads = one.desk.view.reads
        assert reads is not None
        assert (reads.title, reads.host, reads.model, reads.local) == (host, host, "fake-1", True)
        assert not one.desk.view.to_agree
        assert one.preferences.remote_consent == (host,)
        one.desk.forget_agreed()
        await until(lambda: one.desk.view.reads is None)
        assert [a.host for a in one.desk.view.to_agree] == [host]


async def test_what_the_command_line_chose_is_asked_about_and_not_kept(tmp_path: Path) -> None:
    async with ModelServer() as server:
        environment = {"STET_OPENAI_BASE_URL": "http://127.0.0.1:1"}
        flags = ModelFlags(EngineName.OPENAI, server.url, "fake-1")
        chosen = with_flags(Settings(), flags, environment)
        async with bench(tmp_path, chosen, **environment) as one:
            await one.desk.take_over()
            host = server.url.removeprefix("http://")
            assert one.desk.view.this_run
            assert [a.host for a in one.desk.view.to_agree] == [host]
            one.desk.agree((host,))
            await until(lambda: one.desk.view.reads is not None)
            assert one.desk.view.reads is not None
            address = one.desk.address("openai")
            assert (address.text, address.fixed) == (server.url, "")
        assert not one.paths.settings_file.exists()


async def test_consent_taken_back_in_such_a_run_is_taken_back_for_good(tmp_path: Path) -> None:
    file = find_paths(str(tmp_path)).settings_file
    settings_file(file).change(remote_consent=("far.test",), engine="anthropic")
    flags = ModelFlags(EngineName.OPENAI, "http://127.0.0.1:9/v1", "fake-1")
    chosen = with_flags(load_settings(file).values, flags, {})
    async with bench(tmp_path, chosen) as one:
        one.desk.agree(("127.0.0.1:9",))
        assert one.preferences.remote_consent == ("far.test", "127.0.0.1:9")
        one.desk.forget_agreed()
    later = load_settings(file).values
    assert (later.remote_consent, later.engine) == ((), "anthropic")


async def test_another_grader_is_asked_about_too(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        host = point_to(one, server)
        one.preferences.grade_engine = "anthropic"
        one.preferences.grade_model = "grader-1"
        await one.desk.take_over()
        assert [(a.host, a.local, a.reads, a.grades) for a in one.desk.view.to_agree] == [
            ("api.anthropic.com", False, False, True)
        ]
        one.desk.agree(("api.anthropic.com",))
        await until(lambda: one.desk.view.grades is not None)
        view = one.desk.view
        assert view.reads is not None
        assert view.grades is not None
        assert (view.reads.host, view.grades.title) == (host, "Claude")


async def test_the_graders_own_server_has_its_own_address_and_test(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        one.preferences.engine = "anthropic"  # without a model: nothing is asked of it here
        one.preferences.anthropic_base_url = "http://127.0.0.1:1"
        usual = one.desk.address(GRADER)
        assert (usual.text, usual.usual) == ("", "http://127.0.0.1:1")
        one.preferences.grade_engine = "openai"
        one.preferences.grade_base_url = server.url
        assert one.desk.address(GRADER).text == server.url
        assert one.desk.address("anthropic").text == "http://127.0.0.1:1"
        tested: Trial = await one.answer(lambda done: one.desk.test(GRADER, "judge-1", done))
        assert tested.works
        assert server.calls[-1].body["model"] == "judge-1"
        kept: KeyState = await one.answer(lambda done: one.desk.keep_key(GRADER, "secret", done))
        assert kept.host == server.url.removeprefix("http://")
        found: Offered = await one.answer(lambda done: one.desk.models(GRADER, done))
        assert found.models
        tested = await one.answer(lambda done: one.desk.test(GRADER, "judge-1", done))
        assert tested.works
        assert server.calls[-1].headers["authorization"] == "Bearer secret"


async def test_the_graders_address_of_the_environment_is_fixed(tmp_path: Path) -> None:
    async with bench(tmp_path, STET_OPENAI_BASE_URL="http://127.0.0.1:9/v1") as one:
        one.preferences.engine = "openai"
        one.preferences.grade_base_url = "http://127.0.0.1:7/v1"
        address = one.desk.address(GRADER)
        assert (address.text, address.fixed) == ("http://127.0.0.1:9/v1", "STET_OPENAI_BASE_URL")


async def test_a_test_says_in_words_how_it_went(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        point_to(one, server)
        tested: Trial = await one.answer(lambda done: one.desk.test("openai", "fake-1", done))
        assert tested.works
        assert "answered with fake-1" in tested.text
        missing: Trial = await one.answer(lambda done: one.desk.test("openai", "", done))
        assert missing == Trial(False, "Choose a model first.")
        address = server.url
    async with bench(tmp_path) as one:
        one.preferences.openai_base_url = address
        gone: Trial = await one.answer(lambda done: one.desk.test("openai", "fake-1", done))
        host = address.removeprefix("http://")
        said = f"Nothing answers at {host}. Start the server, or check the address and its port."
        assert gone == Trial(False, said)


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/", "/proxy/api/v1/", "/v1/models"])
async def test_an_address_may_be_written_in_many_ways(ending: str, tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        point_to(one, server)
        one.preferences.openai_base_url = server.url + ending
        tested: Trial = await one.answer(lambda done: one.desk.test("openai", "fake-1", done))
        assert tested.works
        base = "/proxy/api" if "proxy" in ending else ""
        assert server.calls[0].path == f"{base}/v1/chat/completions"


async def _page(call: Call) -> None:
    await call.plain(b"<html>Welcome</html>", headers={"content-type": "text/html"})


async def _nothing_there(call: Call) -> None:
    await call.plain(b"{}", 404)


async def _elsewhere(call: Call) -> None:
    await call.plain(b"", 302, {"location": "/login"})


async def _no_http(call: Call) -> None:
    await call.raw(b"SSH-2.0-Server\r\n")
    call.writer.close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (_page, "not a model's answer. Check the address."),
        (_nothing_there, "does not know this model, or the address is wrong."),
        (_elsewhere, "points to another address. Stet does not follow; check it."),
        (_no_http, "broke the connection. Check the address and its port."),
    ],
)
async def test_what_is_no_model_server_is_told_apart(
    answer: Callable[[Call], Awaitable[None]], said: str, tmp_path: Path
) -> None:
    async with ModelServer(answer) as server, bench(tmp_path) as one:
        point_to(one, server)
        tested: Trial = await one.answer(lambda done: one.desk.test("openai", "fake-1", done))
        assert not tested.works
        assert said in tested.text


def test_https_where_nothing_answers_is_hinted_at() -> None:
    def said(address: str) -> str:
        choice = ModelChoice(EngineName.OPENAI, base_url(address), "m")
        return why_not(Unreachable("No connection."), choice)

    assert said("https://localhost:8080").endswith("begin the address with http://.")
    assert said("http://localhost:8080").endswith("check the address and its port.")
    assert said("https://far.test") == (
        "No connection to far.test. Check the address and the network."
    )


async def test_a_test_that_is_given_up_answers_nobody(tmp_path: Path) -> None:
    hanging = asyncio.Event()

    async def hang(call: Call) -> None:
        await hanging.wait()
        await call.say(Said())

    async with ModelServer(hang) as server, bench(tmp_path) as one:
        point_to(one, server)
        got: list[Trial] = []
        stop = one.desk.test("openai", "fake-1", got.append)
        await until(lambda: server.calls)
        stop()
        await one.desk.close()
        assert got == []
        hanging.set()


async def test_models_are_listed(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        point_to(one, server)
        offered: Offered = await one.answer(lambda done: one.desk.models("openai", done))
        assert offered.models == ("fake-1",) or offered.problem
        one.preferences.openai_base_url = "http://127.0.0.1:9"
        gone: Offered = await one.answer(lambda done: one.desk.models("openai", done))
        assert gone.models == ()
        assert gone.problem.endswith(".")


async def test_a_key_says_where_it_is_kept(tmp_path: Path) -> None:
    async with bench(tmp_path, ANTHROPIC_API_KEY="sk-in-the-environment") as one:
        state: KeyState = await one.answer(lambda done: one.desk.key("anthropic", done))
        assert state == KeyState(KeyPlace.ENVIRONMENT, "api.anthropic.com", "ANTHROPIC_API_KEY")
        one.preferences.anthropic_base_url = "https://elsewhere.test"
        state = await one.answer(lambda done: one.desk.key("anthropic", done))
        assert (state.place, state.host) == (KeyPlace.NONE, "elsewhere.test")
        state = await one.answer(lambda done: one.desk.keep_key("anthropic", "sk-typed", done))
        assert (state.place, state.host) == (KeyPlace.THIS_RUN, "elsewhere.test")
        state = await one.answer(lambda done: one.desk.keep_key("anthropic", "two words", done))
        assert "spaces" in state.problem
        state = await one.answer(lambda done: one.desk.remove_key("anthropic", done))
        assert state.place is KeyPlace.NONE


async def test_a_key_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    async with bench(tmp_path, OPENAI_API_KEY="two words") as one:
        state: KeyState = await one.answer(lambda done: one.desk.key("openai", done))
        assert state.place is KeyPlace.NONE
        assert "two words" not in state.problem
        assert "cannot be used" in state.problem


async def test_an_address_of_the_environment_counts(tmp_path: Path) -> None:
    async with bench(tmp_path, STET_OPENAI_BASE_URL="http://localhost:9999/v1") as one:
        one.preferences.openai_base_url = "https://settings.test"
        address = one.desk.address("openai")
        assert (address.text, address.fixed) == ("http://localhost:9999/v1", "STET_OPENAI_BASE_URL")


async def test_words_about_what_was_typed(tmp_path: Path) -> None:
    async with bench(tmp_path) as one:
        desk = one.desk
        assert desk.problem_of_address("") == ""
        assert desk.problem_of_address("https://a.test/v1") == ""
        assert "must begin with https" in desk.problem_of_address("http://a.example.test")
        assert "one line" in desk.problem_of_model("two\nlines")
        assert desk.problem_of_model("C:/My models/small.gguf") == ""
        assert desk.problem_of_model("a:b-1") == ""
        assert "empty" in desk.problem_of_key(" ")


async def test_other_caps_hold_at_once_and_disturb_no_model(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        point_to(one, server)
        await one.desk.take_over()
        status = one.remote.status
        one.preferences.cap_day_tokens = 5000
        await one.desk.take_over()
        assert one.remote.status is status
        assert one.remote.budget.caps.day_tokens == 5000
        one.preferences.openai_model = "fake-2"
        await one.desk.take_over()
        assert one.remote.status is not status


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (CapReached("The cap is reached."), Rest.CAP),
        (NotCounted("Not counted."), Rest.UNCOUNTED),
        (NoKey("The server refuses the key."), Rest.KEY),
        (Unreachable("No connection."), Rest.AWAY),
        (RateLimited("Too many.", 1800), Rest.WAIT),
        (TooSlow("Too slow."), None),
    ],
)
async def test_what_a_call_meets_is_told_until_one_goes_well(
    error: Exception, why: Rest | None, tmp_path: Path
) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        host = point_to(one, server)
        await one.desk.take_over()
        provider = FakeProvider([error] * 3, host=host)
        watched = Watched(Resilient(provider), one.remote.heard)
        with pytest.raises(type(error)):
            await watched.complete(REQUEST)
        rest = one.desk.view.resting
        assert (rest.why if rest is not None else None) == why
        if rest is not None:
            assert rest.message == str(error)
            assert (rest.until is not None) == (why is Rest.WAIT)


async def test_use_is_told_with_prices_and_per_kept_suggestion(tmp_path: Path) -> None:
    async with ModelServer() as server, bench(tmp_path) as one:
        point_to(one, server)
        await one.desk.take_over()
        one.desk.prices_file.write_text(PRICE)
        await one.answer(one.desk.spending)
        tested: Trial = await one.answer(lambda done: one.desk.test("openai", "fake-1", done))
        assert tested.works
        found: Spending = await one.answer(one.desk.spending)
        assert found.day.tokens > 0
        assert found.day.money
        assert found.currency == "EUR"
        assert found.kept is None
        assert one.desk.view.today == found.day


async def test_a_damaged_record_is_put_aside_on_request(tmp_path: Path) -> None:
    async with bench(tmp_path) as one:
        record = one.paths.data / "spending.sqlite3"
        record.write_bytes(b"this is no database" * 100)
        found: Spending = await one.answer(one.desk.spending)
        assert found.damaged
        assert "damaged" in found.problem
        found = await one.answer(one.desk.start_anew)
        assert not found.problem
        assert list(one.paths.data.glob("spending.sqlite3.old-*"))


async def test_caps_and_prices_that_do_not_fit_are_told(tmp_path: Path) -> None:
    async with bench(tmp_path) as one:
        one.preferences.cap_day_money = 2.0
        found: Spending = await one.answer(one.desk.spending)
        assert "needs prices" in found.caps_problem
        one.desk.prices_file.write_text("[[price]]\nmodel = 3\n")
        found = await one.answer(one.desk.spending)
        assert "price 1 needs a model" in found.prices_problem


async def test_the_prices_file_is_made_without_any_price(tmp_path: Path) -> None:
    async with bench(tmp_path) as one:
        assert one.desk.open_prices() == ""
        assert one.opened == [one.desk.prices_file]
        found: Spending = await one.answer(one.desk.spending)
        assert found.prices_problem == ""
        assert found.currency == ""
        one.desk.prices_file.write_text(PRICE)
        assert one.desk.open_prices() == ""
        assert one.desk.prices_file.read_text() == PRICE


async def test_kept_suggestions_of_no_log_are_none(tmp_path: Path) -> None:
    log = FeedbackLog(tmp_path / "feedback.sqlite3")
    try:
        assert kept_from_models(log, NOW.date()) == 0
    finally:
        log.close()


async def until(what: Callable[[], object]) -> None:
    """Waits for a condition, looking often."""
    for _ in range(800):
        if what():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError
