"""When Python may look for garbage: not while much is loaded, and never again through all that.

A look through everything takes 40 ms with lists, rules and window in memory, and any key may start
one. What is loaded stays until the end, so it is set aside.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def hold_garbage() -> None:
    """Let nothing look for garbage until `settle_garbage`: there is none before.

    Looking costs 15 ms of CPU at a start.
    """
    gc.disable()


def settle_garbage() -> None:
    """What is there now stays until the end; look for garbage in what comes after it."""
    gc.freeze()
    gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Something big that stays is being loaded, in whatever thread."""
    hold_garbage()
    try:
        yield
    finally:
        settle_garbage()
