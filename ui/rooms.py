"""Everything of the window that comes after its first paint, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.card_flow import CardFlow
    from ui.context_menu import MarkMenu
    from ui.dialogs import Dialogs
    from ui.finder import Finder
    from ui.menus import Menus
    from ui.panel_flow import PanelFlow
    from ui.remote_flow import RemoteFlow
    from ui.window_parts import LaterParts


@dataclass(frozen=True, slots=True)
class Rooms:
    """What `ui.furnishing` makes for one window, from what it was given: `later`.

    No room knows this value; each is handed what it uses. `remote` is None without models.
    """

    later: LaterParts
    bridge: Bridge
    flow: CardFlow
    panel: PanelFlow
    finder: Finder
    dialogs: Dialogs
    mark_menu: MarkMenu
    menus: Menus
    remote: RemoteFlow | None
