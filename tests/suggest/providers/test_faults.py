"""What servers and libraries report, in our errors and our words."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

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
from suggest.providers.faults import (
    Missing,
    Refused,
    of_error_object,
    of_status,
    of_transport,
    retry_after,
)

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1", 1.0),
        ("0.5", 0.5),
        ("3600", 3600.0),
        ("-5", None),
        ("0", None),
        ("abc", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1e400", None),
        ("Tue, 01 Jan 2030 12:00:30 GMT", 30.0),
        ("Tue, 01 Jan 2030 12:00:30 -0000", 30.0),
        ("Tue, 01 Jan 2030 11:00:00 GMT", None),
        ("Tue, 99 Foo 2030", None),
        ("1e300", 86_400.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("Tue, 01 Jan 2030 12:00:30 +99999999999999999999", None),
    ],
)
def test_retry_after_is_read_as_number_or_date(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_milliseconds_go_before_seconds() -> None:
    assert retry_after({"retry-after-ms": "250", "retry-after": "9"}, NOW) == 0.25


@pytest.mark.parametrize(
    ("status", "body", "kind", "word"),
    [
        (400, b"x", NotAllowed, "did not accept"),
        (400, b'{"error":{"type":"exceed_context_size_error"}}', NotAllowed, "too long"),
        (400, b"Your credit balance is too low", NotAllowed, "credit"),
        (400, b"model_not_found", NotAllowed, "know this model"),
        (401, b"", NoKey, "key"),
        (402, b"", NotAllowed, "credit"),
        (403, b"", NotAllowed, "may not use"),
        (404, b"", Missing, "address"),
        (405, b"", Missing, "address"),
        (501, b"", Missing, "address"),
        (413, b"", NotAllowed, "too long"),
        (418, b"", NotAllowed, "did not accept"),
        (307, b"", NotAllowed, "another address"),
        (204, b"", NotAllowed, "did not accept"),
        (429, b"", RateLimited, "fewer"),
        (429, b'{"code":"insufficient_quota"}', NotAllowed, "credit"),
        (408, b"", Overloaded, "trouble"),
        (529, b"\xff\x00", Overloaded, "trouble"),
    ],
)
def test_statuses(status: int, body: bytes, kind: type[ProviderFailed], word: str) -> None:
    failure = of_status(status, {}, body)
    assert isinstance(failure, kind)
    assert word in str(failure)


def test_a_refused_parameter_is_told_by_its_name_alone() -> None:
    failure = of_status(422, {}, b'"response_format": secret draft, also stream_options')
    assert isinstance(failure, Refused)
    assert failure.named == {"response_format", "stream_options"}
    assert "secret" not in repr(failure)


def test_waits_are_kept_with_the_failure() -> None:
    limited = of_status(429, {"retry-after": "7"}, b"")
    busy = of_status(503, {"retry-after": "9"}, b"")
    assert isinstance(limited, RateLimited)
    assert limited.retry_after == 7
    assert getattr(busy, "retry_after", None) == 9


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"type": "overloaded_error"}, Overloaded),
        ({"type": "rate_limit_error"}, RateLimited),
        ({"type": "authentication_error"}, NoKey),
        ({"type": "invalid_request_error", "message": "prompt is too long"}, NotAllowed),
        ({"code": 429, "type": "x"}, RateLimited),
        ({"code": 400, "message": "context length of 4096 exceeded"}, NotAllowed),
        ({"code": 10**9}, Overloaded),
        ("broken", Overloaded),
        (None, Overloaded),
    ],
)
def test_errors_inside_answers(error: object, kind: type[ProviderFailed]) -> None:
    assert isinstance(of_error_object(error), kind)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError("x"), Unreachable),
        (httpx.ConnectTimeout("x"), Unreachable),
        (httpx.ProxyError("x"), Unreachable),
        (httpx.RemoteProtocolError("x"), Unreachable),
        (httpx.ReadError("x"), Unreachable),
        (httpx.StreamClosed(), Unreachable),
        (ConnectionResetError(), Unreachable),
        (httpx.ReadTimeout("x"), TooSlow),
        (httpx.PoolTimeout("x"), TooSlow),
        (httpx.UnsupportedProtocol("x"), NotAllowed),
        (httpx.InvalidURL("x"), NotAllowed),
        (httpx.LocalProtocolError("x"), NotAllowed),
        (RuntimeError("closed"), Unreachable),
        (RecursionError(), BadAnswer),
        (UnicodeDecodeError("utf-8", b"secret", 0, 1, "x"), BadAnswer),
        (TypeError("secret"), BadAnswer),
    ],
)
def test_errors_of_libraries(error: Exception, kind: type[ProviderFailed]) -> None:
    failure = of_transport(error)
    assert type(failure) is kind
    assert "secret" not in str(failure)
