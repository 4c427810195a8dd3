"""The right-click menu of a mark: the fixes and answers of the card, then the usual entries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from suggest import Suggestion
from ui import strings
from ui.card_flow import CardFlow
from ui.card_menu import dismissal_titles
from ui.card_text import shortened
from ui.editor import Editor
from ui.engine import WritingEngine

_SHOWN = 3


class MarkMenu:
    """Shows the menu; closing it answers nothing."""

    def __init__(self, editor: Editor, engine: WritingEngine, flow: CardFlow) -> None:
        self._editor = editor
        self._engine = engine
        self._flow = flow
        editor.mark_menu_requested.connect(self.show)

    def show(self, suggestion_id: str, at: QPoint) -> None:
        """Open the menu at a global position."""
        menu = self.build(suggestion_id)
        if menu is not None:
            menu.popup(at)

    def build(self, suggestion_id: str) -> QMenu | None:
        """The menu of a live mark; None when the mark is gone."""
        suggestion = self._engine.suggestion(suggestion_id)
        if suggestion is None:
            return None
        self._flow.close()
        menu = QMenu(self._editor)
        menu.aboutToHide.connect(menu.deleteLater)
        self._add_fixes(menu, suggestion)
        menu.addSeparator()
        rule = suggestion.proposal.mutes or suggestion.proposal.rule
        for how, title in dismissal_titles(unknown=rule == strings.SPELLING_RULE).items():
            self._add(menu, title, partial(self._flow.dismiss, suggestion_id, how))
        menu.addSeparator()
        self._add_usual(menu)
        return menu

    def _add_fixes(self, menu: QMenu, suggestion: Suggestion) -> None:
        proposal, key = suggestion.proposal, suggestion.id
        flow = self._flow
        if proposal.replacement is None:
            self._add(menu, strings.CHECKED, lambda: flow.check(key))
            self._add(menu, strings.EDIT, lambda: flow.edit_words(key))
        else:
            self._add(menu, _wording(proposal.replacement), lambda: flow.accept(key))
            for other in proposal.alternatives[: _SHOWN - 1]:
                self._add(menu, _wording(other), partial(flow.accept, key, other))
        self._add(menu, strings.SHOW_CARD, lambda: flow.open(key, focus=True))

    def _add_usual(self, menu: QMenu) -> None:
        editor, writable = self._editor, not self._editor.isReadOnly()
        selected = editor.textCursor().hasSelection()
        for text, act, possible in (
            (strings.CUT, editor.cut, selected and writable),
            (strings.COPY, editor.copy, selected),
            (strings.PASTE, editor.paste, writable and editor.canPaste()),
            (strings.SELECT_ALL, editor.selectAll, True),
        ):
            self._add(menu, text, act).setEnabled(possible)

    def _add(self, menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
        # Words of the draft may hold "&", which Qt would read as a mnemonic.
        action = menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda _=False: act())
        return action


def _wording(text: str) -> str:
    return f"“{shortened(text)}”" if text else strings.DELETES
