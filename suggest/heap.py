"""Gives memory that native libraries have freed back to the system, which some keep for later."""

import ctypes


def give_back() -> None:
    """Returns what is free; a few ms, in which other Python threads run. Call it after loading.

    Only the C library of most Linux systems keeps such memory; elsewhere this does nothing.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library; Windows has no such handle
        return
    trim(0)
