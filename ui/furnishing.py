"""Everything of the window that comes after its first paint, put in place and joined.

The window does not know this module and the first paint does not import it: 30 ms of imports and
25 ms of widgets that are not to be seen yet.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt

from suggest import Learned, WordOffered
from ui import dialog_strings, strings, window_menus
from ui.bridge import Bridge
from ui.card_flow import CardFlow
from ui.context_menu import MarkMenu
from ui.dialogs import DialogParts, Dialogs
from ui.finder import Finder
from ui.menus import Menus
from ui.panel_flow import PanelFlow, PanelParts
from ui.recovery import offer_recoveries, tell_notices
from ui.remote_flow import RemoteFlow, RemotePlaces
from ui.rooms import Rooms
from ui.toast import Toast
from ui.window import MainWindow
from ui.window_parts import LaterParts


def furnish(window: MainWindow, later: LaterParts) -> None:
    """Complete the window: card, panel, bars, menus and dialogs, joined to draft and engine."""
    parts, engine = window.parts, later.engine
    parts.look.load_rest()
    window.page.furnish(engine)
    rooms = _rooms(window, later)
    window_menus.fill(window, rooms)
    if window_menus.HAS_HIDDEN_BAR:
        window_menus.HiddenBar(rooms.menus, window)
    _connect(window, rooms)
    rooms.bridge.configure()
    if not parts.preferences.suggestions_on:
        engine.set_enabled(False)
    engine.focus(window.isActiveWindow())
    if window.viewport is not None:  # else it is still to be told
        engine.viewport(*window.viewport)
    window.complete(rooms, partial(_welcome, window, rooms))


def _rooms(window: MainWindow, later: LaterParts) -> Rooms:
    """Make the rooms, each with what it works with."""
    parts, page, engine = window.parts, window.page, later.engine
    chosen, menus = parts.preferences, Menus(window)
    bridge = Bridge(engine, window.editor, chosen, parts.clock)
    flow = CardFlow(page, engine, bridge)
    panel = PanelFlow(PanelParts(page, window.strip, flow, engine, bridge, chosen))
    remote = None
    if later.remote is not None:
        places = RemotePlaces(window, page, window.status, parts.look, chosen)
        remote = RemoteFlow(places, later.remote)
    return Rooms(
        later=later,
        bridge=bridge,
        flow=flow,
        panel=panel,
        finder=Finder(window.editor, page.find_bar, page.toast),
        dialogs=Dialogs(
            DialogParts(
                window=window,
                first=parts,
                later=later,
                ask=window.ask,
                page=page,
                drafts=window.drafts,
                bridge=bridge,
                flow=flow,
                menus=menus,
                look_changed=window.apply_look,
                consent=remote.ask if remote is not None else None,
            )
        ),
        mark_menu=MarkMenu(window.editor, engine, flow),
        menus=menus,
        remote=remote,
    )


def _welcome(window: MainWindow, rooms: Rooms) -> None:
    """What the writer finds at the start: unsaved text, notices, and the panel if it was open."""
    parts, page = window.parts, window.page
    _tell_state(window, rooms)
    offer_recoveries(parts.files, page, window.drafts.recover)
    tell_notices(parts.notices, page)
    if parts.preferences.panel_open:
        rooms.panel.show(True)
    writes = window.drafts.modified  # already: then there is nothing to ask
    if window.offers_choice and rooms.remote is not None and not writes:
        from ui.first_run_flow import FirstRunFlow  # late: it is shown once in a life

        FirstRunFlow(window, rooms)


def _connect(window: MainWindow, rooms: Rooms) -> None:
    bridge, dialogs, status = rooms.bridge, rooms.dialogs, window.status
    window.strip.menu_pressed.connect(lambda: _show_menu(window, rooms.menus))
    status.marks_pressed.connect(rooms.panel.toggle)
    status.engine_pressed.connect(lambda: _show_engine_menu(window))
    bridge.refreshed.connect(lambda: _show_marks(window, rooms))
    bridge.state_changed.connect(status.show_state)
    # Later: what the writer just did has its own message first, and this one is the news.
    queued = Qt.ConnectionType.QueuedConnection
    bridge.learned.connect(partial(_tell_learned, window.page.toast, rooms.later), queued)
    rooms.flow.report_wanted.connect(dialogs.report)
    rooms.flow.sent_wanted.connect(dialogs.sent)
    window.page.panel.sent_wanted.connect(dialogs.sent)
    window.drafts.compare_wanted.connect(dialogs.compare)
    window.editor.characters_dropped.connect(
        lambda n: window.page.toast.say(strings.count(strings.DROPPED, n))
    )


def _show_marks(window: MainWindow, rooms: Rooms) -> None:
    window.status.show_marks(len(rooms.later.engine.suggestions()))


def _tell_learned(toast: Toast, later: LaterParts, news: Learned | WordOffered) -> None:
    insights = later.insights
    if isinstance(news, WordOffered):
        toast.say(
            news.text,
            dialog_strings.DICTIONARY_ADD,
            lambda: later.engine.add_word(news.word),
        )
    elif insights is not None and insights.learnings is not None:
        learnings = insights.learnings
        toast.say(news.text, strings.UNDO, lambda: learnings.undo(news.key))
    else:
        toast.say(news.text)


def _tell_state(window: MainWindow, rooms: Rooms) -> None:
    engine = rooms.later.engine
    detail = rooms.bridge.detail(engine.state, engine.state_detail)
    window.status.show_state(engine.state, detail)
    _show_marks(window, rooms)


def _show_menu(window: MainWindow, menus: Menus) -> None:
    menu = window_menus.whole_menu(menus, window)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(window_menus.menu_position(window, menu))


def _show_engine_menu(window: MainWindow) -> None:
    menu = window_menus.engine_menu(window)
    button = window.status.engine
    corner = button.mapToGlobal(button.rect().topRight())
    size = menu.sizeHint()
    menu.popup(QPoint(corner.x() - size.width(), corner.y() - size.height() - 6))
