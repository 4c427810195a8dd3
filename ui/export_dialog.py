"""Export of the feedback log: where to, which part, how much of the writer's words; with a look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import dialog_strings, strings
from ui.ask import Ask
from ui.background import Background
from ui.buttons import Button
from ui.dialog import Dialog
from ui.export_choice import (
    LEVELS,
    ExportChoice,
    ExportCounts,
    Exporter,
    ExportLook,
    Watch,
)
from ui.export_filters import Filters, Scrubs
from ui.labels import PLAIN, SMALL, STRONG, Elided, Style, label
from ui.look import Look


class ExportDialog(Dialog):
    """Choose, look, then export; reading and writing happen in a thread."""

    def __init__(self, exporter: Exporter, ask: Ask, look: Look, parent: QWidget) -> None:
        super().__init__(dialog_strings.EXPORT_TITLE, look, parent)
        self._exporter = exporter
        self._ask = ask
        self._folder = Path.home()
        self._background = Background(self)
        self._watch: Watch | None = None
        self._rows = 0
        self.done_text = ""
        self.setMinimumWidth(560)
        self._box = self._scrolled()
        self._box.addWidget(
            label(dialog_strings.EXPORT_INTRO, look, Style(tone="muted"), wrap=True)
        )
        self.where = Elided(look, PLAIN)
        self.where.set_text(str(self._folder))
        self.choose = Button(dialog_strings.EXPORT_CHOOSE, look)
        self.levels: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.scrubs = Scrubs(look)
        self.filters = Filters(look)
        self._add_folder()
        self._add_levels()
        self._add(dialog_strings.EXPORT_SCRUB, self.scrubs)
        self._add(dialog_strings.EXPORT_WHICH, self.filters)
        self.preview = QPlainTextEdit()
        self._add_preview()
        self._add_foot()
        self.choose.clicked.connect(self._choose)
        self._group.buttonClicked.connect(self._changed)
        self.scrubs.changed.connect(self._changed)
        self.filters.changed.connect(self._changed)
        exporter.prepare()
        self._changed()
        self.resize(600, 680)

    @property
    def level(self) -> str:
        """The chosen level of redaction."""
        return next(name for name, button in self.levels.items() if button.isChecked())

    @property
    def choice(self) -> ExportChoice:
        """All that was chosen."""
        first, last = self.filters.days
        return ExportChoice(
            self.level,
            first,
            last,
            self.filters.kinds,
            self.filters.outcomes,
            self.scrubs.chosen,
        )

    @property
    def busy(self) -> bool:
        """Whether a preview or an export is under way."""
        return self._watch is not None

    def reject(self) -> None:
        """Stop what is under way; with nothing under way, close."""
        if self._watch is None:
            super().reject()
            return
        self._watch.stopped = True  # it ends by itself, soon
        self.cancel.setEnabled(False)

    def done(self, result: int) -> None:
        """Close; no thread goes on."""
        if self._watch is not None:
            self._watch.stopped = True
        self._background.stop()
        super().done(result)

    # --- building

    def _scrolled(self) -> QVBoxLayout:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(12)
        area.setWidget(page)
        page.setAutoFillBackground(False)
        self.body.addWidget(area, 1)
        return box

    def _add(self, title: str, control: QWidget) -> None:
        self._box.addWidget(label(title, self.look, STRONG))
        self._box.addWidget(control)

    def _add_folder(self) -> None:
        self._box.addWidget(label(dialog_strings.EXPORT_FOLDER, self.look, STRONG))
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addStretch(0)
        row.addWidget(self.choose)
        self._box.addLayout(row)

    def _add_levels(self) -> None:
        self._box.addWidget(label(dialog_strings.EXPORT_REDACTION, self.look, STRONG))
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
        self._box.addLayout(box)

    def _add_preview(self) -> None:
        self.preview.setObjectName("compare")
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(dialog_strings.EXPORT_PREVIEW_NAME)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setTabChangesFocus(True)
        self.preview.setMinimumHeight(150)
        self.preview.hide()
        self._box.addStretch(1)
        self.body.addWidget(self.preview, 1)

    def _add_foot(self) -> None:
        self.counts = label("", self.look, STRONG)
        self.body.addWidget(self.counts)
        self.notice = label("", self.look, Style(12, tone="danger"), wrap=True)
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(dialog_strings.EXPORT_PROGRESS)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.cancel = self.add_button(strings.CANCEL)
        self.look_button = self.add_button(dialog_strings.EXPORT_PREVIEW)
        self.run = self.add_button(dialog_strings.EXPORT_RUN, "primary")
        self.cancel.clicked.connect(self.reject)
        self.look_button.clicked.connect(self._preview)
        self.run.clicked.connect(self._run)

    # --- what the writer does

    def _choose(self) -> None:
        self._ask.folder(self._folder, self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self.where.set_text(str(folder))

    def _changed(self) -> None:
        """Another choice: counted anew, and what was shown no longer fits."""
        self.scrubs.setEnabled(self.level != LEVELS[0])
        self.preview.hide()
        self.notice.hide()
        self.run.setEnabled(False)
        self.look_button.setEnabled(False)
        choice = self.choice
        self._background.run(lambda: self._exporter.counts(choice), self._counted, self._failed)

    def _preview(self) -> None:
        choice, watch = self.choice, self._begin()
        self._background.run(
            lambda: self._exporter.look(choice, watch.told), self._looked, self._failed
        )

    def _run(self) -> None:
        choice, folder, watch = self.choice, self._folder, self._begin()
        self._background.run(
            lambda: self._exporter.run(folder, choice, watch.told), self._written, self._failed
        )

    # --- what the thread tells

    def _begin(self) -> Watch:
        watch = self._watch = Watch(self)
        watch.moved.connect(self._move)
        self.notice.hide()
        self.bar.setValue(0)
        self.bar.show()
        self._allow(False)
        return watch

    def _finish(self) -> None:
        self._watch = None
        self.bar.hide()
        self.cancel.setEnabled(True)
        self._allow(True)

    def _allow(self, on: bool) -> None:
        controls = (self.choose, self.filters, *self.levels.values())
        for control in controls:
            control.setEnabled(on)
        self.scrubs.setEnabled(on and self.level != LEVELS[0])
        for button in (self.run, self.look_button):
            button.setEnabled(on and self._rows > 0)

    @Slot(int, int)
    def _move(self, done: int, total: int) -> None:
        self.bar.setValue(done)

    def _counted(self, counts: ExportCounts) -> None:
        self._rows = counts.suggestions
        self._allow(True)
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

    def _looked(self, seen: ExportLook) -> None:
        self._finish()
        lines = []
        for name, rows in seen.rows.items():
            lines.append(dialog_strings.EXPORT_ROWS.format(file=name, rows=f"{rows:,}"))
            lines += [f"    {sample.rstrip()}" for sample in seen.samples.get(name, ())]
        self.preview.setPlainText("\n".join(lines))
        self.preview.show()
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, folder: Path) -> None:
        self._finish()
        self.done_text = dialog_strings.EXPORT_DONE.format(folder=folder)
        self.accept()

    def _failed(self, why: str) -> None:
        stopped = self._watch is not None and self._watch.stopped
        failed = dialog_strings.EXPORT_FAILED.format(why=why)
        self.notice.setText(dialog_strings.EXPORT_STOPPED if stopped else failed)
        self.notice.show()
        self._finish()


def open_export(dialog: ExportDialog, told: Callable[[str], None]) -> None:
    """Open the dialog; `told` gets the sentence to show once an export was written."""
    dialog.accepted.connect(lambda: told(dialog.done_text))
    dialog.open()
