"""The settings: sections at the left, one page at the right, every change applied at once."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import dialog_strings, engine_strings, strings
from ui.buttons import Button
from ui.engine_page import EnginePage
from ui.labels import SMALL, label
from ui.look import Look
from ui.privacy_page import PrivacyPage
from ui.settings_pages import SettingsParts, appearance_page, suggestions_page, writing_page

_WIDE, _HIGH, _LIST = 690, 560, 168


class SettingsDialog(QDialog):
    """690 by 560; opened without waiting."""

    def __init__(self, parts: SettingsParts, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(dialog_strings.SETTINGS_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDE, _HIGH)
        self.sections = QListWidget()
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(dialog_strings.SETTINGS_TITLE)
        self.sections.setFont(look.fonts.ui(13))
        self.pages = QStackedWidget()
        self.engine: EnginePage | None = None
        if parts.remote is not None:
            self.engine = EnginePage(parts.remote, parts.preferences, look)
        for name, page in self._made(parts, look):
            self.sections.addItem(name)
            self.pages.addWidget(_scrolling(page))
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        self._lay_out(look)

    def turn_to(self, section: str) -> None:
        """Show the page of that name, if there is one."""
        for item in self.sections.findItems(section, Qt.MatchFlag.MatchExactly):
            self.sections.setCurrentItem(item)

    def done(self, result: int) -> None:
        """Close, with what was typed last taken over."""
        if self.engine is not None:
            self.engine.leave()
        super().done(result)

    def event(self, event: QEvent) -> bool:
        """Coming back from the file of prices, what it says holds."""
        if event.type() is QEvent.Type.WindowActivate and self.engine is not None:
            self.engine.come_back()
        return super().event(event)

    def _made(self, parts: SettingsParts, look: Look) -> Iterator[tuple[str, QWidget]]:
        yield dialog_strings.SECTION_SUGGESTIONS, suggestions_page(parts, look)
        if self.engine is not None:
            yield engine_strings.SECTION_ENGINE, self.engine
        yield dialog_strings.SECTION_WRITING, writing_page(parts, look)
        yield dialog_strings.SECTION_APPEARANCE, appearance_page(parts, look)
        if parts.privacy_changed is not None:
            yield engine_strings.SECTION_PRIVACY, PrivacyPage(parts, look)

    def _lay_out(self, look: Look) -> None:
        left = QWidget()
        left.setObjectName("settingslist")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(_LIST)
        listing = QVBoxLayout(left)
        listing.setContentsMargins(10, 16, 10, 16)
        listing.addWidget(self.sections)
        right = QWidget()
        right.setObjectName("sheet")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        content = QVBoxLayout(right)
        content.setContentsMargins(24, 20, 16, 20)
        content.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(label(dialog_strings.SETTINGS_AT_ONCE, look, SMALL))
        foot.addSpacing(8)
        done = Button(strings.DONE, look, "primary")
        done.clicked.connect(self.accept)
        foot.addWidget(done)
        content.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(right, 1)


def _scrolling(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setContentsMargins(0, 0, 8, 0)
    area.setWidget(page)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
