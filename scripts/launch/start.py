"""From the words after `run.py` to the command that runs in the private environment."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from scripts.launch.environment import Environment
from scripts.launch.errors import StartError

TEXT_COMMANDS = frozenset({"check", "ask", "review", "eval", "log", "export"})
# Processes side by side, a file's tests in one of them: the suite is to stay under three minutes.
_PARALLEL = ("-n", "auto", "--dist", "loadfile")
TEXT_OPTIONS = frozenset({"--help", "-h", "--version"})


def main(root: str, words: list[str]) -> int:
    """Makes the environment ready and runs what the words ask for; gives the exit code.

    On POSIX this process becomes the command and does not return.
    """
    try:
        environment = Environment(root)
        if words[:1] == ["test"]:
            return _test(environment, words[1:])
        environment.prepare()
        if opens_window(words):
            _need_libraries(environment, window=True)
        return become([environment.python, "-P", "-m", "app", *words])
    except StartError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130


def opens_window(words: list[str]) -> bool:
    """Whether these words make `stet` open its window rather than print something."""
    return not words or (words[0] not in TEXT_COMMANDS and words[0] not in TEXT_OPTIONS)


def become(command: list[str]) -> int:
    """Replaces this process by the command; on Windows waits for it and gives its exit code."""
    for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
        os.environ.pop(name, None)  # they would mix another Python's modules into ours
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started this
            stream.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # Ctrl+C reached the child as well; its answer counts


def _test(environment: Environment, words: list[str]) -> int:
    from scripts.launch.checks import run_stages

    environment.prepare(development=True)
    _need_libraries(environment, window=False)
    os.chdir(environment.root)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    code = run_stages(environment.python)
    if code:
        return code
    print("\n== Tests (pytest)", flush=True)
    return become([environment.python, "-P", "-m", "pytest", *_PARALLEL, *words])


def _need_libraries(environment: Environment, window: bool) -> None:
    """Looks for Qt's system libraries once; what was found is remembered in the stamp."""
    kind = "window" if window and needs_x11() else "drawing"
    if not sys.platform.startswith("linux") or kind in environment.stamp.get("libraries", ""):
        return
    from scripts.launch.system import need_libraries

    need_libraries(x11=kind == "window")
    with suppress(OSError):  # a folder that cannot be written only costs another look
        environment.remember(libraries="drawing window" if kind == "window" else "drawing")


def needs_x11() -> bool:
    """Whether Qt will talk to an X server: one is named, and nothing better is asked for."""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if asked:
        return asked.startswith("xcb")
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
