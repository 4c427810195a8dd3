"""What went to models for one suggestion, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from suggest import Proposal, Sent
from ui import engine_strings as words
from ui import strings
from ui.dialog import Dialog
from ui.labels import MUTED, label
from ui.look import Look
from ui.reader_words import money
from ui.switch import Choice
from ui.theme import Measure

_SIZE = (620, 560)
_NARROW = 440


class SentView(Dialog):
    """One request at a time; the text can be chosen and copied, and not changed."""

    def __init__(self, sent: Sequence[Sent], took: str, look: Look, parent: QWidget) -> None:
        super().__init__(words.SENT_TITLE, look, parent)
        self._sent = tuple(sent)
        if sent:
            self.resize(*_SIZE)
        else:
            self.setMinimumWidth(_NARROW)
        self.which = Choice(words.SENT_WHICH, look)
        for one in self._sent:
            self.which.addItem(request_line(one))
        self.text = QPlainTextEdit()
        self.text.setObjectName("compare")
        self.text.setReadOnly(True)
        self.text.setFont(look.fonts.ui(Measure.TEXT))
        self.text.setAccessibleName(words.SENT_TEXT)
        self.text.setTabChangesFocus(True)
        self.took = label(took, look, MUTED, wrap=True)
        self.took.setVisible(bool(took))
        if self._sent:
            self.body.addWidget(self.which)
            self.body.addWidget(self.text, 1)
        else:
            self.say(words.SENT_NONE)
        self.body.addWidget(self.took)
        self.which.currentIndexChanged.connect(self._show)
        self.copy = self.add_button(words.COPY_SENT)
        self.copy.setVisible(bool(self._sent))
        self.copy.clicked.connect(self._copy)
        done = self.add_done()
        (self.text if self._sent else done).setFocus()
        self._show(0)

    def _show(self, number: int) -> None:
        if self._sent:
            self.text.setPlainText(whole_text(self._sent[number]))

    def _copy(self) -> None:
        one = self._sent[self.which.currentIndex()]
        QGuiApplication.clipboard().setText(f"{request_line(one)}\n\n{whole_text(one)}")
        self.copy.setText(words.SENT_COPIED)


def request_line(sent: Sent) -> str:
    """Prompt, model, host and time of a request."""
    if sent.at is None:
        return words.SENT_TO.format(prompt=sent.prompt, model=sent.model, host=sent.host)
    return words.SENT_AT.format(
        prompt=sent.prompt, model=sent.model, host=sent.host, time=f"{sent.at:%H:%M:%S}"
    )


def whole_text(sent: Sent) -> str:
    """The two parts of a request under their names."""
    return "\n".join(
        (words.SENT_MATERIAL, "", sent.user, "", words.SENT_INSTRUCTIONS, "", sent.system)
    )


def took_line(proposal: Proposal) -> str:
    """Tokens, money and time of the call that a proposal came from."""
    origin = proposal.origin
    if origin is None:
        return ""
    if origin.tokens is None:
        return words.SENT_UNCOUNTED
    if origin.tokens == 0:
        return words.SENT_FREE
    parts = [strings.count(words.TOKENS, origin.tokens)]
    if origin.cost is not None and origin.currency:
        parts.append(money(origin.cost, origin.currency))
    parts.append(words.SENT_SECONDS.format(n=f"{origin.latency_ms / 1000:.1f}"))
    return words.SENT_TOOK.format(took=" · ".join(parts))
