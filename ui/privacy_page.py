"""The settings page "Privacy": what Stet keeps of the writer's words, and who may get them."""

from __future__ import annotations

from ui import engine_strings as words
from ui import strings
from ui.buttons import Button
from ui.labels import label
from ui.look import Look
from ui.settings_pages import Page, SettingsParts, make_choice
from ui.switch import Choice, Switch

_DAYS = (7, 30, 90, 180, 365)


class PrivacyPage(Page):
    """Every change holds at once, for what is kept already too."""

    def __init__(self, parts: SettingsParts, look: Look) -> None:
        super().__init__(words.SECTION_PRIVACY, look)
        self._parts = parts
        chosen = parts.preferences
        self.keep = Switch(words.KEEP_TEXT_LABEL, look)
        self.keep.setChecked(chosen.keep_text)
        self.days = self._days(look)
        self.days.setEnabled(chosen.keep_text)
        self.add(words.KEEP_TEXT, self.keep, words.KEEP_TEXT_HELP)
        self.add(words.TEXT_DAYS, self.days, words.TEXT_DAYS_HELP)
        self.keep.toggled.connect(self._keep_text)
        self.days.currentIndexChanged.connect(self._keep_days)
        if parts.learnings is not None:
            self.learning = Switch(words.LEARNING_LABEL, look)
            self.learning.setChecked(parts.learnings.on)
            self.learning.toggled.connect(parts.learnings.switch)
            self.add(words.LEARNING, self.learning)
        if parts.remote is not None and chosen.remote_consent:
            self.agreed = label("\n".join(chosen.remote_consent), look, wrap=True)
            self.agreed.setContentsMargins(0, 8, 0, 4)  # on one line with its name
            self.again = Button(words.ASK_AGAIN, look, small=True)
            self.again.clicked.connect(self._ask_again)
            self.add(words.AGREED, self.agreed, words.AGREED_HELP)
            self.add("", self.again)

    def _days(self, look: Look) -> Choice:
        current = self._parts.preferences.text_days
        values = [(strings.count(words.TEXT_DAYS_VALUE, n), n) for n in sorted({*_DAYS, current})]
        return make_choice(words.TEXT_DAYS, look, values, current)

    def _keep_text(self, on: bool) -> None:
        self._parts.preferences.keep_text = on
        self.days.setEnabled(on)
        self._tell()

    def _keep_days(self, _: int) -> None:
        self._parts.preferences.text_days = self.days.currentData()
        self._tell()

    def _ask_again(self) -> None:
        if self._parts.remote is not None:
            self._parts.remote.forget_agreed()
        self.agreed.setText(words.NOBODY)
        self.again.setEnabled(False)

    def _tell(self) -> None:
        if self._parts.privacy_changed is not None:
            self._parts.privacy_changed()
