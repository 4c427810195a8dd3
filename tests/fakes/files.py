"""Files in memory for interface tests: real documents, no disk; problems can be ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ui.files import FileProblem, FileProblemKind, OpenDocument, OutsideChange, Recovery


class FakeFiles:
    """Satisfies ui.files.Files. `disk` maps paths to lines; the next saves raise `problems`."""

    def __init__(self) -> None:
        self.disk: dict[Path, tuple[str, ...]] = {}
        self.problems: list[FileProblem] = []
        self.open_problems: list[FileProblem] = []
        self.outside: set[Path] = set()
        self.inexact: set[Path] = set()
        self.outside_at = datetime(2026, 3, 12, 14, 20, tzinfo=UTC)
        self.closed: list[OpenDocument] = []
        self.kept: list[tuple[str, ...]] = []
        self.waiting: list[Recovery] = []
        self.discarded: list[str] = []
        self.saves: list[tuple[Path, bool]] = []
        self.utf8 = 0
        self.told: list[str] = []
        self.keep_problem = ""
        self._handles = 0

    def new(self) -> OpenDocument:
        return self._made(None, "Untitled", ("",))

    def open(self, path: Path, *, large_ok: bool = False) -> OpenDocument:
        if self.open_problems and not large_ok:
            raise self.open_problems.pop(0)
        if path not in self.disk:
            raise FileProblem(FileProblemKind.MISSING, f"{path.name} is not there.")
        return self._made(path, path.name, self.disk[path])

    def save(
        self,
        document: OpenDocument,
        lines: Sequence[str],
        path: Path | None = None,
        *,
        overwrite: bool = False,
    ) -> OpenDocument:
        if self.problems:
            raise self.problems.pop(0)
        target = path or document.path
        assert target is not None
        self.saves.append((target, overwrite))
        self.disk[target] = tuple(lines)
        self.outside.discard(target)
        return replace(document, path=target, name=target.name, lines=tuple(lines), unsaved=False)

    def reload(self, document: OpenDocument) -> OpenDocument:
        assert document.path is not None
        self.outside.discard(document.path)
        lines, read_only = self.disk[document.path], document.path in self.inexact
        return replace(document, lines=lines, read_only=read_only, unsaved=False)

    def use_utf8(self, document: OpenDocument) -> None:
        self.utf8 += 1

    def changed_outside(self, document: OpenDocument) -> OutsideChange | None:
        if document.path not in self.outside:
            return None
        return OutsideChange(self.outside_at if document.path in self.disk else None)

    def close(self, document: OpenDocument) -> None:
        self.closed.append(document)

    def journal(self, document: OpenDocument, lines: Sequence[str], caret: tuple[int, int]) -> None:
        self.kept.append(tuple(lines))

    def journal_problem(self) -> str:
        return self.keep_problem

    def notices(self) -> list[str]:
        told, self.told = self.told, []
        return told

    def recoveries(self) -> list[Recovery]:
        return list(self.waiting)

    def recover(self, recovery: Recovery) -> OpenDocument:
        made = self._made(recovery.path, recovery.name, recovery.lines)
        return replace(made, unsaved=True, caret=recovery.caret)

    def discard(self, recovery: Recovery) -> None:
        self.discarded.append(recovery.key)

    def _made(self, path: Path | None, name: str, lines: tuple[str, ...]) -> OpenDocument:
        self._handles += 1
        return OpenDocument(
            id=f"id-{name}", path=path, name=name, lines=lines, handle=self._handles
        )
