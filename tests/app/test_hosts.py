from __future__ import annotations

import pytest

from app.hosts import base_url, base_url_text
from suggest.providers.address import Address


@pytest.mark.parametrize(
    ("text", "kept", "host", "local"),
    [
        ("https://api.example.org", "https://api.example.org", "api.example.org", False),
        (" https://API.Example.org/v1/ ", "https://api.example.org/v1", "api.example.org", False),
        ("https://api.example.org:443/v1", "https://api.example.org/v1", None, False),
        ("https://api.example.org:8443", None, "api.example.org:8443", False),
        ("http://localhost:11434/v1", None, "localhost:11434", True),
        ("http://127.0.0.1:8080", None, "127.0.0.1:8080", True),
        ("http://[::1]:8080/v1", None, "[::1]:8080", True),
        ("http://[::ffff:127.0.0.1]:1", None, "[::ffff:127.0.0.1]:1", True),
        ("http://192.168.1.20:1234", None, "192.168.1.20:1234", False),
        ("http://10.1.2.3", "http://10.1.2.3:80", "10.1.2.3:80", False),
        ("http://nas:1234", None, "nas:1234", False),
        ("http://models.local/v1", "http://models.local:80/v1", "models.local:80", False),
        ("https://example.org./v1", "https://example.org/v1", "example.org", False),
    ],
)
def test_addresses_that_may_be_used(
    text: str, kept: str | None, host: str | None, local: bool
) -> None:
    found = base_url(text)
    assert found.text == (kept or text)
    assert found.host == (host or "api.example.org")
    assert found.local is local
    assert base_url(found.text) == found
    assert Address.parse(found.text).host == found.host  # what providers call it


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("http://api.example.org", "https://"),
        ("http://8.8.8.8", "https://"),
        ("http://134744072", "https://"),  # 8.8.8.8 as one number
        ("http://0x08080808", "https://"),
        ("http://8.8.2056", "https://"),
        ("http://[::ffff:8.8.8.8]", "https://"),
        ("http://[2001:4860::1]", "https://"),
        ("http://local.example.org", "https://"),
        ("http://127.0.0.1.example.org", "https://"),
        ("ftp://example.org", "begin with"),
        ("api.example.org", "begin with"),
        ("localhost:11434", "begin with"),
        ("https://", "begin with"),
        ("https:///v1", "begin with"),
        ("https://me:secret@example.org", "keys are kept apart"),
        ("https://example.org/v1?key=1", "?"),
        ("https://example.org/v1#x", "#"),
        ("https://exa mple.org", "without spaces"),
        ("https://example.org\n/v1", "without spaces"),
        ("https://example.org\\@evil.example", "without spaces"),
        ("https://exämple.org", "without spaces"),
        ("https://example.org:99999", "such as"),
        ("https://example.org:x", "such as"),
        ("https://[::1", "such as"),
        ("https://exa%00mple.org", "such as"),
        ("https://" + "a" * 600, "web address"),
    ],
)
def test_addresses_that_may_not(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"^must ") as caught:
        base_url(text)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("localhost:11434/v1", "http://localhost:11434/v1"),
        ("localhost", "http://localhost"),
        ("192.168.1.5:8080", "http://192.168.1.5:8080"),
        ("example.org/v1/", "https://example.org/v1"),
        ("http:/127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("secret-key-in-the-wrong-field", "https://example.org/v1"),
        ("name:secret@example.org", "https://example.org/v1"),
    ],
)
def test_an_address_without_its_beginning_is_completed_in_words(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=r"^must begin with https:// or http://, such as ") as told:
        base_url(text)
    assert str(told.value).rpartition(" ")[2] == meant


def test_no_address_is_kept_as_none() -> None:
    assert base_url_text("  ") == ""
    assert base_url_text("https://example.org/") == "https://example.org"
