"""Everything of the window that comes after its first paint, put in place and joined.

Only `MainWindow.complete` imports this module, so nothing here delays the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from suggest import Learned, WordOffered
from ui import dialog_strings, strings, window_menus
from ui.bridge import Bridge
from ui.card_flow import CardFlow
from ui.context_menu import MarkMenu
from ui.dialogs import Dialogs
from ui.finder import Finder
from ui.panel_flow import PanelFlow
from ui.recovery import offer_recoveries, tell_notices

if TYPE_CHECKING:
    from ui.window import MainWindow


def furnish(window: MainWindow) -> None:
    """Build card, panel, bars, menus and dialogs, and join them to draft and engine."""
    parts, engine, page = window.parts, window.later.engine, window.page
    parts.look.load_rest()
    page.furnish(engine)
    window.bridge = Bridge(engine, window.editor, parts.preferences, parts.clock)
    window.flow = CardFlow(page, engine, window.bridge)
    window.panel = PanelFlow(window)
    window.finder = Finder(window.editor, page.find_bar, page.toast)
    window.dialogs = Dialogs(window, window.ask)
    window.mark_menu = MarkMenu(window.editor, engine, window.flow)
    window.menus = window_menus.build(window)
    if window_menus.HAS_HIDDEN_BAR:
        window_menus.HiddenBar(window.menus, window)
    _connect(window)
    if window.later.remote is not None:
        from ui.remote_flow import RemoteFlow

        window.remote = RemoteFlow(window, window.later.remote)
    window.bridge.configure()
    if not parts.preferences.suggestions_on:
        engine.set_enabled(False)
    engine.focus(window.isActiveWindow())
    if window.viewport is not None:  # else it is still to be told
        engine.viewport(*window.viewport)


def welcome(window: MainWindow) -> None:
    """What the writer finds at the start: unsaved text, notices, and the panel if it was open."""
    parts, page = window.parts, window.page
    _tell_state(window)
    offer_recoveries(parts.files, page, window.drafts.recover)
    tell_notices(parts.notices, page)
    if parts.preferences.panel_open:
        window.panel.show(True)


def _connect(window: MainWindow) -> None:
    window.strip.menu_pressed.connect(lambda: _show_menu(window))
    window.status.marks_pressed.connect(window.panel.toggle)
    window.status.engine_pressed.connect(lambda: _show_engine_menu(window))
    window.bridge.refreshed.connect(lambda: _show_marks(window))
    window.bridge.state_changed.connect(window.status.show_state)
    # Later: what the writer just did has its own message first, and this one is the news.
    queued = Qt.ConnectionType.QueuedConnection
    window.bridge.learned.connect(lambda news: _tell_learned(window, news), queued)
    window.flow.report_wanted.connect(window.dialogs.report)
    window.flow.sent_wanted.connect(window.dialogs.sent)
    window.page.panel.sent_wanted.connect(window.dialogs.sent)
    window.drafts.compare_wanted.connect(window.dialogs.compare)
    window.editor.characters_dropped.connect(
        lambda n: window.page.toast.say(strings.count(strings.DROPPED, n))
    )


def _show_marks(window: MainWindow) -> None:
    window.status.show_marks(len(window.later.engine.suggestions()))


def _tell_learned(window: MainWindow, news: Learned | WordOffered) -> None:
    toast, insights = window.page.toast, window.later.insights
    if isinstance(news, WordOffered):
        toast.say(
            news.text,
            dialog_strings.DICTIONARY_ADD,
            lambda: window.later.engine.add_word(news.word),
        )
    elif insights is not None and insights.learnings is not None:
        learnings = insights.learnings
        toast.say(news.text, strings.UNDO, lambda: learnings.undo(news.key))
    else:
        toast.say(news.text)


def _tell_state(window: MainWindow) -> None:
    engine = window.later.engine
    detail = window.bridge.detail(engine.state, engine.state_detail)
    window.status.show_state(engine.state, detail)
    _show_marks(window)


def _show_menu(window: MainWindow) -> None:
    menu = window_menus.whole_menu(window.menus, window)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(window_menus.menu_position(window, menu))


def _show_engine_menu(window: MainWindow) -> None:
    menu = window_menus.engine_menu(window)
    button = window.status.engine
    corner = button.mapToGlobal(button.rect().topRight())
    size = menu.sizeHint()
    menu.popup(QPoint(corner.x() - size.width(), corner.y() - size.height() - 6))
