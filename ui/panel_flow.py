"""Joins the side panel to draft, card and engine: what is chosen there is shown in the text."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from suggest import Place
from ui.bridge import Bridge
from ui.card_flow import CardFlow
from ui.engine import WritingEngine
from ui.page import Page
from ui.preferences import Preferences
from ui.selection import select
from ui.top_strip import TopStrip


class PanelParts(NamedTuple):
    """What the side panel works with; the panel itself stands on the page."""

    page: Page
    strip: TopStrip
    flow: CardFlow
    engine: WritingEngine
    bridge: Bridge
    preferences: Preferences


class PanelFlow(QObject):
    """The side panel of one window."""

    def __init__(self, parts: PanelParts) -> None:
        super().__init__(parts.page)
        self._page, self._strip, self._flow = parts.page, parts.strip, parts.flow
        self._panel, self._editor = parts.page.panel, parts.page.editor
        self._engine, self._bridge = parts.engine, parts.bridge
        self._preferences = parts.preferences
        self._connect()

    def toggle(self) -> None:
        """Show or hide the panel."""
        self.show(self._panel.isHidden())

    def show(self, shown: bool, *, focus: bool = False) -> None:
        """Show or hide the panel; hiding it gives the focus back to the draft."""
        self._flow.close()
        focused = QApplication.focusWidget()
        inside = focused is not None and self._panel.isAncestorOf(focused)
        self._page.show_panel(shown)
        self._strip.panel.setChecked(shown)
        self._preferences.panel_open = shown
        if shown and focus:
            self._panel.take_focus()
        elif inside and not shown:
            self._editor.setFocus()

    def show_held(self) -> None:
        """Show what was held back, with the focus there."""
        self._panel.show_held()
        self.show(True, focus=True)

    def _refresh(self) -> None:
        if self._panel.isVisible():
            self._panel.refresh()

    def _look_at(self, suggestion_id: str) -> None:
        """Show a mark chosen by the keyboard; the focus stays in the panel."""
        place = self._engine.place(suggestion_id)
        if place is not None:
            self._flow.close()
            self._editor.go_to(place)
            self._editor.set_open_mark(suggestion_id)

    def _open(self, suggestion_id: str, focus: bool) -> None:
        """Open the card of a mark; a panel that lies over its words gives way."""
        self._flow.open(suggestion_id, focus=focus)
        if self._page.panel_covers(suggestion_id):
            self.show(False)
            self._flow.open(suggestion_id, focus=focus)

    def _look_at_held(self, held_id: str) -> None:
        """Select the passage of something held back."""
        for held in self._engine.held():
            if held.id == held_id and held.line < self._editor.blockCount():
                old = held.proposal.original.split("\n")[0]
                start = self._editor.line_text(held.line).find(old)
                if start >= 0:
                    select(self._editor, Place(held.line, start, held.line, start + len(old)))

    def _choose_eagerness(self, value: float) -> None:
        self._preferences.eagerness = value
        self._bridge.configure()

    def _connect(self) -> None:
        panel = self._panel
        self._strip.panel_toggled.connect(self.show)
        panel.closed.connect(lambda: self.show(False))
        panel.mark_chosen.connect(self._look_at)
        panel.mark_opened.connect(self._open)
        panel.held_chosen.connect(self._look_at_held)
        panel.show_anyway.connect(self._engine.show_anyway)
        panel.eagerness.set_value(self._preferences.eagerness)
        panel.eagerness.chosen.connect(self._choose_eagerness)
        self._flow.opened.connect(panel.marks.choose)
        self._bridge.refreshed.connect(self._refresh)
