"""Chosen models and their hosts in the values that the window knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.remote import Asking, Model

if TYPE_CHECKING:  # late: an offline start needs none of these
    from app.remote_settings import ModelChoice, RemoteSettings

_CLAUDE, _CLAUDE_HOST = "Claude", "api.anthropic.com"


def title_of(host: str) -> str:
    """What the status bar calls a server."""
    return _CLAUDE if host == _CLAUDE_HOST else host


def model_of(choice: ModelChoice | None) -> Model | None:
    """A chosen model for the window."""
    if choice is None:
        return None
    return Model(title_of(choice.host), choice.host, choice.model, choice.url.local)


def asking_of(wanted: RemoteSettings, host: str) -> Asking:
    """What a host would do that the writer has not agreed to."""
    chosen = [c for c in (wanted.reads, wanted.grades) if c is not None and c.host == host]
    return Asking(
        host,
        local=any(choice.url.local for choice in chosen),
        reads=wanted.reads in chosen,
        grades=wanted.grades in chosen,
    )
