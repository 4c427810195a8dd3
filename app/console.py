"""Standard output and error of the commands: pipes, consoles that are not UTF-8, progress."""

import os
import sys
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn


class OutputEnded(Exception):
    """Standard output takes no more; `reason` is fit to be shown, "" when its reader has left."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Output:
    """Lines to stdout, problems and progress to stderr. Use as a context manager."""

    def __init__(self, total: int | None = None, *, progress: bool = False) -> None:
        self._stdout = sys.stdout
        self._errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._progress: Progress | None = None
        if progress and self._errors.is_terminal:
            self._progress = Progress(
                "Checking",
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._errors,
                transient=True,
            )
            self._task = self._progress.add_task("check", total=total)

    def __enter__(self) -> "Output":
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def line(self, text: str) -> None:
        """One line to standard output, at once for a pipe. Raises OutputEnded."""
        try:
            self._stdout.write(text + "\n")
            if not self._stdout.isatty():
                self._stdout.flush()
        except BrokenPipeError:
            raise OutputEnded("") from None
        except OSError as error:
            raise OutputEnded(error.strerror or type(error).__name__) from None

    def problem(self, text: str) -> None:
        """One line to standard error."""
        self._errors.print(text)

    def advance(self) -> None:
        """One text of a batch is done."""
        if self._progress is not None:
            self._progress.advance(self._task)


def silence_stdout() -> None:
    """Nobody gets what is still buffered; Python must not complain when it flushes at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def make_safe(stream: TextIO) -> None:
    """Lets a stream print what its encoding lacks as escapes instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
