"""Addresses of model servers: which are allowed, and the host that keys and consent hang on.

Text and key travel encrypted, or do not leave the writer's own network: `http` is for hosts on it.
Reads no DNS; only what stands in the address counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 500
_PRIVATE = (
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
)
_PRIVATE_ENDS = (".localhost", ".local", ".internal", ".home.arpa")
# One label that starts with a letter: digits alone would be read as a public address.
_SHORT_NAME = r"[a-z]([a-z0-9_-]{0,61}[a-z0-9])?\Z"
_NAME = r"[a-z0-9_]([a-z0-9._-]{0,251}[a-z0-9])?\Z"
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """A checked address without a slash at its end.

    `host` names the server for keys, consent and the status bar: `name`, or `name:port` when the
    port is not the one of https. Two addresses with one `host` are one server. `local` says that
    it is this computer.
    """

    text: str
    host: str
    local: bool


def base_url_text(text: str) -> str:
    """The address as it may be kept, "" for none. Raises ValueError ("must ...")."""
    return base_url(text).text if text.strip() else ""


def base_url(text: str) -> BaseUrl:
    """The parts of an address. Raises ValueError whose words follow a name: "must ..."."""
    # Late: settings are read before the first paint, mostly without any address in them.
    from urllib.parse import urlsplit

    cleaned = text.strip().rstrip("/")
    if len(cleaned) > _LONGEST or not cleaned.isascii() or re.search(r"[\s\\\x00-\x20]", cleaned):
        raise ValueError("must be a web address without spaces or special letters")
    try:
        parts = urlsplit(cleaned)
        port, name = parts.port, (parts.hostname or "").rstrip(".")
    except ValueError:
        raise ValueError("must be a web address such as https://example.org/v1") from None
    if "://" not in cleaned and cleaned:
        raise ValueError(f"must begin with https:// or http://, such as {_completed(cleaned)}")
    if parts.scheme not in _PORTS or not name:
        raise ValueError("must begin with https:// or http:// and name a server")
    if "@" in parts.netloc:
        raise ValueError("must not hold a name or password; keys are kept apart")
    if parts.query or parts.fragment or "?" in cleaned or "#" in cleaned:
        raise ValueError("must not have a part after ? or #")
    address = _address(name)
    if address is None and not re.match(_NAME, name):
        raise ValueError("must be a web address such as https://example.org/v1")
    if parts.scheme == "http" and not _is_private(name, address):
        raise ValueError("must begin with https://, as that server is not on your own network")
    host = f"[{name}]" if ":" in name else name
    if parts.scheme == "http" or port not in (None, _PORTS["https"]):
        # Always with its port: http and https on one name are two servers.
        host = f"{host}:{port or _PORTS[parts.scheme]}"
    return BaseUrl(f"{parts.scheme}://{host}{parts.path}", host, _is_loopback(name, address))


def _completed(text: str) -> str:
    """What an address without its beginning may have been meant as.

    Only what looks like one is said again: it may be a key that came into the wrong field.
    """
    rest = re.sub(r"\Ahttps?:", "", text).lstrip(":/")
    likely = ("http", "https") if re.search(r"[.:]|\Alocalhost", rest) else ()
    for scheme in likely:  # http is refused for what is not on the own network
        meant = f"{scheme}://{rest.rstrip('/')}"
        try:
            base_url(meant)
        except ValueError:
            continue
        return meant
    return "https://example.org/v1"


def _address(name: str) -> object | None:
    """The IP address that `name` is, if it is one; one written inside another is unwrapped."""
    from ipaddress import IPv6Address, ip_address

    try:
        found = ip_address(name)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _is_private(name: str, address: object | None) -> bool:
    from ipaddress import ip_network

    if address is not None:
        return any(address in ip_network(network) for network in _PRIVATE)
    return bool(re.match(_SHORT_NAME, name)) or name.endswith(_PRIVATE_ENDS)


def _is_loopback(name: str, address: object | None) -> bool:
    if address is not None:
        return bool(getattr(address, "is_loopback", False))
    return name == "localhost" or name.endswith(".localhost")
