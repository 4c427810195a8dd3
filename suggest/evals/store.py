"""Keeps answers of the engine on disk, one line a text, so that a killed run goes on (file IO)."""

import contextlib
import hashlib
import json
import os
import shutil
from pathlib import Path
from types import TracebackType

from suggest.evals.cases import Answer, EvalSet, mark_from_json
from suggest.values import Dialect

KEPT_VERSIONS = 6
"""Engine versions whose answers are kept; each change of code makes a new one."""


class AnswerStore:
    """Answers of one engine version to one set. Use as a context manager.

    A line cut off by a kill is left out and asked again.
    """

    def __init__(self, root: Path, engine: str, chosen: EvalSet) -> None:
        self._path = root / engine / f"{chosen.name}-{chosen.content}.jsonl"
        self._known: dict[str, Answer] = {}
        self._file: int | None = None

    def __enter__(self) -> "AnswerStore":
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_old(self._path.parent)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        self._file = os.open(self._path, flags, 0o600)
        self._load()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def get(self, text: str, dialect: Dialect) -> Answer | None:
        """The answer of an earlier run."""
        return self._known.get(_key(text, dialect))

    def put(self, text: str, dialect: Dialect, answer: Answer) -> None:
        """Keeps an answer; it is on disk when this returns. Raises OSError."""
        assert self._file is not None
        key = _key(text, dialect)
        self._known[key] = answer
        row = {"key": key, "cpu": answer.cpu, "marks": [mark.as_json() for mark in answer.marks]}
        # One write a line, so that two runs at once do not mix their lines.
        os.write(self._file, (json.dumps(row, ensure_ascii=False) + "\n").encode())

    def _load(self) -> None:
        data = self._path.read_bytes()
        for line in data.split(b"\n"):
            with contextlib.suppress(ValueError, KeyError, TypeError):
                row = json.loads(line)
                marks = tuple(mark_from_json(mark) for mark in row["marks"])
                self._known[str(row["key"])] = Answer(marks, float(row["cpu"]))
        if data and not data.endswith(b"\n") and self._file is not None:
            os.write(self._file, b"\n")  # what a kill cut off must not swallow the next line


def _key(text: str, dialect: Dialect) -> str:
    return hashlib.sha256(f"{dialect.value}\n{text}".encode()).hexdigest()[:24]


def _forget_old(current: Path) -> None:
    """Deletes the answers of engine versions not used lately. Never raises."""
    with contextlib.suppress(OSError):
        os.utime(current)
        versions = [path for path in current.parent.iterdir() if path.is_dir()]
        versions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in versions[KEPT_VERSIONS:]:
            shutil.rmtree(path, ignore_errors=True)
