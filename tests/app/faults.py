"""Makes the n-th call of the kinds that touch a disk fail, wherever in the program it is made."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QIODevice, QSaveFile

import app.saving


class Faults:
    """Counts calls; `at(n)` lets the n-th from then on fail once, `at(0)` none."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._left = 0
        self.fired = ""
        for module, name in (
            (os, "open"),
            (os, "write"),
            (os, "fsync"),
            (os, "replace"),
            (os, "unlink"),
            (io, "open"),
        ):
            patch.setattr(module, name, self._failing(f"{module.__name__}.{name}", module, name))
        patch.setattr(app.saving, "QSaveFile", self._save_file())

    def at(self, number: int) -> None:
        """Arm for the `number`-th call."""
        self._left, self.fired = number, ""

    def over(self) -> str:
        """Disarm; the name of the call that failed, "" if none did."""
        self._left = 0
        return self.fired

    def strikes(self, name: str) -> bool:
        """Whether this call is the one to fail."""
        self._left -= 1
        if self._left == 0:
            self.fired = name
            return True
        return False

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
