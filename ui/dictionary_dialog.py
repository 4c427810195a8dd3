"""The personal dictionary: words and phrases Stet leaves alone, to add and to remove."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListWidget, QWidget

from suggest import Dismissal, DismissalEntry
from ui import dialog_strings
from ui.buttons import Button
from ui.dialog import Dialog
from ui.engine import WritingEngine
from ui.labels import SMALL, label
from ui.look import Look


class DictionaryDialog(Dialog):
    """A list in alphabetical order with a field over it."""

    def __init__(self, engine: WritingEngine, look: Look, parent: QWidget) -> None:
        super().__init__(dialog_strings.DICTIONARY_TITLE, look, parent)
        self._engine = engine
        self.resize(420, 460)
        self.say(dialog_strings.DICTIONARY_INTRO)
        self.field = QLineEdit()
        self.field.setPlaceholderText(dialog_strings.DICTIONARY_INPUT)
        self.field.setAccessibleName(dialog_strings.DICTIONARY_INPUT)
        self.add_word = Button(dialog_strings.DICTIONARY_ADD, look)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.add_word)
        self.body.addLayout(row)
        self.notice = label("", look, SMALL)
        self.body.addWidget(self.notice)
        self.words = QListWidget()
        self.words.setAccessibleName(dialog_strings.DICTIONARY_TITLE)
        self.words.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.body.addWidget(self.words, 1)
        self.remove = self.add_button(dialog_strings.DICTIONARY_REMOVE)
        self.add_done()
        self.add_word.clicked.connect(self._add)
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(lambda _: self._judge())
        self.remove.clicked.connect(self._remove)
        self.words.itemSelectionChanged.connect(self._judge)
        self._fill()
        self.field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _listed(self) -> set[str]:
        """The words added here, and what *Not this phrase* put beside them."""
        return {*self._engine.words(), *(entry.phrase for entry in self._phrases())}

    def _phrases(self) -> list[DismissalEntry]:
        every = self._engine.dismissals()
        return [entry for entry in every if entry.how is Dismissal.NOT_PHRASE]

    def _fill(self) -> None:
        self.words.clear()
        for word in sorted(self._listed(), key=str.casefold):
            self.words.addItem(word)
        self.notice.setText("" if self.words.count() else dialog_strings.DICTIONARY_EMPTY)
        self._judge()

    def _judge(self) -> None:
        """A button works only when there is something for it to do."""
        self.add_word.setEnabled(bool(self.field.text().strip()))
        self.remove.setEnabled(bool(self.words.selectedItems()))

    def _add(self) -> None:
        word = " ".join(self.field.text().split())
        if not word:
            return
        if word in self._listed():
            self.notice.setText(dialog_strings.DICTIONARY_THERE.format(word=word))
            return
        self._engine.add_word(word)
        self.field.clear()
        self._fill()

    def _remove(self) -> None:
        for word in [item.text() for item in self.words.selectedItems()]:
            if word in self._engine.words():
                self._engine.remove_word(word)
            for entry in self._phrases():
                if entry.phrase == word:
                    self._engine.restore(entry.key)
        self._fill()
