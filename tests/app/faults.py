"""Makes the n-th call of the kinds that touch a disk fail, wherever in the program it is made."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QIODevice, QSaveFile

import app.saving

CALLS = (
    "os.open",
    "os.write",
    "os.fsync",
    "os.replace",
    "os.unlink",
    "io.open",
    "QSaveFile.open",
    "QSaveFile.write",
    "QSaveFile.commit",
)
_MOST = 60


class Faults:
    """Lets one call fail: the n-th of its kind since `arm`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._kind = self._armed = ""
        self._left = 0
        for label in CALLS[:6]:
            module, name = {"os": os, "io": io}[label[:2]], label[3:]
            patch.setattr(module, name, self._failing(label, module, name))
        patch.setattr(app.saving, "QSaveFile", self._save_file())

    def each(self) -> Iterator[str]:
        """Every kind of call with every number, armed; ends when the body lacks such a call.

        The body disarms with `over` as soon as what it tests is done.
        """
        for kind in CALLS:
            for number in range(1, _MOST):
                self._kind = self._armed = kind
                self._left = number
                yield f"{kind} {number}"
                if self._left > 0:
                    break
            else:
                raise AssertionError(f"{kind} never ends")

    def over(self) -> None:
        """Disarm."""
        self._kind = ""

    def rearm(self) -> None:
        """Arm again after `over`, for a body that prepares something first."""
        self._kind = self._armed

    def strikes(self, kind: str) -> bool:
        """Whether this call is the one to fail."""
        if kind != self._kind:
            return False
        self._left -= 1
        return self._left == 0

    def _failing(self, label: str, module: Any, name: str) -> Callable[..., Any]:
        genuine = getattr(module, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if self.strikes(label):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return genuine(*args, **kwargs)

        return call

    def _save_file(self) -> type[QSaveFile]:
        faults = self

        class FailingSaveFile(QSaveFile):
            def open(self, mode: QIODevice.OpenModeFlag) -> bool:
                return False if faults.strikes("QSaveFile.open") else super().open(mode)

            def write(self, data: bytes) -> int:  # type: ignore[override]
                if faults.strikes("QSaveFile.write"):
                    # As on a full disk: part of it is written and no error is set.
                    return super().write(data[: len(data) // 2])
                return super().write(data)

            def commit(self) -> bool:
                if faults.strikes("QSaveFile.commit"):
                    self.cancelWriting()
                return super().commit()

        return FailingSaveFile
