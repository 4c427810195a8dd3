"""What both clients send and read, against a server on loopback."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from suggest.errors import NoKey, NotAllowed, Overloaded, Unreachable
from suggest.providers.anthropic import Anthropic
from suggest.providers.base import ModelAnswer, ModelInfo, ModelRequest, Purpose, Stop, Usage
from suggest.providers.openai_compatible import OpenAICompatible
from tests.fakes.model_server import (
    MODEL,
    TEXT,
    Call,
    ModelServer,
    Said,
    Wire,
    event_answer,
    frame,
)

KEY = "sk-canary-77"
SCHEMA = {"type": "object", "properties": {"edits": {"type": "array", "maxItems": 9}}}
PLAIN = ModelRequest(Purpose.ASK, "m-1", "You edit.", "My draft.", 300)
SHAPED = replace(PLAIN, schema=SCHEMA)
Client = Anthropic | OpenAICompatible


def client(wire: Wire, url: str, key: str = KEY) -> Client:
    return Anthropic(key, url) if wire is Wire.ANTHROPIC else OpenAICompatible(url, key)


async def asked(wire: Wire, request: ModelRequest, streamed: bool = False) -> tuple[Any, Call]:
    """The answer of a fresh client to one request, and the call the server saw."""
    async with ModelServer() as server:
        provider = client(wire, server.url)
        answer = await one(provider, request, streamed)
        await provider.close()
        return answer, server.calls[-1]


async def one(provider: Client, request: ModelRequest, streamed: bool = False) -> ModelAnswer:
    if not streamed:
        return await provider.complete(request)
    async with aclosing(provider.stream(request)) as pieces:
        found = [piece async for piece in pieces]
    assert isinstance(found[-1], ModelAnswer)
    assert "".join(str(piece) for piece in found[:-1]) == found[-1].text
    return found[-1]


WIRES = pytest.mark.parametrize("wire", list(Wire))
STREAMED = pytest.mark.parametrize("streamed", [False, True])


@WIRES
@STREAMED
async def test_an_answer_with_its_usage(wire: Wire, streamed: bool) -> None:
    answer, call = await asked(wire, PLAIN, streamed)
    stored = 5 if wire is Wire.ANTHROPIC else 0
    assert answer.text == TEXT
    assert answer.usage == Usage(30, 100, stored, 12)
    assert (answer.model, answer.stop) == (MODEL, Stop.END)
    assert call.streamed is streamed
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert call.headers["accept-encoding"] == "identity"


async def test_what_goes_to_anthropic() -> None:
    _, call = await asked(Wire.ANTHROPIC, SHAPED)
    assert call.path == "/v1/messages"
    cached = {"type": "text", "text": "You edit.", "cache_control": {"type": "ephemeral"}}
    assert call.body["system"] == [cached]
    assert call.body["messages"] == [{"role": "user", "content": "My draft."}]
    form = call.body["output_config"]["format"]
    assert form["type"] == "json_schema"
    assert form["schema"]["additionalProperties"] is False
    assert "maxItems" not in form["schema"]["properties"]["edits"]
    assert call.body["max_tokens"] == 300


async def test_what_goes_to_others() -> None:
    _, call = await asked(Wire.OPENAI, SHAPED, streamed=True)
    assert call.path == "/v1/chat/completions"
    assert call.body["messages"] == [
        {"role": "system", "content": "You edit."},
        {"role": "user", "content": "My draft."},
    ]
    told = {"name": "answer", "schema": SCHEMA, "strict": True}
    assert call.body["response_format"] == {"type": "json_schema", "json_schema": told}
    assert call.body["stream_options"] == {"include_usage": True}


@WIRES
async def test_half_surrogates_do_not_stop_a_request(wire: Wire) -> None:
    answer, call = await asked(wire, replace(PLAIN, user="a\ud83d b \ud83d\ude42", system="\udc00"))
    assert answer.text == TEXT
    assert call.body["messages"][-1]["content"] == "a\ufffd b 🙂"


def refusing(*words: str) -> Callable[[Call], Awaitable[None]]:
    """Refuses bodies in which one of these words stands, naming it."""

    async def act(call: Call) -> None:
        body = json.dumps(call.body)
        for word in words:
            if word in body:
                message = {"error": {"message": f"{word}: unknown field"}}
                await call.plain(json.dumps(message).encode(), 422)
                return
        await call.say()

    return act


@pytest.mark.parametrize(
    ("wire", "words", "requests"),
    [
        (Wire.OPENAI, ["json_schema"], 2),
        (Wire.OPENAI, ["response_format"], 3),
        (Wire.OPENAI, ["stream_options"], 2),
        (Wire.OPENAI, ["response_format", "stream_options"], 4),
        (Wire.ANTHROPIC, ["output_config"], 2),
        (Wire.ANTHROPIC, ["cache_control"], 2),
        (Wire.ANTHROPIC, ["cache_control", "output_config"], 3),
    ],
)
async def test_what_a_server_refuses_is_left_out_and_remembered(
    wire: Wire, words: list[str], requests: int
) -> None:
    async with ModelServer(refusing(*words)) as server:
        provider = client(wire, server.url)
        assert (await one(provider, SHAPED, streamed=True)).text == TEXT
        assert len(server.calls) == requests
        await one(provider, SHAPED, streamed=True)
        assert len(server.calls) == requests + 1
        await provider.close()
        if "response_format" in words or "output_config" in words:
            assert "JSON Schema" in json.dumps(server.calls[-1].body)


async def test_the_newer_word_for_the_length_is_learnt() -> None:
    async def act(call: Call) -> None:
        if "max_tokens" in call.body:
            told = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
            await call.plain(json.dumps({"error": {"message": told}}).encode(), 400)
        else:
            await call.say()

    async with ModelServer(act) as server:
        provider = client(Wire.OPENAI, server.url)
        await provider.complete(PLAIN)
        assert server.calls[-1].body["max_completion_tokens"] == 300
        await provider.close()


@WIRES
async def test_a_refusal_for_another_reason_is_not_remembered(wire: Wire) -> None:
    async def act(call: Call) -> None:
        if len(server.calls) <= 3:
            message = {"error": {"message": "response_format output_config: bad request"}}
            await call.plain(json.dumps(message).encode(), 400)
        else:
            await call.say()

    async with ModelServer(act) as server:
        provider = client(wire, server.url)
        with pytest.raises(NotAllowed):
            for _ in range(2):  # Anthropic's ladder is one step shorter
                await provider.complete(SHAPED)
        server.calls.extend(server.calls[:2])
        await provider.complete(SHAPED)
        body = server.calls[-1].body
        assert ("response_format" in body) or ("output_config" in body)
        await provider.close()


@WIRES
async def test_models_are_listed(wire: Wire) -> None:
    async with ModelServer() as server:
        server.models = [
            {"id": "big", "display_name": "Big", "lifecycle": "active"},
            {"id": "old", "lifecycle": "retired"},
            {"id": 7},
            {},
            "odd",
        ]
        provider = client(wire, server.url)
        found = await provider.models()
        await provider.close()
    if wire is Wire.ANTHROPIC:
        assert found == (ModelInfo("big", "Big", "active"), ModelInfo("old", "", "retired"))
    else:
        assert found == (ModelInfo("big"), ModelInfo("old"))


@WIRES
async def test_a_server_without_a_list_offers_nothing(wire: Wire) -> None:
    async with ModelServer() as server:
        server.models = None
        provider = client(wire, server.url)
        assert await provider.models() == ()
        await provider.close()


@WIRES
async def test_a_refusal_after_text_is_not_asked_again(wire: Wire) -> None:
    async def act(call: Call) -> None:
        refusal = {"type": "invalid_request_error", "message": "output_config response_format"}
        frames = event_answer(call.wire, Said())[:3]
        await call.frames([*frames, frame({"type": "error", "error": refusal})])

    async with ModelServer(act) as server:
        provider = client(wire, server.url)
        with pytest.raises(NotAllowed):
            await one(provider, SHAPED, streamed=True)
        assert len(server.calls) == 1
        await provider.close()


async def test_the_sdk_is_imported_in_a_thread_and_late() -> None:
    class Watched(Anthropic):
        def _made(self) -> Any:
            made_in.append(threading.current_thread())
            return super()._made()

    made_in: list[threading.Thread] = []
    async with ModelServer() as server:
        provider = Watched(KEY, server.url)
        assert not made_in
        await asyncio.gather(provider.prepare(), provider.prepare())
        assert not server.calls
        await asyncio.gather(provider.complete(PLAIN), provider.complete(PLAIN))
        await provider.close()
    assert len(made_in) == 1
    assert made_in[0] is not threading.main_thread()


def test_importing_the_providers_loads_no_sdk() -> None:
    modules = "anthropic, resilience, json_in_text, anthropic_answer"
    code = f"import sys; from suggest.providers import {modules}; "
    code += "print({'anthropic', 'httpx', 'httpx2', 'pydantic'} & set(sys.modules))"
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@WIRES
async def test_nothing_goes_after_closing(wire: Wire) -> None:
    async with ModelServer() as server:
        provider = client(wire, server.url)
        await provider.complete(PLAIN)
        await provider.close()
        with pytest.raises(Unreachable):
            await provider.complete(PLAIN)
        with pytest.raises(Unreachable):
            await provider.models()
        assert len(server.calls) == 1


@WIRES
@STREAMED
async def test_ends_and_counts_that_differ(wire: Wire, streamed: bool) -> None:
    words = {
        Wire.ANTHROPIC: {
            "refusal": Stop.REFUSED,
            "max_tokens": Stop.LENGTH,
            "model_context_window_exceeded": Stop.LENGTH,
            "stop_sequence": Stop.END,
            "pause_turn": Stop.OTHER,
        },
        Wire.OPENAI: {
            "content_filter": Stop.REFUSED,
            "length": Stop.LENGTH,
            "tool_calls": Stop.OTHER,
        },
    }[wire]
    for word, stop in words.items():

        async def act(call: Call, word: str = word) -> None:
            await call.say(Said(stop=word, usage={}))

        async with ModelServer(act) as server:
            provider = client(wire, server.url)
            answer = await one(provider, PLAIN, streamed)
            await provider.close()
        assert answer.stop is stop
        assert answer.usage == Usage(counted=False)


async def test_the_environment_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-the-shell")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token-of-the-shell")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9/elsewhere")
    headers = "X-Spy: 1\nAuthorization: Bearer spy\nauthorization: Bearer spy2"
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", headers)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with ModelServer() as server:
        for key in (KEY, ""):
            for wire in Wire:
                provider = client(wire, server.url, key)
                await provider.complete(PLAIN)
                await provider.close()
    told = "".join(str(call.headers) for call in server.calls)
    assert len(server.calls) == 4
    assert "spy" not in told.lower()
    assert "of-the-shell" not in told


@WIRES
async def test_a_proxy_gets_no_text_that_it_could_read(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ModelServer() as proxy, ModelServer() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        provider = client(wire, server.url)
        # As if it were another computer of the writer's network.
        provider._address = replace(provider._address, loopback=False)
        await provider.complete(PLAIN)
        await provider.close()
    assert (len(proxy.calls), len(server.calls)) == (0, 1)


async def test_without_a_key_nothing_goes_to_the_official_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-the-shell")
    provider = Anthropic()
    for call in (provider.complete(PLAIN), provider.models()):
        with pytest.raises(NoKey):
            await call
    with pytest.raises(NoKey):
        await anext(provider.stream(PLAIN))
    await provider.close()


def test_bad_keys_and_addresses_are_told_at_once() -> None:
    with pytest.raises(NoKey):
        Anthropic("sk-ä")
    with pytest.raises(NoKey):
        OpenAICompatible("http://localhost", "a b")
    with pytest.raises(NotAllowed):
        OpenAICompatible("localhost:8080")
    assert Anthropic("k").endpoint.host == "api.anthropic.com"
    assert OpenAICompatible("http://localhost:1/v1").endpoint.host == "localhost:1"


@WIRES
async def test_a_proxy_setting_that_is_none_is_told_in_words(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    provider = client(wire, "https://models.invalid")
    with pytest.raises(NotAllowed, match="proxy"):
        await provider.complete(PLAIN)
    await provider.close()


@WIRES
async def test_no_representation_shows_the_key(wire: Wire) -> None:
    async with ModelServer() as server:
        provider = client(wire, server.url)
        await provider.complete(PLAIN)
        assert KEY not in repr(provider) + str(provider.endpoint)
        await provider.close()


@WIRES
async def test_the_libraries_stay_quiet_at_debug(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    for logger in ("", "anthropic", "httpx", "httpx2", "httpcore", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=logger)
    await asked(wire, PLAIN)
    assert "My draft" not in caplog.text
    assert KEY not in caplog.text


@WIRES
async def test_many_calls_share_one_client(wire: Wire) -> None:
    async with ModelServer(keep_alive=True) as server:
        provider = client(wire, server.url)
        answers = await asyncio.gather(*(provider.complete(PLAIN) for _ in range(12)))
        assert {answer.text for answer in answers} == {TEXT}
        await provider.close()
    assert len(server.calls) == 12


@WIRES
async def test_a_pair_split_over_two_events_arrives_whole(wire: Wire) -> None:
    async def act(call: Call) -> None:
        await call.say(Said("x\ud83d\ude42y", parts=4))

    async with ModelServer(act) as server:
        provider = client(wire, server.url)
        assert (await one(provider, PLAIN, streamed=True)).text == "x🙂y"
        await provider.close()


@WIRES
async def test_an_error_told_with_200_is_an_error(wire: Wire) -> None:
    async def act(call: Call) -> None:
        await call.plain(b'{"error": {"type": "overloaded_error", "message": "My draft."}}')

    async with ModelServer(act) as server:
        provider = client(wire, server.url)
        with pytest.raises(Overloaded) as caught:
            await provider.complete(PLAIN)
        assert "My draft" not in str(caught.value)
        await provider.close()
