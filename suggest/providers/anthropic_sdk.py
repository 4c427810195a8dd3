"""Makes the client of the official Anthropic SDK; import it in a thread and only when wanted.

Importing this module costs a second of CPU. Nothing of the environment decides here but the
proxies: key, address and headers are ours.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anthropic

from suggest.providers.address import Address
from suggest.providers.cleaning import name
from suggest.providers.faults import of_status, without_key
from suggest.providers.wire import Caps, read_some

# What the SDK and HTTP need; ANTHROPIC_CUSTOM_HEADERS could add others or change these.
_OWN_HEADERS = {
    "accept",
    "anthropic-beta",
    "anthropic-version",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
}
_SECONDS = 300.0  # per read; the deadlines that matter stand in resilience.py


@dataclass(frozen=True, slots=True)
class Access:
    """Whom to call and with what. The repr shows no key."""

    address: Address
    key: str
    caps: Caps

    def __repr__(self) -> str:
        return f"Access({self.address.host})"


def make_client(access: Access) -> anthropic.AsyncAnthropic:
    """A client that follows no redirect, tries once, and reads error bodies within bounds."""
    http = anthropic.DefaultAsyncHttpxClient(
        timeout=anthropic.Timeout(_SECONDS, connect=5.0, pool=30.0),
        follow_redirects=False,
        trust_env=access.address.proxied,
        transport=None,  # without this word the SDK uses the proxies of the environment always
        event_hooks={"request": [_own_headers(access.key)], "response": [_fault_of(access)]},
    )
    return anthropic.AsyncAnthropic(
        api_key=access.key or "none",  # an empty one would make the SDK look around for another
        base_url=access.address.unversioned,
        max_retries=0,
        timeout=_SECONDS,
        open_telemetry=False,
        http_client=http,
    )


def sendable_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema in the subset that the API takes; bounds of values move into descriptions."""
    return anthropic.transform_schema(dict(schema))


def _own_headers(key: str) -> Callable[[Any], Awaitable[None]]:
    async def clean(request: Any) -> None:
        for header in list(request.headers):
            if header not in _OWN_HEADERS and not header.startswith("x-stainless-"):
                del request.headers[header]
        request.headers["accept-encoding"] = "identity"
        if key:
            request.headers["authorization"] = f"Bearer {key}"

    return clean


def _fault_of(access: Access) -> Callable[[Any], Awaitable[None]]:
    async def check(response: Any) -> None:
        # The SDK would read the body of an error whole, however long, and quote it.
        if response.status_code == 200:
            return
        encoding = name(response.headers.get("content-encoding"))
        seen = await read_some(response.aiter_raw(), encoding, access.caps.event)
        error = of_status(response.status_code, response.headers, seen)
        raise error if access.key else without_key(error)

    return check
