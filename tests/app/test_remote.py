"""The models of a window: settings, consent, keys and caps to a courier that asks, or does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import model_desk
from app.keys import Keys
from app.paths import find_paths, resources_dir
from app.reading import make_capture
from app.remote import BROKEN, Remote, RemoteParts
from app.settings import Settings
from suggest.engine import Engine
from suggest.events import Event
from suggest.feedback.dismissed import Dismissals
from suggest.model.desk import ModelDesk
from suggest.model.pace import Pace
from suggest.options import EngineOptions
from suggest.parts import EngineParts
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Policy, load_bars
from suggest.providers.base import ModelRequest, Purpose
from suggest.values import Splice
from tests.fakes.editing_server import user_of
from tests.fakes.model_bench import model_guards
from tests.fakes.model_server import Call, ModelServer, Said
from tests.fakes.provider import material, word_edits
from tests.fakes.stations import EveryLanguage, FixedCalibration, FlatGrader, ListRecorder

TEXT = "We recieve the archive each week."
ANSWER = word_edits({"recieve": "receive"}, "spelling")


async def edited(call: Call) -> None:
    request = ModelRequest(Purpose.PUSH, "", "", user_of(call), 0)
    await call.say(Said(ANSWER(request)))


def remote(tmp_path: Path, **environment: str) -> Remote:
    paths = find_paths(str(tmp_path))
    paths.prepare()
    loop = asyncio.get_running_loop()
    quick = Pace(gather=0.05, look=0.02)
    return Remote(RemoteParts(paths, resources_dir(), loop.time, environment, quick))


def settings_for(server: ModelServer, **more: object) -> Settings:
    host = server.url.removeprefix("http://")
    chosen = Settings(
        engine="openai",
        openai_model="fake-1",
        openai_base_url=server.url,
        remote_consent=(host,),
        delay_ms=300,
    )
    return replace(chosen, **more)  # type: ignore[arg-type]


@asynccontextmanager
async def engine(one: Remote) -> AsyncIterator[Engine]:
    """A running engine with the remote's courier and nothing of its own to say."""
    one.guards = model_guards()
    stations = Stations((one.memory,), one.guards, FlatGrader(), FixedCalibration(default=0.9))
    numbers = iter(range(10_000))
    loop = asyncio.get_running_loop()
    events: list[Event] = []
    parts = EngineParts(
        lambda dialect: Pipeline(stations),
        make_capture,
        Policy(load_bars(resources_dir() / "confidence.json")),
        ListRecorder(),
        Dismissals(None, lambda: datetime.now(UTC)),
        EveryLanguage(),
        loop.time,
        lambda: str(next(numbers)),
        one.courier,
    )
    made = Engine(parts, EngineOptions(delay_ms=300), events.append)
    made.load([""], "document")
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
        await one.close()


async def write(made: Engine, text: str = TEXT) -> None:
    """Types a paragraph and leaves it."""
    made.edit(Splice(0, 1, (text, "", ""), 0, 0))
    made.caret(2, 0)


async def until(what: Callable[[], object], seconds: float = 8.0) -> bool:
    """Waits for a condition, looking often; False when it never comes."""
    for _ in range(round(seconds / 0.02)):
        if what():
            return True
        await asyncio.sleep(0.02)
    return False


async def test_consent_taken_back_while_a_desk_is_made_leaves_it_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ModelServer(edited) as server:
        one, made, go = remote(tmp_path), asyncio.Event(), asyncio.Event()
        make, use = model_desk.make_desk, one.courier.use
        used: list[object] = []

        async def slow(*parts: Any) -> ModelDesk:
            desk = await make(*parts)
            made.set()
            await go.wait()
            return desk

        def noted(desk: ModelDesk | None) -> None:
            used.append(desk)
            use(desk)

        monkeypatch.setattr(model_desk, "make_desk", slow)
        monkeypatch.setattr(one.courier, "use", noted)
        agreed = settings_for(server)
        first = asyncio.create_task(one.use(agreed))
        await made.wait()
        second = asyncio.create_task(one.use(replace(agreed, remote_consent=())))
        await asyncio.sleep(0)  # it waits for its turn
        go.set()
        await asyncio.gather(first, second)
        assert used == [None] * len(used)
        assert one.status.to_agree
        await one.close()


async def test_a_typed_passage_goes_through_real_clients_and_back(tmp_path: Path) -> None:
    async with ModelServer(edited) as server:
        one = remote(tmp_path)
        status = await one.use(settings_for(server))
        assert status.hosts == (server.url.removeprefix("http://"),)
        assert status.problem == ""
        async with engine(one) as made:
            await write(made)
            assert await until(made.suggestions)
            (suggestion,) = made.suggestions()
            assert suggestion.proposal.replacement == "receive"
            assert [sent.prompt for sent in made.sent(suggestion.id)] == ["propose@1", "grade@1"]
            assert made.sent(suggestion.id)[0].host == status.hosts[0]
            assert len(server.calls) == 2
            figures = one.budget.ledger.now(datetime.now(UTC).astimezone())
            assert figures.day.requests == 2
            assert figures.day.tokens > 0


async def test_a_second_server_of_the_same_kind_grades_with_its_own_key(tmp_path: Path) -> None:
    async with ModelServer(edited) as reader, ModelServer(edited) as grader:
        hosts = tuple(server.url.removeprefix("http://") for server in (reader, grader))
        chosen = settings_for(reader, grade_base_url=grader.url, grade_model="judge-1")
        one = remote(tmp_path)
        asking = await one.use(chosen)
        assert (asking.reads, asking.to_agree) == (None, hosts[1:])
        for host in hosts:
            one.keys.hold(host, f"key-of-{host}")
        status = await one.use(replace(chosen, remote_consent=hosts))
        assert status.hosts == hosts
        async with engine(one) as made:
            await write(made)
            assert await until(made.suggestions)
            sent = made.sent(made.suggestions()[0].id)
        assert [(note.prompt, note.host) for note in sent] == [
            ("propose@1", hosts[0]),
            ("grade@1", hosts[1]),
        ]
        for server, host, model in zip((reader, grader), hosts, ("fake-1", "judge-1"), strict=True):
            (call,) = server.calls
            assert call.headers["authorization"] == f"Bearer key-of-{host}"
            assert call.body["model"] == model


async def test_without_agreement_nothing_is_sent(tmp_path: Path) -> None:
    async with ModelServer(edited) as server:
        one = remote(tmp_path)
        status = await one.use(settings_for(server, remote_consent=()))
        assert status.to_agree == (server.url.removeprefix("http://"),)
        assert status.hosts == ()
        async with engine(one) as made:
            await write(made)
            assert await until(lambda: not made.unread)
            await asyncio.sleep(0.3)  # several times as long as a passage would wait
        assert server.calls == []


async def test_a_key_in_the_environment_selects_nothing(tmp_path: Path) -> None:
    one = remote(tmp_path, ANTHROPIC_API_KEY="key-for-tests")
    status = await one.use(Settings())
    assert status == type(status)()
    assert not (tmp_path / "data" / "spending.sqlite3").exists()


async def test_what_is_missing_is_said_and_this_machine_reads_alone(tmp_path: Path) -> None:
    one = remote(tmp_path)
    heard: list[object] = []
    one.changed = heard.append
    status = await one.use(Settings(engine="anthropic"))
    assert "Choose a model" in status.problem
    assert status.hosts == ()
    assert heard == [status]


async def test_switching_the_engine_off_ends_the_calls(tmp_path: Path) -> None:
    async def silent(call: Call) -> None:
        await call.wait_for_close()

    async with ModelServer(silent) as server:
        one = remote(tmp_path)
        chosen = settings_for(server)
        await one.use(chosen)
        async with engine(one) as made:
            await write(made)
            assert await until(lambda: server.calls)
            await one.use(replace(chosen, engine="offline"))
            assert await until(server.calls[0].closed.is_set, 2.0)
            assert one.courier.busy == 0


async def test_examples_of_the_writer_are_shown_to_the_model(tmp_path: Path) -> None:
    class Pair:
        before, after = "utilize", "use"

    class Examples:
        def for_text(self, text: str, budget: int) -> list[Pair]:
            return [Pair()]

    async with ModelServer(edited) as server:
        one = remote(tmp_path)
        one.examples = Examples()
        await one.use(settings_for(server))
        async with engine(one) as made:
            await write(made)
            assert await until(lambda: server.calls)
        data = material(ModelRequest(Purpose.PUSH, "", "", user_of(server.calls[0]), 0))
        assert data["examples"] == [{"old": "utilize", "new": "use"}]


async def test_who_chose_another_engine_is_not_read_by_the_last_one_while_that_gets_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ModelServer(edited) as server:
        one = remote(tmp_path)
        async with engine(one) as made:
            await one.use(settings_for(server))
            slow = asyncio.Event()

            async def waits(keys: Keys, host: str, service: object = None) -> None:
                await slow.wait()

            monkeypatch.setattr(Keys, "key_for", waits)
            other = asyncio.ensure_future(one.use(settings_for(server, openai_model="fake-2")))
            await asyncio.sleep(0)
            offline = asyncio.ensure_future(one.use(Settings()))
            await asyncio.sleep(0)
            await write(made)
            await asyncio.sleep(1.5)  # the passage would be sent after 0.4 s
            assert server.calls == []
            slow.set()
            await asyncio.gather(other, offline)
            assert one.status.reads is None


async def test_a_library_that_does_not_load_ends_no_start_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*parts: object) -> None:
        raise ImportError("no such library")

    async with ModelServer(edited) as server:
        one = remote(tmp_path)
        monkeypatch.setattr("app.model_desk.make_provider", broken)
        status = await one.use(settings_for(server))
        assert (status.reads, status.problem) == (None, BROKEN)
        monkeypatch.undo()
        assert (await one.use(settings_for(server))).problem == ""
        await one.courier.stop()
        await one.close()
