"""The log file: what went wrong and where, never what was written and never a key.

A log line is kept in full only if it is a sentence of our own source code with harmless values.
"""

from __future__ import annotations

import enum
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from app.paths import private_folder

OURS = ("app", "suggest", "ui")
_TALKATIVE = ("qasync",)  # at DEBUG it writes the arguments of every callback, text and keys too
UNEXPECTED = "Something went wrong. Your text is kept; save it to be sure."
_MAX_BYTES = 500_000
_OLDER = 3
_ID = re.compile(r"(?=.*\d)[0-9a-f-]{8,40}\Z")  # ids we make; a word of a draft is none
_log = logging.getLogger(__name__)


class PrivateFilter(logging.Filter):
    """Strips every record, of any library, to what cannot hold draft text or a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record in place; keeps it always."""
        where = f"{record.filename}:{record.lineno}"
        if record.name.partition(".")[0] not in OURS or not _is_literal(record):
            record.msg, record.args = f"(message not kept, {where})", ()
        elif isinstance(record.args, tuple):
            record.args = tuple(map(_harmless, record.args))
        else:
            record.msg, record.args = f"(values not kept, {where})", ()
        record.stack_info = None
        if isinstance(record.exc_info, tuple):
            record.exc_text = describe(record.exc_info[1])
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = "(trace not kept)"
        return True


def describe(error: BaseException | None) -> str:
    """Types and places of an error and its causes; not its words, which may quote the draft."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        number = f" {error.errno}" if isinstance(error, OSError) else ""
        frames = traceback.extract_tb(error.__traceback__, limit=-20)
        places = (f"  {Path(f.filename).name}:{f.lineno} in {f.name}" for f in frames)
        parts.append("\n".join((f"{type(error).__name__}{number}", *places)))
        error = error.__cause__ or error.__context__
    return "\nafter ".join(parts)


def start_log(file: Path) -> logging.Handler | None:
    """Send warnings and errors of the whole process to `file` (0600); None if it cannot be made."""
    logging.raiseExceptions = False  # a full disk must not print to the writer's terminal
    try:
        private_folder(file.parent)
        handler = _PrivateHandler(file, encoding="utf-8", errors="replace")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(PrivateFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


def stop_log(handler: logging.Handler | None) -> None:
    """Close the file; later messages go nowhere."""
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


def catch_unexpected(tell: Callable[[str], None]) -> None:
    """Let no error reach the writer as a trace: it is logged, and `tell` gets one plain sentence.

    `tell` may be called in any thread. Ctrl+C is not an error: it ends the program as always.
    """

    def caught(kind: type[BaseException], error: BaseException | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        _log.error("Unexpected error", exc_info=error)
        tell(UNEXPECTED)

    def on_error(
        kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        caught(kind, error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if not issubclass(args.exc_type, SystemExit):
            caught(args.exc_type, args.exc_value)

    def unraisable(args: Any) -> None:
        _log.error("Unexpected error while cleaning up", exc_info=args.exc_value)

    sys.excepthook = on_error
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


class _PrivateHandler(logging.FileHandler):
    """Puts a full file aside; `logging.handlers` would do so too, for 5 ms of every start."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, to a new file if it would not fit."""
        try:
            stream = self.stream
            if stream is not None and stream.tell() + self._size(record) > _MAX_BYTES:
                stream.close()
                self.stream = None  # so that the record opens a new one
                self._put_aside()
        except OSError:
            self.handleError(record)
        super().emit(record)

    def _size(self, record: logging.LogRecord) -> int:
        return len(self.format(record).encode(errors="replace")) + len(os.linesep)

    def _put_aside(self) -> None:
        for number in range(_OLDER, 0, -1):
            older = Path(f"{self.baseFilename}.{number - 1}" if number > 1 else self.baseFilename)
            if older.exists():
                older.replace(f"{self.baseFilename}.{number}")

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY, 0o600))
        return super()._open()


def _harmless(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.name
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, str):
        return value if _ID.match(value) else f"<{len(value)} characters>"
    return f"<{type(value).__name__}>"


def _is_literal(record: logging.LogRecord) -> bool:
    """Whether the message stands as it is in the source of the caller.

    An f-string does not, however harmless it looks in review; so a slip costs a log line, not a
    secret. The frames are still there: a filter runs inside the logging call.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_filename == record.pathname and code.co_name == record.funcName:
            return any(isinstance(c, str) and c == record.msg for c in code.co_consts)
        frame = frame.f_back
    return False
