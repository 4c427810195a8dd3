"""Where things are: the folders Stet writes to and the resources it ships."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "STET_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """The four folders of a writer; `prepare` makes them, private to the writer."""

    config: Path  # settings.toml
    data: Path  # feedback log, dictionary, dismissals
    state: Path  # journal, versions, session, locks, logs
    cache: Path  # may be deleted at any time

    @property
    def settings_file(self) -> Path:
        """settings.toml"""
        return self.config / "settings.toml"

    @property
    def session_file(self) -> Path:
        """Window place, recent files and the like."""
        return self.state / "session.json"

    @property
    def log_file(self) -> Path:
        """The newest log; older ones stand beside it with a number."""
        return self.state / "logs" / "stet.log"

    @property
    def fresh(self) -> bool:
        """Whether nothing of an earlier start is there; an old log or dictionary counts too."""
        earlier = ("feedback.sqlite3", "dismissals.json", "learned.json")
        kept = (self.settings_file, self.session_file, *(self.data / name for name in earlier))
        return not any(file.exists() for file in kept)

    def prepare(self) -> None:
        """Make the folders (0700). Raises OSError if that is impossible."""
        for folder in (self.config, self.data, self.state, self.cache):
            private_folder(folder)


def find_paths(home: str | None = None) -> Paths:
    """The platform's folders, or the subfolders of `home` or of $STET_HOME if that is set."""
    chosen = home or os.environ.get(HOME_VARIABLE)
    if chosen:
        root = Path(chosen).expanduser().absolute()
        return Paths(root / "config", root / "data", root / "state", root / "cache")
    dirs = platformdirs.PlatformDirs("stet", appauthor=False)
    return Paths(
        # On macOS and Windows several of these are one folder; the names inside do not collide.
        dirs.user_config_path,
        dirs.user_data_path,
        dirs.user_state_path,
        dirs.user_cache_path,
    )


def private_folder(folder: Path) -> Path:
    """Make `folder` with its parents, readable by the writer alone; returns it."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def resources_dir() -> Path:
    """Fonts, icons, rules and lists: inside the installed package, else in the checkout."""
    beside = Path(__file__).resolve().parent / "resources"
    return beside if beside.is_dir() else beside.parent.parent / "resources"
