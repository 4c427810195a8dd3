"""Processes that are killed while they write; run as `python -m tests.app.crashing WHAT FOLDER`."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def killed(what: str, folder: Path, after: float) -> list[str]:
    """Run that process, kill -9 it `after` s from its first line; what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.crashing", what, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)  # the point is to hit it at an arbitrary moment
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    return (first + said).splitlines()


def content(number: int, size: int) -> list[str]:
    """Text of about `size` bytes that tells its number in every line."""
    line = f"{number} " * 20
    return [line] * (size // len(line) + 1)


def _save(folder: Path) -> None:
    from app.documents import Documents
    from app.writer import Writer

    files = Documents(folder / "state", Writer())
    document = files.open(folder / "a.md")
    for number in itertools.count():
        lines = content(number, 2_000_000)
        files.journal(document, lines, (0, 0))
        document = files.save(document, lines)
        if number == 0:
            _say("saving")


def _type(folder: Path) -> None:
    """Ten keys a second, told before they are journalled, as a window would."""
    from app.documents import Documents
    from app.writer import Writer

    files = Documents(folder / "state", Writer())
    new = files.new() if (folder / "new").exists() else files.open(folder / "a.md")
    text = ""
    for number in itertools.count():
        text += f"{number} "
        _say(f"{time.time()} {number}")
        files.journal(new, [text], (0, len(text)))
        time.sleep(0.1)


def _hold(folder: Path) -> None:
    from app.documents import Documents
    from app.writer import Writer

    files = Documents(folder / "state", Writer())
    _say(str(files.open(folder / "a.md").read_only))
    sys.stdin.readline()


def _say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def moments(rounds: int, longest: float) -> list[float]:
    """When to kill, in s; the same in every run."""
    rng = random.Random(rounds)
    return [rng.uniform(0, longest) for _ in range(rounds)]


if __name__ == "__main__":
    {"save": _save, "type": _type, "hold": _hold}[sys.argv[1]](Path(sys.argv[2]))
