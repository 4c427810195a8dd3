"""The words for what can keep a document from being saved: what happened, then what to do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ui.files import FileProblem, FileProblemKind

OPEN_ELSEWHERE = "This file is open in another window, so it is read-only here."
WRITE_PROTECTED = "This file is write-protected. Use Save as to keep your edits."


def no_place() -> FileProblem:
    """A draft that was never saved needs a path."""
    return FileProblem(
        FileProblemKind.MISSING, "This draft has no file yet. Use Save as to choose one."
    )


def not_ours(name: str) -> FileProblem:
    """A read-only opening cannot be saved in place."""
    return FileProblem(
        FileProblemKind.READ_ONLY,
        f"“{name}” is read-only in this window. Use Save as to make a copy.",
    )


def locked(name: str) -> FileProblem:
    """Save as onto a file that another window has open."""
    return FileProblem(
        FileProblemKind.LOCKED,
        f"“{name}” is open in another window. Choose another name, or close it there.",
    )


def exists(name: str) -> FileProblem:
    """Save as onto a file that nobody agreed to replace."""
    return FileProblem(
        FileProblemKind.EXISTS, f"There is already a file “{name}” there. Replace it?"
    )


def changed(name: str, when: datetime | None) -> FileProblem:
    """Another program wrote to the file since it was read."""
    at = f" at {when:%H:%M}" if when is not None else ""
    return FileProblem(
        FileProblemKind.CHANGED_ON_DISK,
        f"Another program saved “{name}”{at}. You have edits too, and nothing was overwritten.",
    )


def gone(target: Path) -> FileProblem:
    """The file, or its folder, was deleted, moved or renamed since it was read."""
    if target.parent.is_dir():
        message = f"“{target.name}” is no longer there. Use Save as, there or in another place."
    else:
        message = f"The folder of “{target.name}” is no longer there. Use Save as."
    return FileProblem(FileProblemKind.MISSING, message)


def recovery_gone() -> FileProblem:
    """Two windows offered the same unsaved text and the other took it."""
    return FileProblem(
        FileProblemKind.MISSING,
        "That unsaved text is not there any more. Another window may have taken it.",
    )
