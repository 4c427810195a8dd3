"""The one error that the launcher shows to a person."""

from __future__ import annotations


class StartError(Exception):
    """Stet cannot be started; the text says why and what to do, in whole sentences."""
