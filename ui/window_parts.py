"""What the main window is given: for the first paint, and for the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.ask import Ask
    from ui.engine import WritingEngine
    from ui.erase_dialog import Eraser
    from ui.export_choice import Exporter
    from ui.files import Files
    from ui.insights.learnings import Learnings
    from ui.insights.source import Figures
    from ui.log_view.source import LogSource
    from ui.look import Look
    from ui.preferences import Preferences
    from ui.remote import RemoteDesk


class WindowParts(NamedTuple):
    """What the first paint needs.

    `resources` is the folder with `sample.md` and the licences. `clock` gives local time. `ask`
    None asks with dialogs; a test hands in its own answers. `notices` are sentences about what was
    wrong with kept files, shown at the start. `newcomer` says that this is the very first one.
    """

    files: Files
    preferences: Preferences
    look: Look
    resources: Path
    clock: Callable[[], datetime]
    ask: Ask | None = None
    notices: tuple[str, ...] = ()
    newcomer: bool = False


class InsightsDesk(NamedTuple):
    """What the two windows that look back are given; `learnings` None leaves that tab out."""

    figures: Figures
    log: LogSource
    learnings: Learnings | None = None


class LaterParts(NamedTuple):
    """What takes too long for the first paint. `insights` None leaves its two windows out.

    `remote` None leaves out everything about models, `privacy_changed` None the page of privacy.
    """

    engine: WritingEngine
    exporter: Exporter
    version: str
    insights: InsightsDesk | None = None
    eraser: Eraser | None = None
    remote: RemoteDesk | None = None
    privacy_changed: Callable[[], None] | None = None
