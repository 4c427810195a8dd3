"""The pause that adapts can be seen, taken back and switched off."""

import pytest

from suggest.controls import FASTER, Controls
from suggest.values import Dismissal


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_stretch_tells_what_the_pause_learned_and_can_be_taken_back() -> None:
    controls = Controls(Clock(), lambda state, detail: None)
    assert controls.stretch == 1.0
    controls.slower(Dismissal.NOT_NOW)
    assert controls.stretch == 1.0
    controls.slower(Dismissal.NOT_HERE)
    assert controls.stretch == pytest.approx(1.5)
    assert controls.delay(0.9) == pytest.approx(1.35)
    controls.unstretch()
    assert controls.delay(0.9) == pytest.approx(0.9)


def test_the_stretch_wears_off() -> None:
    clock = Clock()
    controls = Controls(clock, lambda state, detail: None)
    controls.noted(FASTER)
    clock.now = 3_000.0
    assert controls.stretch == pytest.approx(1.0, abs=0.01)


def test_with_learning_off_the_pause_is_the_writers() -> None:
    controls = Controls(Clock(), lambda state, detail: None)
    controls.slower(Dismissal.NOT_HERE)
    controls.adapts = lambda: False
    assert controls.delay(0.9) == 0.9
