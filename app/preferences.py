"""The window's preferences over the settings and the session file.

Reading is a field access; a change holds at once and is written by the writer thread.
"""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.kept import KeptFile, replaced
from app.session import MOST_RECENT, Session
from app.settings import Settings
from app.writer import Writer
from suggest import Dialect, Kind

if TYPE_CHECKING:
    from app.model_flags import Chosen

_log = logging.getLogger(__name__)


class _Part:
    """The values of one file and the changes to them that are still to be written."""

    def __init__(self, file: KeptFile[Any], writer: Writer, name: str) -> None:
        loaded = file.load()
        self.values = loaded.values
        self.messages = loaded.messages
        self.held: frozenset[str] = frozenset()
        """What holds for this run only."""
        self._file = file
        self._writer = writer
        self._name = name
        self._unwritten: dict[str, Any] = {}

    def hold(self, name: str, value: Any) -> bool:
        """Changes a value for this run; whether it is one that is allowed."""
        try:
            self.values = replaced(self.values, **{name: value})
        except ValueError:
            _log.warning("A value that is not allowed was not kept")
            return False
        return True

    def set(self, name: str, value: Any) -> None:
        """Changes a value, and writes it down unless it holds for this run."""
        if not self.hold(name, value) or name in self.held:
            return
        self._unwritten[name] = value
        changes = dict(self._unwritten)
        self._writer.put(self._name, lambda: self._write(changes), every=0.3)

    def _write(self, changes: dict[str, Any]) -> None:
        try:
            self._file.change(**changes)
        except OSError as error:
            _log.warning("Preferences were not written: error %s", error.errno)


def _setting(name: str) -> Any:
    return property(
        lambda self: getattr(self.settings.values, name),
        lambda self, value: self.settings.set(name, value),
        doc=f"The setting “{name}”.",
    )


def _kept(name: str, load: Callable[[Any], Any], store: Callable[[Any], Any]) -> Any:
    return property(
        lambda self: load(getattr(self.session.values, name)),
        lambda self, value: self.session.set(name, store(value)),
        doc=f"The session’s “{name}”.",
    )


def _as_is(value: Any) -> Any:
    return value


def _bytes(stored: str) -> bytes:
    try:
        return base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _paths(stored: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(map(Path, stored))


def _path_texts(value: tuple[Path, ...]) -> tuple[str, ...]:
    return tuple(map(str, value))[:MOST_RECENT]


def _path(stored: str) -> Path | None:
    return Path(stored) if stored else None


def _path_text(value: Path | None) -> str:
    return str(value) if value else ""


class KeptPreferences:
    """Implements ui.preferences.Preferences; setting never raises, a bad value is ignored.

    What the command line says about models (`chosen`) is in no file, nor are changes to it.
    """

    theme: str = _setting("theme")
    reduce_motion: bool = _setting("reduce_motion")
    prose_size: int = _setting("prose_size")
    column: int = _setting("column")
    dialect: Dialect = _setting("dialect")
    suggestions_on: bool = _setting("suggestions_on")
    delay_ms: int = _setting("delay_ms")
    eagerness: float = _setting("eagerness")
    classes: frozenset[Kind] = _setting("classes")
    engine: str = _setting("engine")
    anthropic_model: str = _setting("anthropic_model")
    openai_model: str = _setting("openai_model")
    anthropic_base_url: str = _setting("anthropic_base_url")
    openai_base_url: str = _setting("openai_base_url")
    grade_engine: str = _setting("grade_engine")
    grade_model: str = _setting("grade_model")
    grade_base_url: str = _setting("grade_base_url")
    cap_day_tokens: int = _setting("cap_day_tokens")
    cap_month_tokens: int = _setting("cap_month_tokens")
    cap_day_money: float = _setting("cap_day_money")
    cap_month_money: float = _setting("cap_month_money")
    remote_consent: tuple[str, ...] = _setting("remote_consent")
    keep_text: bool = _setting("keep_text")
    text_days: int = _setting("text_days")
    learning_on: bool = _setting("learning_on")
    panel_open: bool = _kept("panel_open", _as_is, _as_is)
    first_run: bool = _kept("first_run", _as_is, _as_is)
    geometry: bytes = _kept("geometry", _bytes, _base64)
    recent: tuple[Path, ...] = _kept("recent", _paths, _path_texts)
    last_file: Path | None = _kept("last_file", _path, _path_text)

    def __init__(
        self,
        settings: KeptFile[Settings],
        session: KeptFile[Session],
        writer: Writer,
        chosen: Chosen | None = None,
    ) -> None:
        self.chosen = chosen
        self.settings = _Part(settings, writer, "settings")
        self.session = _Part(session, writer, "session")
        if chosen is not None:
            self.settings.values, self.settings.held = chosen.settings, chosen.held
            self.settings.messages = chosen.messages

    @property
    def messages(self) -> tuple[str, ...]:
        """What was wrong with the files at the start, fit to be shown."""
        return self.settings.messages + self.session.messages
