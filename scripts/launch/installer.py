"""Makes the virtual environment and runs pip in it, telling how far it is."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import venv
from collections import deque
from collections.abc import Iterator

from scripts.launch.errors import StartError
from scripts.launch.system import need_venv

PIN = re.compile(r"^[A-Za-z0-9][\w.-]*==", re.MULTILINE)
TAIL_LINES = 12
NETWORK_SIGNS = (
    "NewConnectionError", "Failed to establish", "Name or service not known", "getaddrinfo",
    "Temporary failure in name resolution", "timed out", "Network is unreachable", "ProxyError",
    "Connection aborted", "Connection reset", "ConnectionError", "Cannot connect to proxy",
)  # fmt: skip
OTHER_SIGNS = (
    ("DO NOT MATCH THE HASHES", "A download is not the file that the lock names; it was refused."),
    ("No space left", "The disk is full; the environment needs about 250 MB."),
    ("SSLError", "The package index could not be trusted (certificate). Check clock and proxy."),
    ("CERTIFICATE_VERIFY", "The package index's certificate was refused. Check clock and proxy."),
)


def say(line: str) -> None:
    """Tells the person at the terminal; stdout stays free for what `stet` prints."""
    print(line, file=sys.stderr, flush=True)


def make_environment(folder: str) -> None:
    """Makes an empty environment with pip in an existing folder. Raises StartError."""
    need_venv()
    try:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder)
    except subprocess.CalledProcessError as error:
        detail = (error.output or b"").decode(errors="replace").strip()
        raise StartError(f"Python could not make an environment. {detail}") from error


def install(python: str, lock: str) -> None:
    """Installs exactly what the lock names, ready-made builds only. Raises StartError."""
    with open(lock, encoding="utf-8") as file:
        progress = Progress(len(PIN.findall(file.read())))
    command = [
        python, "-I", "-u", "-m", "pip", "install", "--require-hashes", "--only-binary=:all:",
        "--no-input", "--disable-pip-version-check", "--progress-bar=off", "-r", lock,
    ]  # fmt: skip
    tail: deque[str] = deque(maxlen=60)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_pip_surroundings(),
    ) as pip:
        try:
            for line in pip.stdout or ():
                tail.append(line.rstrip())
                progress.follow(line)
        except BaseException:  # whatever ended it goes on; pip must not go on alone
            pip.kill()
            raise
    progress.end()
    if pip.returncode:
        raise StartError(explain(list(tail)))


def compile_program(python: str, root: str) -> None:
    """Byte-compiles our own packages, so that the first start takes no longer than the next."""
    folders = [os.path.join(root, name) for name in ("app", "suggest", "ui")]
    found = [folder for folder in folders if os.path.isdir(folder)]
    # Its exit code does not matter: what is not compiled now is compiled when it is used.
    subprocess.call([python, "-I", "-m", "compileall", "-q", *found], stdout=subprocess.DEVNULL)


class Progress:
    """Turns pip's lines into "Downloading n of m"; on a terminal in one line with a percentage."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.count = 0
        self.live = sys.stderr.isatty()

    def follow(self, line: str) -> None:
        """Reads one line of pip's output."""
        words = line.split()
        if line.startswith("Ignoring ") and "markers" in line:
            self.total -= 1
        elif line.startswith("Requirement already satisfied:"):
            self._step("Has", bare_name(words[3]))
        elif line.startswith(("Collecting ", "Processing ")):
            self._step("Downloading", bare_name(words[1]))
        elif line.startswith("Installing collected packages:"):
            self.end()
            say(f"Installing {len(words) - 3} packages")
        elif "Retrying (" in line:
            self.end()
            say("The package index does not answer; trying again")

    def end(self) -> None:
        """Leaves the line that is rewritten in place, if there is one."""
        if self.live and self.count:
            print(file=sys.stderr, flush=True)
            self.count = 0

    def _step(self, verb: str, name: str) -> None:
        self.count += 1
        text = f"{verb} {self.count} of {self.total}"
        if not self.live:
            say(f"{text}: {name}")
            return
        text += f" ({100 * self.count // max(self.total, self.count)} %) {name}"
        print(f"\r{text:<76}", end="", file=sys.stderr, flush=True)


def bare_name(requirement: str) -> str:
    """The package's name from a requirement such as `a==1` or the path of a wheel."""
    return re.split(r"[=<>!~ (;]|-\d", re.split(r"[/\\]", requirement)[-1])[0]


def explain(lines: list[str]) -> str:
    """What went wrong in a failed pip run and what to do, from its last lines."""
    text = "\n".join(lines)
    for sign, meaning in OTHER_SIGNS:
        if sign in text:
            return f"{meaning} Then run the same command again."
    if any(sign in text for sign in NETWORK_SIGNS):
        return (
            "The package index could not be reached. Check the connection (and the proxy "
            "settings), then run the same command again; nothing needs to be cleaned up."
        )
    missing = re.search(r"No matching distribution found for (\S+)", text)
    if missing:
        return (
            f"There is no ready-made build of {missing[1]} for this system ({platform.system()} "
            f"{platform.machine()}, Python {platform.python_version()}), or the package index "
            "does not have it."
        )
    return "\n".join(("pip failed; its last lines:", *_indented(lines[-TAIL_LINES:])))


def _indented(lines: list[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _pip_surroundings() -> dict[str, str]:
    """The environment variables without those that would install to somewhere else."""
    elsewhere = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES"}
    return {k: v for k, v in os.environ.items() if k not in elsewhere and k != "PYTHONHOME"}
