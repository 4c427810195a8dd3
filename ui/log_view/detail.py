"""One proposal in full: the passage with the change, what is known, what happened, and labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from suggest import LogPassage, LogProposal, LogStep
from ui import insight_strings as words
from ui.buttons import Button
from ui.diff_label import DiffLabel
from ui.labels import MUTED, PLAIN, SMALL, STRONG, Style, hairline, label
from ui.log_view.rows import facts, in_passage, result, told
from ui.look import Look
from ui.theme import Measure


class Detail(QWidget):
    """Shows what it is given; what the writer wants comes out as signals."""

    rated = Signal(bool)
    case_wanted = Signal()
    assertion_wanted = Signal(bool)  # whether the place must be marked

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.change = DiffLabel(look)
        self.result = label("", look, Style(Measure.TEXT_REASON, 600), wrap=True)
        self.facts = label("", look, MUTED, wrap=True)
        self.final = label("", look, PLAIN, wrap=True)
        self._heading = label(words.LOG_RECORD, look, STRONG)
        self._record = QGridLayout()
        self.notice = label("", look, SMALL, wrap=True)
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.good = self._button(words.LOG_GOOD, words.LOG_LABEL_GOOD)
        self.bad = self._button(words.LOG_BAD, words.LOG_LABEL_BAD)
        self.case = self._button(words.LOG_CASE, words.LOG_CASE_HELP)
        self.assertion = self._button(words.LOG_ASSERT, words.LOG_ASSERT_HELP)
        self._none = label(words.LOG_CHOOSE, look, MUTED, wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page = QWidget()
        self._menu: QMenu | None = None
        self._lay_out()
        self.good.clicked.connect(lambda: self.rated.emit(True))
        self.bad.clicked.connect(lambda: self.rated.emit(False))
        self.case.clicked.connect(self.case_wanted)
        self.assertion.clicked.connect(self._ask)
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen."""
        self._page.hide()
        self._none.show()

    def show_proposal(self, passage: LogPassage, proposal: LogProposal) -> None:
        """Show one proposal; what happened comes with `show_steps`."""
        self.change.show_parts(in_passage(passage, proposal))
        self.change.setVisible(bool(passage.text))
        self.result.setText(result(proposal))
        self.facts.setText("\n".join(facts(proposal)))
        self._say_final(proposal.final)
        self._mark(proposal.good)
        for button in (self.case, self.assertion):
            button.setEnabled(bool(passage.text))
        self.notice.setText("" if passage.text else words.LOG_NO_TEXT)
        self.show_steps(())
        self._none.hide()
        self._page.show()

    def show_steps(self, steps: Sequence[LogStep]) -> None:
        """What happened, first things first."""
        while (item := self._record.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._heading.setVisible(bool(steps))
        for row, (when, what) in enumerate(told(steps)):
            time = label(when, self._look, SMALL)
            time.setFont(self._look.fonts.figures(Measure.TEXT_SMALL))
            self._record.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
            self._record.addWidget(label(what, self._look, PLAIN, wrap=True), row, 1)
        labels = [step.good for step in steps if step.good is not None]
        if labels:
            self._mark(labels[-1])

    def say(self, text: str, *, danger: bool = False) -> None:
        """Say under the buttons what became of a wish."""
        self.notice.setProperty("tone", "danger" if danger else "muted")
        self.notice.style().polish(self.notice)
        self.notice.setText(text)

    def _mark(self, good: bool | None) -> None:
        self.good.setChecked(good is True)
        self.bad.setChecked(good is False)

    def _say_final(self, final: str | None) -> None:
        self.final.setText(words.LOG_FINAL.format(words=final) if final is not None else "")
        self.final.setVisible(final is not None)

    def _ask(self) -> None:
        menu = QMenu(words.LOG_ASSERT, self)
        menu.addAction(words.LOG_ASSERT_MUST).triggered.connect(
            partial(self.assertion_wanted.emit, True)
        )
        menu.addAction(words.LOG_ASSERT_NEVER).triggered.connect(
            partial(self.assertion_wanted.emit, False)
        )
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        corner = self.assertion.mapToGlobal(QPoint(0, 0))
        menu.popup(QPoint(corner.x(), corner.y() - menu.sizeHint().height() - 4))

    @property
    def menu(self) -> QMenu | None:
        """The menu of assertions that was opened last."""
        return self._menu

    def _button(self, text: str, help_text: str) -> Button:
        button = Button(text, self._look, small=True)
        button.setCheckable(text in (words.LOG_GOOD, words.LOG_BAD))
        button.setAccessibleDescription(help_text)
        button.setToolTip(help_text)
        return button

    def _lay_out(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        self._record.setHorizontalSpacing(16)
        self._record.setColumnStretch(1, 1)
        labels: tuple[QLabel, ...] = (self.change, self.result, self.final, self.facts)
        for one in labels:
            box.addWidget(one)
        box.addWidget(hairline())
        box.addWidget(self._heading)
        box.addLayout(self._record)
        box.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(words.LOG_RECORD)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.good, self.bad):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.case, self.assertion):
            foot.addWidget(button)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area, 1)
        page.addWidget(hairline())
        ends = QVBoxLayout()
        ends.setContentsMargins(20, 8, 20, 12)
        ends.addLayout(foot)
        ends.addWidget(self.notice)
        page.addLayout(ends)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page, 1)
        whole.addWidget(self._none, 1)
