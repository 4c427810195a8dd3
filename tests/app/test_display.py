"""A start without a screen: one sentence, never Qt's abort."""

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.display import NO_DISPLAY, missing_display

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="only a Unix desktop is asked"
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    yield


def test_nothing_named_is_no_display() -> None:
    assert missing_display() == NO_DISPLAY


@pytest.mark.parametrize("name", [":7777", "unix:7777", "junk", "127.0.0.1:59534", ":x", "/no:0"])
def test_a_display_that_does_not_answer_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert name in missing_display()
    assert "stet check" in missing_display()


def test_a_chosen_platform_is_taken_at_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert missing_display() == ""


def test_a_listening_wayland_socket_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    monkeypatch.setenv("DISPLAY", ":7777")
    assert ":7777" in missing_display()
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        assert missing_display() == ""
    assert ":7777" in missing_display()  # the file is still there, nobody listens
