from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from suggest.errors import (
    BadAnswer,
    CapReached,
    CircuitOpen,
    NoKey,
    NotAllowed,
    NotCounted,
    Overloaded,
    RateLimited,
    TooSlow,
    Unreachable,
)
from suggest.providers.base import (
    Endpoint,
    ModelAnswer,
    ModelInfo,
    ModelRequest,
    Provider,
    Usage,
)
from suggest.spending.caps import Caps, money_problem
from suggest.spending.charge import tokens_of
from suggest.spending.counting import Spent
from suggest.spending.ledger import Ledger, Reservation
from suggest.spending.metered import Budget, Metered
from suggest.spending.prices import Prices
from tests.suggest.spending.cases import MODEL, NOON, PRICES, Clock, request

_REAL = Usage(fresh=20, cached=60, stored=5, output=9)


class Server:
    """Satisfies Provider: gives one answer or error, and says how often it was asked."""

    def __init__(self, usage: Usage = _REAL, error: Exception | None = None) -> None:
        self.asked = 0
        self.closed = False
        self.left = False
        self.usage = usage
        self.error = error
        self.begun = asyncio.Event()
        self.wait: asyncio.Event | None = None
        self.pieces = ("one ", "two")
        self.error_after = False

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("openai", "models.test")

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        self.asked += 1
        self.begun.set()
        if self.wait is not None:
            await self.wait.wait()
        if self.error is not None:
            raise self.error
        return ModelAnswer("a" * 30, self.usage, "small-1-2026", request_id="r1")

    async def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        self.asked += 1
        try:
            if self.error is not None and not self.error_after:
                raise self.error
            for piece in self.pieces:
                yield piece
            if self.error is not None:
                raise self.error
            yield ModelAnswer("one two", self.usage, request.model)
        finally:
            self.left = True

    async def models(self) -> tuple[ModelInfo, ...]:
        return (ModelInfo(MODEL),)

    async def close(self) -> None:
        self.closed = True


def _budget(folder: Path, caps: Caps | None = None, prices: Prices = PRICES) -> Budget:
    return Budget(Ledger(folder / "spending.sqlite3"), caps or Caps(), prices, Clock())


def _spent(budget: Budget) -> Spent:
    return budget.ledger.now(NOON).day


async def test_the_usage_of_the_server_takes_the_place_of_the_estimate(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path)
    metered: Provider = Metered(server, budget)
    answer = await metered.complete(request())
    assert answer.request_id == "r1"
    spent = _spent(budget)
    assert (spent.requests, spent.tokens, spent.estimated) == (1, 94, False)
    # 20 fresh at 10, 60 cached at 1, 5 stored at 12, 9 out at 100, for a million each
    assert spent.costs[0].amount == pytest.approx((200 + 60 + 60 + 900) / 1e6)
    cost = budget.cost(MODEL, _REAL)
    assert cost == spent.costs[0]
    assert metered.endpoint.host == "models.test"
    assert await metered.models() == (ModelInfo(MODEL),)
    await metered.close()
    assert server.closed
    budget.ledger.close()


async def test_nothing_is_sent_beyond_a_cap(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path, Caps(day_tokens=149))
    metered = Metered(server, budget)
    with pytest.raises(CapReached):
        await metered.complete(request())
    with pytest.raises(CapReached):
        async for _ in metered.stream(request()):
            pass
    assert server.asked == 0
    budget.caps = Caps(day_tokens=150)
    await metered.complete(request())
    assert server.asked == 1
    budget.ledger.close()


async def test_calls_side_by_side_hold_the_cap_together(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path, Caps(day_tokens=600))
    server.wait = asyncio.Event()
    metered = Metered(server, budget)
    calls = [asyncio.create_task(metered.complete(request())) for _ in range(10)]
    done, waiting = await asyncio.wait(calls, return_when=asyncio.FIRST_EXCEPTION)
    while len(done) < 6:
        more, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_EXCEPTION)
        done |= more
    assert all(isinstance(call.exception(), CapReached) for call in done)
    server.wait.set()
    assert len(await asyncio.gather(*waiting)) == server.asked == 4
    assert _spent(budget).tokens <= 600
    budget.ledger.close()


@pytest.mark.parametrize(
    "usage", [Usage(counted=False), Usage(), Usage(fresh=-5, output=9), Usage(fresh=10**12)]
)
async def test_a_server_that_does_not_count_is_counted_by_estimate(
    tmp_path: Path, usage: Usage
) -> None:
    budget = _budget(tmp_path)
    await Metered(Server(usage), budget).complete(request())
    spent = _spent(budget)
    assert (spent.tokens, spent.estimated) == (100 + 10, True)
    assert spent.costs[0].amount == pytest.approx((100 * 12 + 10 * 100) / 1e6)
    budget.ledger.close()


@pytest.mark.parametrize(
    ("error", "tokens"),
    [
        (NoKey("no"), 0),
        (NotAllowed("no"), 0),
        (RateLimited("wait", 5), 0),
        (Overloaded("busy"), 0),
        (CircuitOpen("off"), 0),
        (Unreachable("nobody there"), 0),
        (Unreachable("broke", sent=True), 150),
        (TooSlow("slow"), 150),
        (BadAnswer("prose"), 150),
    ],
)
async def test_what_a_failed_call_costs(tmp_path: Path, error: Exception, tokens: int) -> None:
    budget = _budget(tmp_path)
    metered = Metered(Server(error=error), budget)
    with pytest.raises(type(error)):
        await metered.complete(request())
    assert _spent(budget).tokens == tokens
    assert _spent(budget).estimated == bool(tokens)
    with pytest.raises(type(error)):
        async for _ in metered.stream(request()):
            pass
    assert _spent(budget).tokens == 2 * tokens
    budget.ledger.close()


async def test_a_call_cancelled_under_way_keeps_its_estimate(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path)
    server.wait = asyncio.Event()
    call = asyncio.create_task(Metered(server, budget).complete(request()))
    await server.begun.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert (_spent(budget).tokens, _spent(budget).estimated) == (150, True)
    budget.ledger.close()


async def test_a_call_cancelled_before_it_was_sent_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, budget = Server(), _budget(tmp_path)
    inside, go, back = threading.Event(), threading.Event(), threading.Event()
    reserve, release = budget.reserve, budget.ledger.release

    def slow(request: ModelRequest, to: Endpoint) -> Reservation:
        inside.set()
        go.wait()
        return reserve(request, to)

    def noted(reservation: Reservation) -> None:
        release(reservation)
        back.set()

    monkeypatch.setattr(budget, "reserve", slow)
    monkeypatch.setattr(budget.ledger, "release", noted)
    call = asyncio.create_task(Metered(server, budget).complete(request()))
    await asyncio.to_thread(inside.wait)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    go.set()
    assert await asyncio.to_thread(back.wait, 10)
    assert server.asked == 0
    assert _spent(budget).requests == 0
    budget.ledger.close()


async def test_a_stream_is_counted_when_its_answer_comes(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path)
    pieces = [piece async for piece in Metered(server, budget).stream(request())]
    assert pieces[:2] == ["one ", "two"]
    assert isinstance(pieces[2], ModelAnswer)
    assert (_spent(budget).tokens, _spent(budget).estimated) == (94, False)
    budget.ledger.close()


async def test_a_stream_left_early_is_closed_and_keeps_its_estimate(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path)
    stream = Metered(server, budget).stream(request())
    async with aclosing(stream) as pieces:  # type: ignore[type-var]
        async for _ in pieces:
            break
    assert server.left
    assert (_spent(budget).tokens, _spent(budget).estimated) == (150, True)
    budget.ledger.close()


async def test_a_stream_that_breaks_after_text_keeps_its_estimate(tmp_path: Path) -> None:
    server, budget = Server(error=Overloaded("busy")), _budget(tmp_path)
    server.error_after = True
    with pytest.raises(Overloaded):
        async for _ in Metered(server, budget).stream(request()):
            pass
    assert _spent(budget).tokens == 150
    budget.ledger.close()


async def test_an_unusable_ledger_sends_nothing(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path)
    (tmp_path / "spending.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(NotCounted, match="damaged"):
        await Metered(server, budget).complete(request())
    assert server.asked == 0


async def test_an_answer_is_given_even_if_it_cannot_be_counted_any_more(tmp_path: Path) -> None:
    server, budget = Server(), _budget(tmp_path)
    server.wait = asyncio.Event()
    call = asyncio.create_task(Metered(server, budget).complete(request()))
    await server.begun.wait()
    budget.ledger.close()
    (tmp_path / "spending.sqlite3").write_bytes(b"no database" * 100)
    server.wait.set()
    assert (await call).text == "a" * 30
    budget.ledger.close()


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        (Prices(), "needs prices"),
        (Prices(problem="In “prices.toml”: price 1 needs a date."), "price 1 needs a date"),
        (
            Prices((*PRICES.rows, replace(PRICES.rows[0], currency="USD"))),
            "one currency; prices.toml has EUR, USD",
        ),
        (Prices((replace(PRICES.rows[0], model="other"),)), "no price for “small-1”"),
    ],
)
async def test_a_cap_in_money_that_cannot_be_held_is_refused_in_words(
    tmp_path: Path, prices: Prices, words: str
) -> None:
    server, caps = Server(), Caps(day_money=5)
    budget = _budget(tmp_path, caps, prices)
    with pytest.raises(NotCounted, match=words):
        await Metered(server, budget).complete(request())
    assert server.asked == 0
    budget.ledger.close()


async def test_a_cap_in_money_holds(tmp_path: Path) -> None:
    # A request is expected to cost 100 * 12 + 50 * 100 = 6200 millionths and costs 1220.
    server = Server()
    budget = _budget(tmp_path, Caps(day_money=0.0084))
    metered = Metered(server, budget)
    await metered.complete(request())
    await metered.complete(request())
    with pytest.raises(CapReached, match=r"0\.0084 EUR"):
        await metered.complete(request())
    assert server.asked == 2
    assert money_problem(budget.caps, budget.prices) == ""
    budget.ledger.close()


def test_without_a_price_only_tokens_count(tmp_path: Path) -> None:
    budget = _budget(tmp_path, prices=Prices())
    made = budget.reserve(request(), Endpoint("openai", "models.test"))
    budget.settle(made, _REAL, "x")
    assert (_spent(budget).costs, _spent(budget).unpriced) == ((), 1)
    assert budget.cost(MODEL, _REAL) is None
    budget.ledger.close()


def test_the_guess_is_a_third_of_the_characters_and_more_for_other_scripts() -> None:
    assert tokens_of("a" * 300) == 100
    assert tokens_of("") == 0
    assert tokens_of("字" * 100) == 100
    assert tokens_of("\ud83d") == 1
    with_schema = replace(request(), schema={"type": "object"}, system="s" * 30)
    assert tokens_of(with_schema.system) == 10


def test_prices_are_read_when_they_are_first_needed(tmp_path: Path) -> None:
    read: list[Prices] = []

    def table() -> Prices:
        read.append(PRICES)
        return PRICES

    budget = Budget(Ledger(tmp_path / "spending.sqlite3"), Caps(), table, Clock())
    assert read == []
    assert budget.cost(MODEL, _REAL) is not None
    assert budget.cost(MODEL, _REAL) is not None
    assert read == [PRICES]
    budget.prices = Prices()
    assert budget.cost(MODEL, _REAL) is None
    assert read == [PRICES]
