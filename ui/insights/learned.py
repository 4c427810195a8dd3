"""The page of what was learned: plain sentences, each with its undo, and one switch for all."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import insight_strings as words
from ui import strings
from ui.ask import Ask, AskWithDialogs
from ui.buttons import Button
from ui.insights.learnings import Adaptation, Learnings
from ui.labels import MUTED, SMALL, STRONG, Style, hairline, label
from ui.look import Look
from ui.question import Question
from ui.switch import Switch
from ui.theme import Measure


class LearnedPage(QWidget):
    """What was undone stays in the list and can be used again."""

    def __init__(self, learnings: Learnings, look: Look) -> None:
        super().__init__()
        self.ask: Ask = AskWithDialogs(look, self)
        self._learnings = learnings
        self._look = look
        self.switch = Switch(words.LEARNED_SWITCH, look)
        self.switch.setChecked(learnings.on)
        self.switch.setAccessibleName(words.LEARNED_SWITCH)
        self.switch.toggled.connect(self._switch)
        self.reset = Button(words.LEARNED_RESET, look)
        self.reset.clicked.connect(self._reset)
        self.buttons: dict[str, Button] = {}
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(words.TAB_LEARNED)
        head = QHBoxLayout()
        head.addWidget(self.switch)
        head.addStretch(1)
        head.addWidget(self.reset)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(label(words.LEARNED_INTRO, look, MUTED, wrap=True))
        box.addLayout(head)
        box.addWidget(hairline())
        box.addWidget(self._area, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        entries = self._learnings.adaptations()
        self.buttons = {}
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        if not self._learnings.on:
            box.addWidget(label(words.LEARNED_OFF, self._look, MUTED, wrap=True))
        for entry in entries:
            box.addLayout(self._row(entry))
            box.addWidget(hairline())
        if not entries:
            box.addWidget(label(words.LEARNED_EMPTY, self._look, STRONG))
            box.addWidget(label(words.LEARNED_EMPTY_HELP, self._look, MUTED, wrap=True))
        box.addStretch(1)
        self._area.setWidget(page)
        page.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self.reset.setEnabled(bool(entries))

    def _row(self, entry: Adaptation) -> QHBoxLayout:
        notes = [words.LEARNED_UNDONE] if entry.undone else []
        if entry.since is not None:
            when = f"{entry.since.astimezone():%d %B %Y}".lstrip("0")
            notes.append(words.LEARNED_SINCE.format(when=when))
        tone = "muted" if entry.undone else ""
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(
            label(entry.text, self._look, Style(Measure.TEXT_REASON, 400, tone), wrap=True)
        )
        if notes:
            said.addWidget(label(" · ".join(notes), self._look, SMALL))
        text = words.LEARNED_REDO if entry.undone else strings.UNDO
        button = Button(text, self._look, small=True)
        button.setAccessibleName(f"{text}: {entry.text}")
        button.clicked.connect(lambda: self._turn(entry))
        self.buttons[entry.key] = button
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(said, 1)
        row.addWidget(button)
        return row

    def _turn(self, entry: Adaptation) -> None:
        if entry.undone:
            self._learnings.redo(entry.key)
        else:
            self._learnings.undo(entry.key)
        self.refresh()

    def _switch(self, on: bool) -> None:
        self._learnings.switch(on)
        self.refresh()

    def _reset(self) -> None:
        answers = (words.LEARNED_RESET, strings.CANCEL)
        question = Question(words.LEARNED_RESET_TITLE, words.LEARNED_RESET_TEXT, answers)
        self.ask.choose(question, self._forget)

    def _forget(self, answer: str) -> None:
        if answer == words.LEARNED_RESET:
            self._learnings.reset()
            self.refresh()
