"""What the writer is to be told until it is answered, apart from the banner that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol


class Action(NamedTuple):
    """A button of a banner: what it says and what it does; the banner closes first."""

    text: str
    act: Callable[[], None]


class Message(NamedTuple):
    """One banner. A later message with the same `key` takes the place of the earlier."""

    key: str
    icon: str
    title: str
    text: str
    actions: tuple[Action, ...] = ()  # two at most


class Messages(Protocol):
    """Where messages go; the banner of a page, which is made when there is one to show."""

    def tell(self, message: Message) -> None:
        """Show a message, or keep it until those before it are answered."""

    def take_back(self, key: str) -> None:
        """Drop the message of that key, if it is there."""

    def holds(self, key: str) -> bool:
        """Whether the message of that key is still to be answered."""
