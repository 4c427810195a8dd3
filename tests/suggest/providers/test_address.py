"""Addresses as people type them."""

from __future__ import annotations

import pytest

from suggest.errors import NotAllowed
from suggest.providers.address import Address


@pytest.mark.parametrize(
    ("typed", "versioned"),
    [
        ("http://localhost:8080", "http://localhost:8080/v1"),
        (" http://localhost:8080/ ", "http://localhost:8080/v1"),
        ("http://localhost:8080/v1", "http://localhost:8080/v1"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1"),
        ("http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1"),
        ("https://models.example/llama", "https://models.example/llama/v1"),
        ("https://models.example/v1beta/openai", "https://models.example/v1beta/openai"),
        ("http://[::1]:11434", "http://[::1]:11434/v1"),
        ("HTTP://Example.COM", "http://example.com/v1"),
    ],
)
def test_the_base_is_found(typed: str, versioned: str) -> None:
    assert Address.parse(typed).versioned == versioned


def test_the_version_is_left_to_the_sdk() -> None:
    assert Address.parse("http://h.example/a/v1/messages").unversioned == "http://h.example/a"
    assert Address.parse("http://h.example/v1/").unversioned == "http://h.example"


@pytest.mark.parametrize(
    ("typed", "host", "loopback"),
    [
        ("http://localhost", "localhost", True),
        ("http://127.8.9.1:1", "127.8.9.1:1", True),
        ("http://[::1]:5", "[::1]:5", True),
        ("http://192.168.0.4", "192.168.0.4", False),
        ("https://localhost.example", "localhost.example", False),
    ],
)
def test_host_and_loopback(typed: str, host: str, loopback: bool) -> None:
    address = Address.parse(typed)
    assert (address.host, address.loopback) == (host, loopback)


@pytest.mark.parametrize(
    "typed",
    ["", "localhost:8080", "ftp://x", "http://", "http://key@host", "http://u:p@host",
     "http://host/?key=1", "http://host/#x", "http://host:port", "http://host:99999", "http://[::1"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_words(typed: str) -> None:
    with pytest.raises(NotAllowed, match="address"):
        Address.parse(typed)
