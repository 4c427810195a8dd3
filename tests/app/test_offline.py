"""The count of connections that tests/ui/test_walk.py relies on sees them."""

from __future__ import annotations

from tests.app.offline_journey import _hear, seen


def test_the_count_would_see_a_connection() -> None:
    before = len(seen)
    _hear("socket.connect", (None, ("192.0.2.1", 443)))
    _hear("socket.connect", (None, "/run/user/bus"))
    _hear("open", ("file",))
    assert [one.split(" ")[0] for one in seen[before:]] == ["socket.connect"]
    del seen[before:]
