"""Asking the C library for memory back, where there is one that keeps it."""

import ctypes
import gc

import pytest

from suggest.heap import give_back, unsearched


class Library:
    def __init__(self) -> None:
        self.asked: list[int] = []

    def malloc_trim(self, pad: int) -> int:
        self.asked.append(pad)
        return 1


def test_the_c_library_is_asked_for_all_that_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    give_back()
    assert library.asked == [0]


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_another_c_library_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    asked: list[object] = []

    def without(name: object) -> Library:
        asked.append(name)
        raise error

    monkeypatch.setattr(ctypes, "CDLL", without)
    give_back()
    assert asked == [None]


@pytest.mark.parametrize("on", [True, False])
def test_what_loads_is_not_searched_and_the_rest_is_as_before(on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(ValueError, match="damaged"), unsearched():
            assert not gc.isenabled()
            raise ValueError("damaged")
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()
