"""When the breaker opens, probes and closes."""

from __future__ import annotations

import pytest

from suggest.errors import CircuitOpen
from suggest.providers.breaker import Breaker, BreakerRules


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def opened() -> tuple[Breaker, Hand]:
    hand = Hand()
    breaker = Breaker(BreakerRules(), hand)
    for _ in range(5):
        breaker.enter()
        breaker.failed()
    return breaker, hand


def test_five_failures_open_it() -> None:
    breaker, _ = opened()
    assert breaker.is_open
    assert breaker.seconds == 30
    with pytest.raises(CircuitOpen):
        breaker.enter()


def test_failures_far_apart_or_with_success_between_do_not() -> None:
    hand = Hand()
    breaker = Breaker(BreakerRules(), hand)
    for _ in range(20):
        breaker.failed()
        hand.time += 16
    assert not breaker.is_open
    for _ in range(4):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert not breaker.is_open


def test_one_probe_goes_each_half_minute() -> None:
    breaker, hand = opened()
    sent = 0
    for _ in range(600):
        hand.time += 1
        try:
            breaker.enter()
        except CircuitOpen:
            continue
        sent += 1
        breaker.failed()
    assert 19 <= sent <= 20


def test_while_a_probe_runs_nothing_else_goes() -> None:
    breaker, hand = opened()
    hand.time += 31
    breaker.enter()
    with pytest.raises(CircuitOpen):
        breaker.enter()
    breaker.succeeded()
    breaker.enter()
    assert not breaker.is_open


def test_a_cancelled_probe_leaves_room_for_the_next() -> None:
    breaker, hand = opened()
    hand.time += 31
    breaker.enter()
    breaker.abandoned()
    breaker.enter()
    assert breaker.is_open
