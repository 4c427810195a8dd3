"""The open draft: new, open, save, close, unsaved text and changes from outside.

It asks the files and the writer; it touches no path itself and never waits for an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from suggest import Place
from ui import strings
from ui.ask import Ask
from ui.editor import Editor
from ui.files import FileProblem, FileProblemKind, Files, OpenDocument, Recovery
from ui.keeper import Keeper
from ui.messages import Action, Message, Messages
from ui.outside import CHANGED, TAKEN, Outside
from ui.preferences import Preferences
from ui.question import Question

_RECENT, _DEFAULT_NAME = 10, "Untitled.md"
_NOT_SAVED = {
    FileProblemKind.CHANGED_ON_DISK: strings.CHANGED_TITLE,
    FileProblemKind.DISK_FULL: strings.NOT_SAVED_FULL,
    FileProblemKind.EXISTS: strings.NOT_SAVED_THERE,
}
Done = Callable[[], None]


@dataclass(frozen=True, slots=True)
class DraftParts:
    """What the drafts need."""

    files: Files
    preferences: Preferences
    ask: Ask
    editor: Editor
    banner: Messages
    clock: Callable[[], datetime]


class Drafts(QObject):
    """One draft at a time."""

    loaded = Signal(str)  # the draft's id; the editor shows it already
    named = Signal(str, str)  # name, path or ""
    state_changed = Signal(str)
    recents_changed = Signal()
    compare_wanted = Signal(tuple)  # the lines on disk

    def __init__(self, parts: DraftParts, parent: QObject) -> None:
        super().__init__(parent)
        self._files, self._preferences = parts.files, parts.preferences
        self._ask, self._clock = parts.ask, parts.clock
        self._editor, self._banner = parts.editor, parts.banner
        self._document: OpenDocument | None = None
        self._saved_at: datetime | None = None
        self._outside = Outside(self, parts)
        self._keeper = Keeper(parts.files, parts.editor, parts.banner)
        self._editor.document().modificationChanged.connect(self._tell_state)

    @property
    def document(self) -> OpenDocument | None:
        """What is open; None only before the first draft."""
        return self._document

    @property
    def modified(self) -> bool:
        """Whether there are changes that are not saved."""
        return self._document is not None and self._editor.document().isModified()

    # Opening

    def new(self, lines: Sequence[str] = ("",)) -> None:
        """An empty draft, or one that begins with `lines`, once the present one may go."""
        self.leave(lambda: self.show(replace(self._files.new(), lines=tuple(lines))))

    def open_dialog(self) -> None:
        """Ask for a file and open it."""
        path = self._document.path if self._document is not None else None
        self._ask.file_to_open(path.parent if path is not None else None, self.open)

    def open(self, path: Path) -> None:
        """Open a file, once the present draft may go."""
        self.leave(lambda: self._open(path))

    def open_first(self, path: Path) -> None:
        """Open a file at the start; if it cannot be, an empty draft and a banner that says why."""
        try:
            self.show(self._files.open(path))
        except FileProblem as problem:
            self.show(self._files.new())
            insist = Action(strings.OPEN_ANYWAY, lambda: self._open(path, large_ok=True))
            actions = (insist,) if problem.kind is FileProblemKind.TOO_LARGE else ()
            self._banner.tell(
                Message("problem", "file-warning", strings.NOT_OPENED, problem.message, actions)
            )

    def show(self, document: OpenDocument) -> None:
        """Put a document into the window in place of the present one."""
        if self._document is not None and self._document.handle != document.handle:
            self._files.close(self._document)
        self._keeper.watch(None)
        self._document = document
        self._saved_at = None
        self._editor.load(document.lines)
        self._editor.setReadOnly(document.read_only)
        line, column = document.caret
        self._editor.go_to(Place(line, column, line, column))
        self._editor.document().setModified(document.unsaved)
        for key in ("note", CHANGED, TAKEN, "problem"):
            self._banner.take_back(key)
        self._keeper.watch(document)
        self.loaded.emit(document.id)
        self._tell_name()
        self._tell_state()
        self._remember(document.path)
        if document.note:
            title = strings.READ_ONLY_TITLE if document.read_only else strings.NOTE_TITLE
            self._banner.tell(Message("note", "info", title, document.note))

    # Leaving

    def leave(self, done: Done) -> None:
        """Call `done` once the present draft may go: saved, discarded, or without changes."""
        if not self.modified or self._document is None:
            done()
            return

        def discard() -> None:
            self._editor.document().setModified(False)
            done()

        title = strings.UNSAVED_TITLE.format(name=self._document.name)
        ways = {strings.SAVE: lambda: self.save(done), strings.DISCARD: discard}
        self._offer(title, strings.UNSAVED_TEXT, ways)

    def close(self) -> None:
        """The window goes: the lock is released, unsaved text that was discarded is dropped."""
        self._keeper.watch(None)
        if self._document is not None:
            self._preferences.last_file = self._document.path
            self._files.close(self._document)
            self._document = None

    # Saving

    def save(self, done: Done | None = None) -> None:
        """Save to the draft's file, or ask where; then call `done`."""
        if self._document is None:
            return
        if self._document.path is None or self._document.read_only:
            self.save_as(done)
        else:
            self._save(None, False, done)

    def save_as(self, done: Done | None = None) -> None:
        """Ask where to save, save there; then call `done`."""
        if self._document is None:
            return
        suggestion = self._document.path or Path.home() / _DEFAULT_NAME
        self._ask.file_to_save(suggestion, lambda path: self._save(path, True, done))

    def check_outside(self) -> None:
        """Look whether another program changed the file; called whenever that may be."""
        self._outside.check()

    def take_theirs(self) -> None:
        """Show the text on disk instead of the present one."""
        if self._document is None:
            return
        try:
            self.show(self._files.reload(self._document))
        except FileProblem as problem:
            self._tell_problem(strings.NOT_OPENED, problem)

    def keep_mine(self) -> None:
        """Write the present text over the file that changed."""
        self._banner.take_back(CHANGED)
        self._save(None, True, None)

    def recover(self, recovery: Recovery) -> None:
        """Open unsaved text of a window that is gone, once the present draft may go."""

        def go() -> None:
            try:
                self.show(self._files.recover(recovery))
            except FileProblem as problem:
                self._tell_problem(strings.NOT_OPENED, problem)

        self.leave(go)

    def _open(self, path: Path, *, large_ok: bool = False) -> None:
        now = self._document  # a second opening of the same file would be read-only
        old = now if now and now.path == path.absolute() and not now.read_only else None
        try:
            self.show(self._files.reload(old) if old else self._files.open(path, large_ok=large_ok))
        except FileProblem as problem:
            if problem.kind is not FileProblemKind.TOO_LARGE:
                self._tell_problem(strings.NOT_OPENED, problem)
                return
            ways = {strings.OPEN_ANYWAY: lambda: self._open(path, large_ok=True)}
            self._offer(strings.LARGE_TITLE, problem.message, ways)

    def _save(self, path: Path | None, overwrite: bool, done: Done | None) -> None:
        if self._document is None:
            return
        lines = self._editor.lines()
        try:
            saved = self._files.save(self._document, lines, path, overwrite=overwrite)
        except FileProblem as problem:
            self._not_saved(problem, path, done)
            return
        self._document = saved
        self._saved_at = self._clock()
        self._editor.setReadOnly(saved.read_only)
        self._editor.document().setModified(False)
        for key in (CHANGED, TAKEN):
            self._banner.take_back(key)
        self._keeper.watch(saved)
        self._tell_name()
        self._tell_state()
        self._remember(saved.path)
        if done is not None:
            done()

    def _not_saved(self, problem: FileProblem, path: Path | None, done: Done | None) -> None:
        """Offer what helps against the problem; the text is still in the window, and journalled."""
        kind = problem.kind
        ways: dict[str, Done] = {}
        if kind is FileProblemKind.CHANGED_ON_DISK:
            ways[strings.COMPARE] = self.compare
            ways[strings.KEEP_MINE] = lambda: self._save(path, True, done)
        elif kind is FileProblemKind.EXISTS:
            ways[strings.REPLACE_FILE] = lambda: self._save(path, True, done)
        elif kind is FileProblemKind.ENCODING and self._document is not None:
            ways[strings.USE_UTF8] = lambda: self._save_as_utf8(path, done)
        if kind is not FileProblemKind.ENCODING:
            ways[strings.SAVE_AS] = lambda: self.save_as(done)
        title, text = _NOT_SAVED.get(kind, strings.NOT_SAVED), problem.message
        if kind is FileProblemKind.DISK_FULL and not self._files.journal_problem():
            text = f"{text} {strings.COPY_KEPT}"
        self._offer(title, text, ways)

    def _offer(self, title: str, text: str, ways: Mapping[str, Done]) -> None:
        """Ask, then go the chosen way; cancelling does nothing."""
        question = Question(title, text, (*ways, strings.CANCEL))
        self._ask.choose(question, lambda answer: ways.get(answer, _nothing)())

    def _save_as_utf8(self, path: Path | None, done: Done | None) -> None:
        if self._document is not None:
            self._files.use_utf8(self._document)
            self._save(path, path is not None, done)

    def compare(self) -> None:
        """Have the draft shown beside the text on disk."""
        if self._document is None or self._document.path is None:
            return
        try:
            theirs = self._files.open(self._document.path, large_ok=True)
        except FileProblem as problem:
            self._tell_problem(strings.NOT_OPENED, problem)
            return
        self.compare_wanted.emit(theirs.lines)
        self._files.close(theirs)

    def _tell_problem(self, title: str, problem: FileProblem) -> None:
        self._ask.choose(Question(title, problem.message, (strings.CLOSE,)), lambda _: None)

    def _remember(self, path: Path | None) -> None:
        if path is None:
            return
        others = [one for one in self._preferences.recent if one != path]
        self._preferences.recent = (path, *others)[:_RECENT]
        self.recents_changed.emit()

    def _tell_name(self) -> None:
        if self._document is not None:
            path = self._document.path
            self.named.emit(self._document.name, str(path) if path is not None else "")

    def _tell_state(self) -> None:
        if self._document is None:
            return
        text = strings.SAVED.format(time=f"{self._saved_at:%H:%M}") if self._saved_at else ""
        if self._document.read_only:
            text = strings.READ_ONLY
        elif self.modified:
            text = strings.EDITED
        self.state_changed.emit(text)


def _nothing() -> None:
    """What a cancelled question does."""
