"""Work off the interface's thread: one job at a time, the newest answer counts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from ui.trouble import Trouble

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)
_UNEXPECTED = "It did not work. Close the window and try again."


class Background(QObject):
    """Runs jobs one after the other; the answer to a job that a newer one replaced is dropped."""

    _finished = Signal(int, object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._number = 0
        self._done: Callable[[object], None] = _nobody
        self._failed: Callable[[str], None] = _nobody
        self._finished.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._done is not _nobody

    def run(
        self,
        job: Callable[[], _Answer],
        done: Callable[[_Answer], None],
        failed: Callable[[str], None],
    ) -> None:
        """Do `job` in a thread, then `done` with its answer, or `failed` with why, on this one."""
        self._number += 1
        number = self._number

        def take(answer: object) -> None:
            done(answer)  # type: ignore[arg-type]  # it is what `job` returned

        self._done, self._failed = take, failed
        self._pool.clear()  # what has not begun is not wanted any more
        self._pool.start(lambda: self._work(number, job))

    def stop(self) -> None:
        """Wait for the job under way, whose answer nobody gets."""
        self._number += 1
        self._done = self._failed = _nobody
        self._pool.clear()
        self._pool.waitForDone()

    def _work(self, number: int, job: Callable[[], object]) -> None:
        try:
            answer, why = job(), ""
        except Trouble as trouble:
            answer, why = None, str(trouble)
        except Exception:  # the end of the thread: nobody else would hear of it
            _log.exception("A job of a window broke")
            answer, why = None, _UNEXPECTED
        self._finished.emit(number, answer, why)

    @Slot(int, object, str)
    def _tell(self, number: int, answer: object, why: str) -> None:
        if number != self._number:
            return
        done, failed = self._done, self._failed
        self._done = self._failed = _nobody
        if why:
            failed(why)
        else:
            done(answer)


def _nobody(_: object) -> None:
    """Where an answer goes that nobody waits for."""
