"""Whether there is a screen to open a window on, asked before Qt, which would abort without one."""

import os
import re
import sys
from contextlib import closing
from pathlib import Path

NO_DISPLAY = "stet: there is no display. Use `stet check FILE` in a terminal."
NO_ANSWER = "stet: the display {name} does not answer. Use `stet check FILE` in a terminal."
_X11 = re.compile(r"(?P<host>.*):(?P<number>\d+)(?:\.\d+)?$")
_X11_PORT = 6000
_SECONDS = 2.0


def missing_display() -> str:
    """A sentence that says why no window can be opened, or empty.

    Only a Unix desktop is asked; a Qt platform that was chosen by hand is taken at its word.
    """
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    x11, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if not x11 and not wayland:
        return NO_DISPLAY
    if (wayland and _wayland_answers(wayland)) or (x11 and _x11_answers(x11)):
        return ""
    return NO_ANSWER.format(name=x11 or wayland)


def _wayland_answers(name: str) -> bool:
    return _unix_answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))


def _x11_answers(name: str) -> bool:
    found = _X11.match(name)
    if found is None:
        return False
    host, number = found["host"], int(found["number"])
    if host.startswith("/"):  # a socket of its own, as XQuartz and some launchers give
        return _unix_answers(name) or _unix_answers(host)
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _unix_answers(path) or (sys.platform == "linux" and _unix_answers("\0" + path))
    import socket

    try:
        with closing(socket.create_connection((host.strip("[]"), _X11_PORT + number), _SECONDS)):
            return True
    except OSError:
        return False


def _unix_answers(path: str) -> bool:
    from _socket import AF_UNIX, socket  # the module `socket` costs every start 3.5 ms more

    with closing(socket(AF_UNIX)) as asked:
        asked.settimeout(_SECONDS)
        try:
            asked.connect(path)
        except (OSError, ValueError):
            return False
        return True
