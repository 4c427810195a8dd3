"""What goes between the reader of a window and the models: offers of passages, and the seams.

Text is in code points. Nothing here does IO.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from suggest.values import Passage, Span


@dataclass(frozen=True, slots=True)
class Ask:
    """A passage to be read by a model, with the sentence before and the sentence after it."""

    passage: Passage
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A passage that was read on this machine and may be sent, and how it is doing since.

    `current` is False once its text changed or nothing is to be read any more; `left` is True once
    the caret is elsewhere. `arrived` is called when a model's answer is there. `asked` passages do
    not wait.
    """

    ask: Ask
    current: Callable[[], bool]
    left: Callable[[], bool]
    arrived: Callable[[], None]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to a server in one call, word for word; `at` is local time."""

    prompt: str
    host: str
    model: str
    system: str
    user: str
    at: datetime | None = None


class ExamplePair(Protocol):
    """Wording that stood in a draft and the wording that the writer took in its place."""

    @property
    def before(self) -> str:
        """What stood there."""
        ...

    @property
    def after(self) -> str:
        """What the writer kept."""
        ...


class Examples(Protocol):
    """What the writer accepted before."""

    def for_text(self, text: str, budget: int) -> Sequence[ExamplePair]:
        """The pairs most like `text`, of about `budget` tokens in all."""
        ...


class Answers(Protocol):
    """Answers kept from before, on disk or in memory. Never raises: without it nothing is lost."""

    async def get(self, key: str) -> Any | None:
        """The plain JSON value kept under `key`, None when there is none."""
        ...

    async def put(self, key: str, value: Any) -> None:
        """Keeps a plain JSON value."""
        ...


class Push(Protocol):
    """What the reader tells of passages; `Courier` is the real one."""

    def start(self, tell: Callable[[str], None], reread: Callable[[], None]) -> None:
        """Begins to send; `tell` gets a plain sentence when something is wrong, "" when not.

        `reread` is called when other models are in use from now on.
        """
        ...

    async def stop(self) -> None:
        """Ends all calls."""
        ...

    def offer(self, offer: Offer) -> None:
        """A stable passage that the writer typed or changed."""
        ...

    def accepted(self, passage: Passage, span: Span, text: str) -> None:
        """The writer took a suggestion: `text` stands in the place of `span`; nothing is sent."""
        ...

    def forget(self) -> None:
        """Another document: nothing that waits is sent, no answer is waited for."""
        ...

    def sent(self, call: str) -> tuple[Sent, ...]:
        """What was sent for the answers of a call, empty when it was in an earlier session."""
        ...
