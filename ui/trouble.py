"""What went wrong, in words that are fit to be shown."""

from __future__ import annotations


class Trouble(Exception):
    """Something a window asked for could not be done; the message says what and what to do."""
