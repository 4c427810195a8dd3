"""Export of the feedback log: where to, how much of the writer's words, and what will be in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui import dialog_strings, strings
from ui.ask import Ask
from ui.buttons import Button
from ui.dialog import Dialog
from ui.labels import PLAIN, SMALL, STRONG, Elided, Style, label
from ui.look import Look

LEVELS = ("full", "hash", "none")  # of redaction, safest first


class ExportProblem(Exception):
    """The export did not happen; the message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class ExportCounts:
    """What an export would hold."""

    suggestions: int
    outcomes: int
    drafts: int


class Exporter(Protocol):
    """Writes the feedback log as files."""

    def counts(self) -> ExportCounts:
        """What there is to export."""

    def run(self, folder: Path, redaction: str) -> Path:
        """Write into a new folder under `folder`, return it; `redaction` is one of LEVELS.

        Raises ExportProblem.
        """


class ExportDialog(Dialog):
    """Choose a folder and a level, then export."""

    def __init__(self, exporter: Exporter, ask: Ask, look: Look, parent: QWidget) -> None:
        super().__init__(dialog_strings.EXPORT_TITLE, look, parent)
        self._exporter = exporter
        self._ask = ask
        self._folder = Path.home()
        self.setMinimumWidth(520)
        self.say(dialog_strings.EXPORT_INTRO)
        self.where = Elided(look, PLAIN)
        self.where.set_text(str(self._folder))
        self.choose = Button(dialog_strings.EXPORT_CHOOSE, look)
        self.levels: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._add_folder()
        self._add_levels()
        self.counts = label("", look, STRONG)
        self.body.addWidget(self.counts)
        self.notice = label("", look, Style(12, tone="danger"), wrap=True)
        self.notice.hide()
        self.body.addWidget(self.notice)
        cancel = self.add_button(strings.CANCEL)
        self.run = self.add_button(dialog_strings.EXPORT_RUN, "primary")
        cancel.clicked.connect(self.reject)
        self.run.clicked.connect(self._run)
        self.choose.clicked.connect(self._choose)
        self.done_text = ""
        self._count()

    @property
    def level(self) -> str:
        """The chosen level of redaction."""
        return next(name for name, button in self.levels.items() if button.isChecked())

    def _add_folder(self) -> None:
        self.body.addWidget(label(dialog_strings.EXPORT_FOLDER, self.look, STRONG))
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addStretch(0)
        row.addWidget(self.choose)
        self.body.addLayout(row)

    def _add_levels(self) -> None:
        self.body.addWidget(label(dialog_strings.EXPORT_REDACTION, self.look, STRONG))
        box = QVBoxLayout()
        box.setSpacing(2)
        for name in LEVELS:
            button = QRadioButton(dialog_strings.EXPORT_LEVELS[name])
            button.setAccessibleDescription(dialog_strings.EXPORT_LEVEL_HELP[name])
            self._group.addButton(button)
            self.levels[name] = button
            help_line = label(dialog_strings.EXPORT_LEVEL_HELP[name], self.look, SMALL, wrap=True)
            help_line.setContentsMargins(24, 0, 0, 6)
            box.addWidget(button)
            box.addWidget(help_line)
        self.levels[LEVELS[0]].setChecked(True)
        self.body.addLayout(box)

    def _count(self) -> None:
        counts = self._exporter.counts()
        self.run.setEnabled(counts.suggestions > 0)
        if counts.suggestions == 0:
            self.counts.setText(dialog_strings.EXPORT_NOTHING)
            return
        self.counts.setText(
            dialog_strings.EXPORT_COUNTS.format(
                suggestions=f"{counts.suggestions:,}",
                outcomes=f"{counts.outcomes:,}",
                drafts=f"{counts.drafts:,}",
            )
        )

    def _choose(self) -> None:
        self._ask.folder(self._folder, self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self.where.set_text(str(folder))

    def _run(self) -> None:
        try:
            written = self._exporter.run(self._folder, self.level)
        except ExportProblem as problem:
            self.notice.setText(dialog_strings.EXPORT_FAILED.format(why=problem))
            self.notice.show()
            return
        self.done_text = dialog_strings.EXPORT_DONE.format(folder=written)
        self.accept()


def open_export(dialog: ExportDialog, told: Callable[[str], None]) -> None:
    """Open the dialog; `told` gets the sentence to show once an export was written."""
    dialog.accepted.connect(lambda: told(dialog.done_text))
    dialog.open()
