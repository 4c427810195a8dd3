"""The one question before text goes to a model: to whom, what, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import engine_strings as words
from ui.dialog import Dialog
from ui.labels import MUTED, REASON, label
from ui.look import Look
from ui.reader_words import joined
from ui.remote import Asking

_WIDE = 420


class ConsentDialog(Dialog):
    """Accepted means that the hosts may be used; anything else stays offline."""

    def __init__(self, asking: Sequence[Asking], look: Look, parent: QWidget) -> None:
        self.hosts = tuple(one.host for one in asking)
        super().__init__(consent_title(asking), look, parent)
        lines = [label(text, look, REASON, wrap=True) for text in consent_text(asking)]
        for line in (*lines, label(words.CONSENT_BACK, look, MUTED, wrap=True)):
            line.setMinimumWidth(_WIDE)  # else Qt leaves room for a narrower one
            self.body.addWidget(line)
        self.stay = self.add_button(words.STAY_OFFLINE)
        self.use = self.add_button(words.USE_IT, "primary")
        self.use.clicked.connect(self.accept)
        self.stay.clicked.connect(self.reject)
        # Enter, pressed in a field of the settings, must not agree to anything.
        self.stay.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def consent_title(asking: Sequence[Asking]) -> str:
    """The question itself."""
    here = all(one.local for one in asking)
    form = words.CONSENT_LOCAL if here else words.CONSENT_TITLE
    return form.format(hosts=joined([one.host for one in asking]))


def consent_text(asking: Sequence[Asking]) -> list[str]:
    """What each host would get; those on this computer are told apart."""
    said = []
    for one in asking:
        form = words.CONSENT_READS if one.reads else words.CONSENT_GRADES
        said.append(form.format(host=one.host))
        if one.local:
            said.append(words.CONSENT_HERE.format(host=one.host))
    return said
