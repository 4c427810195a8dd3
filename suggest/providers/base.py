"""The seam every model provider satisfies, and what goes through it.

Wrappers (resilience, accounting, tests' fakes) are providers too. Nothing here does IO.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Purpose(StrEnum):
    """What a request is for; deadlines and numbers of tries hang on it."""

    PUSH = "push"
    GRADE = "grade"
    ASK = "ask"
    REVIEW = "review"
    TEST = "test"


class Stop(StrEnum):
    """Why the model stopped."""

    END = "end"
    LENGTH = "length"
    REFUSED = "refused"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer as the server counted them; `counted` is False when it told nothing.

    `fresh` are input tokens paid in full, `cached` were read from the prompt cache, `stored` were
    written to it; the three add up to the input.
    """

    fresh: int = 0
    cached: int = 0
    stored: int = 0
    output: int = 0
    counted: bool = True

    @property
    def total(self) -> int:
        """All tokens, in and out."""
        return self.fresh + self.cached + self.stored + self.output


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call. `system` is the fixed, cacheable prefix; drafts stand only in `user`.

    `schema` is the JSON Schema of the wished answer, None for plain text. `max_tokens` bounds the
    answer. Deadlines and tries follow from `purpose`.
    """

    purpose: Purpose
    model: str
    system: str
    user: str
    max_tokens: int
    schema: Mapping[str, Any] | None = None
    schema_name: str = "answer"


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What came back: text without half surrogates, never parsed here.

    `model` is the id the server says it used. `latency_ms` is of the try that succeeded, `tries`
    counts all of them.
    """

    text: str
    usage: Usage
    model: str
    stop: Stop = Stop.END
    request_id: str = ""
    latency_ms: int = 0
    tries: int = 1


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model the server offers. `lifecycle` is "" where the server has no such word."""

    id: str
    name: str = ""
    lifecycle: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Who reads the text: kept with every suggestion and named in the status bar."""

    provider: str
    host: str
    extra: Mapping[str, str] = field(default_factory=dict)


class Provider(Protocol):
    """Completes requests. Every failure is a ProviderFailed of `suggest.errors`.

    Cancelling the task that awaits a call frees its connection.
    """

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        ...

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer. Raises ProviderFailed."""
        ...

    def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        """Pieces of text as they come, then the whole answer. Raises ProviderFailed."""
        ...

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer, empty where the server cannot list them. Raises ProviderFailed."""
        ...

    async def close(self) -> None:
        """Frees the connections; a later call raises Unreachable."""
        ...
