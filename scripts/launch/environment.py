"""The private environment `.venv`: made from a lock file, healed when half made, then left alone.

A stamp, written last, says what the environment holds. Without a stamp that fits, it is made anew;
so an interrupted first start needs no care. A file lock keeps two first starts apart.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from itertools import count

from scripts.launch.errors import StartError

PARTIAL = "partial"
STAMP = "stet-stamp.json"
LOCK = "stet.lock"


class Environment:
    """`.venv` in one checkout. Attributes: root (checkout), folder, python (paths), stamp."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.folder = os.path.join(root, ".venv")
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        self.python = os.path.join(self.folder, *inside)
        self.stamp = self._read_stamp()

    def prepare(self, development: bool = False) -> None:
        """Returns at once when all is there; else makes or completes it. Raises StartError."""
        if self.ready(development):
            return
        from scripts.launch.exclusive import exclusive

        try:
            self._claim_folder()
            with exclusive(self._path(LOCK)):
                self.stamp = self._read_stamp()
                if not self.ready(development):
                    self._make(development)
        except PermissionError as error:
            raise StartError(
                f"Stet keeps its environment in {self.folder}, but {error.filename or 'it'} "
                "cannot be written. Allow writing there, or copy the checkout to your own folder."
            ) from error
        except OSError as error:
            raise StartError(f"The environment could not be made: {error}") from error

    def ready(self, development: bool) -> bool:
        """Whether the stamp fits the lock files and the Python that runs this."""
        stamp = self.stamp
        if stamp.get("runtime") != self._digest("requirements.lock"):
            return False
        if stamp.get("python") != python_version() or stamp.get("base") != self._base():
            return False
        return not development or stamp.get("development") == self._digest("requirements-dev.lock")

    def remember(self, **facts: str) -> None:
        """Adds facts to the stamp, atomically. Raises OSError when it cannot be written."""
        facts = {**self.stamp, **facts}
        path = self._path(STAMP)
        draft = f"{path}.{os.getpid()}"
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(facts, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        self.stamp = facts

    def _make(self, development: bool) -> None:
        from scripts.launch.installer import compile_program, install, make_environment, say

        complete = self.ready(development=False) and self.stamp.get("development") != PARTIAL
        if complete:
            say("Adding the tools for the tests.")
            self.remember(development=PARTIAL)
        else:
            self._say_why()
            self._empty()
            make_environment(self.folder)
            self._link_checkout()
        name = "requirements-dev.lock" if development else "requirements.lock"
        install(self.python, os.path.join(self.root, name))
        compile_program(self.python, self.root)
        facts = {"python": python_version(), "base": self._base()}
        facts["runtime"] = self._digest("requirements.lock")
        if development:
            facts["development"] = self._digest("requirements-dev.lock")
        self.remember(**facts)
        say("Ready.")

    def _say_why(self) -> None:
        from scripts.launch.installer import say

        if self.stamp.get("development") == PARTIAL:
            say("An earlier start was interrupted; starting over.")
        elif self.stamp and self.stamp.get("python") != python_version():
            say(f"The environment was made for Python {self.stamp.get('python')}.")
        elif self.stamp:
            say("The list of required packages has changed.")
        elif os.path.exists(self.python):
            say("An earlier start was interrupted; starting over.")
        say("Making a private environment in .venv (once; about 250 MB).")

    def _claim_folder(self) -> None:
        """Makes `.venv` ours; one that this program did not make is kept under another name."""
        os.makedirs(self.folder, exist_ok=True)
        content = os.listdir(self.folder)
        if not content or LOCK in content:
            return
        from scripts.launch.installer import say

        names = (f"{self.folder}.kept-{number}" for number in count(1))
        aside = next(name for name in names if not os.path.lexists(name))
        os.rename(self.folder, aside)
        os.makedirs(self.folder)
        say(f"Kept the .venv that was here as {os.path.basename(aside)}.")

    def _empty(self) -> None:
        import shutil

        self.stamp = {}
        names = set(os.listdir(self.folder)) - {LOCK}
        for name in sorted(names, key=lambda name: (name != STAMP, name)):  # the stamp goes first
            path = self._path(name)
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)

    def _link_checkout(self) -> None:
        """Lets the environment import the checkout from any folder; relative, so it may move."""
        library = ("Lib",) if os.name == "nt" else ("lib", f"python{python_version()}")
        packages = self._path(*library, "site-packages")
        with open(os.path.join(packages, "stet-checkout.pth"), "w", encoding="utf-8") as file:
            file.write(os.path.relpath(self.root, packages) + "\n")

    def _path(self, *names: str) -> str:
        return os.path.join(self.folder, *names)

    def _base(self) -> str:
        """The real file behind the environment's Python; empty when it has gone away."""
        return os.path.realpath(self.python) if os.path.exists(self.python) else ""

    def _read_stamp(self) -> dict[str, str]:
        try:
            with open(self._path(STAMP), encoding="utf-8") as file:
                found = json.load(file)
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _digest(self, name: str) -> str:
        try:
            with open(os.path.join(self.root, name), "rb") as file:
                # Git may check the file out with either line ending.
                return sha256(file.read().replace(b"\r\n", b"\n")).hexdigest()
        except OSError as error:
            raise StartError(
                f"{name} cannot be read ({error.strerror}). Restore it from the checkout."
            ) from error


def python_version() -> str:
    """Major and minor number of the Python that runs this, such as "3.11"."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"
