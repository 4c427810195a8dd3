"""Where a model server lives: checks an address a person typed and builds the URLs to call."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from suggest.errors import NotAllowed

_VERSION = re.compile(r"/v\d[^/]*(?=/|$)")
_METHODS = ("/chat/completions", "/messages", "/models")


@dataclass(frozen=True, slots=True)
class Address:
    """A checked base address. `host` is what the status bar names, with the port if one is given.

    `origin` is scheme and host, `path` has no slash at its end. `loopback` is True for this
    computer.
    """

    origin: str
    path: str
    host: str
    loopback: bool

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Reads what a person typed. Raises NotAllowed with what to change."""
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError:
            raise NotAllowed(
                "The address is not complete. Example: http://localhost:8080"
            ) from None
        name = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not name or not name.isprintable():
            raise NotAllowed("The address must start with http:// or https:// and name a server.")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise NotAllowed("The address must hold no key, name or question mark.")
        shown = f"[{name}]" if ":" in name else name
        host = shown if port is None else f"{shown}:{port}"
        return cls(f"{parts.scheme}://{host}", _trimmed(parts.path), host, _is_loopback(name))

    @property
    def proxied(self) -> bool:
        """Whether proxies of the environment may be used: not with text that they could read."""
        return self.origin.startswith("https:") and not self.loopback

    @property
    def versioned(self) -> str:
        """The base with its version part: "/v1" is added where the address names none."""
        return self.origin + (self.path if _VERSION.search(self.path) else f"{self.path}/v1")

    @property
    def unversioned(self) -> str:
        """The base without a version part at its end, as the Anthropic SDK wants it."""
        return self.origin + re.sub(r"/v1$", "", self.path)


def _trimmed(path: str) -> str:
    trimmed = path.rstrip("/")
    for method in _METHODS:
        trimmed = trimmed.removesuffix(method).rstrip("/")
    return trimmed


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
