"""Turns what servers and HTTP libraries report into our errors; quotes nothing of it.

Foreign texts may hold the draft or the key, so only fixed sentences leave this room.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from suggest.errors import (
    BadAnswer,
    NoKey,
    NotAllowed,
    Overloaded,
    ProviderFailed,
    RateLimited,
    TooSlow,
    Unreachable,
)

NOT_AN_ANSWER = "The server sent something that is not a model's answer. Check the address."
_LONGEST_WAIT = 86_400.0
BAD_NETWORK_SETTINGS = "The proxy or certificate settings of this computer cannot be used."
BROKE_OFF = "The answer broke off."
_TOO_LONG = "The text is too long for this model."
_NO_CREDIT = "The account at this server has no credit left."
_UNKNOWN = "The server does not know this model, or the address is wrong."
_TROUBLE = "The server has trouble right now."
_TOO_MANY = "The server wants fewer requests."
# Words of parameters that some servers refuse; told apart so that the client can do without.
_PARAMETERS = (
    "response_format",
    "json_schema",
    "json_object",
    "output_config",
    "output_format",
    "grammar",
    "guided",
    "max_tokens",
    "max_completion_tokens",
    "stream_options",
    "cache_control",
)
_LENGTH_MARKS = ("context_length", "context_size", "context size", "context length", "too long")
_CREDIT_MARKS = ("insufficient_quota", "credit balance", "billing_error")
_READ_OF_ERROR = 65_536


class Refused(NotAllowed):
    """The request as it stands was refused; `named` are the parameters the server spoke of."""

    def __init__(self, message: str, named: frozenset[str] = frozenset()) -> None:
        super().__init__(message)
        self.named = named


class Busy(Overloaded):
    """Overloaded, and the server named the seconds to wait."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Missing(NotAllowed):
    """The server has nothing at this address, or not for this method."""


def of_status(status: int, headers: Mapping[str, str], body: bytes) -> ProviderFailed:
    """What a status other than 200 means. Only marks are looked for in the body."""
    text = body[:_READ_OF_ERROR].decode("utf-8", "replace").lower()
    if status in (400, 422):
        return _refused(text)
    if status == 429 and not any(mark in text for mark in _CREDIT_MARKS):
        return RateLimited(_TOO_MANY, retry_after(headers))
    if status in (404, 405, 501):
        return Missing(_UNKNOWN)
    if status in (408, 409) or status >= 500:
        seconds = retry_after(headers)
        return Overloaded(_TROUBLE) if seconds is None else Busy(_TROUBLE, seconds)
    return _final(status)


def without_key(error: ProviderFailed) -> ProviderFailed:
    """The same for a request that had no key: there was none to be refused."""
    return NoKey("The server asks for a key.") if isinstance(error, NoKey) else error


def of_error_object(error: object) -> ProviderFailed:
    """What an error told inside an answer or a stream means."""
    text = str(error).lower()[:_READ_OF_ERROR]
    code = error.get("code") if isinstance(error, dict) else None
    if isinstance(code, int) and 400 <= code < 600:
        return of_status(code, {}, text.encode("utf-8", "replace"))
    if "rate_limit" in text:
        return RateLimited(_TOO_MANY)
    if "authentication" in text or "invalid_api_key" in text:
        return NoKey("The server does not accept the key.")
    if "invalid_request" in text or "not_found" in text or "permission" in text:
        return _refused(text)
    return Overloaded(_TROUBLE)


def of_transport(error: BaseException) -> ProviderFailed:
    """What an exception of an HTTP library means; known by the names of its classes.

    By name, because the Anthropic SDK brings its own HTTP library, whose classes must not be
    imported before the SDK is wanted.
    """
    names = {cls.__name__ for cls in type(error).__mro__}
    if names & {"ConnectError", "ConnectTimeout", "ProxyError"}:
        return Unreachable("No connection to the server.")
    if names & {"TimeoutException", "APITimeoutError"}:
        return TooSlow("The server took too long.")
    if names & {"InvalidURL", "UnsupportedProtocol", "LocalProtocolError"}:
        return NotAllowed("The address or the key cannot be used as it stands.")
    if names & {"TransportError", "APIConnectionError", "StreamError", "OSError"}:
        return Unreachable("The connection broke.", sent=True)
    if "RuntimeError" in names and "RecursionError" not in names:
        return Unreachable("The connection was closed.")
    return BadAnswer(NOT_AN_ANSWER)


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds the server asks to wait; None when it names none or something that is no time.

    A day at most: longer is a mistake, and the model would be gone until the next start.
    """
    for value, unit in (
        (headers.get("retry-after-ms", ""), 0.001),
        (headers.get("retry-after", ""), 1.0),
    ):
        seconds = _number(value)
        if seconds is not None:
            return min(seconds * unit, _LONGEST_WAIT)
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        wait = (date - (now or datetime.now(UTC))).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(wait, _LONGEST_WAIT) if wait > 0 else None


def _number(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _refused(text: str) -> ProviderFailed:
    if any(mark in text for mark in _LENGTH_MARKS):
        return NotAllowed(_TOO_LONG)
    if any(mark in text for mark in _CREDIT_MARKS):
        return NotAllowed(_NO_CREDIT)
    if "not_found" in text or "model_not" in text:
        return NotAllowed(_UNKNOWN)
    named = frozenset(word for word in _PARAMETERS if word in text)
    return Refused("The server did not accept the request.", named)


def _final(status: int) -> ProviderFailed:
    if 300 <= status < 400:
        return NotAllowed("The server points to another address. Stet does not follow; check it.")
    if status == 401:
        return NoKey("The server does not accept the key.")
    said = {
        402: _NO_CREDIT,
        403: "This key may not use this model.",
        413: _TOO_LONG,
        429: _NO_CREDIT,
    }
    return NotAllowed(said.get(status, "The server did not accept the request."))
