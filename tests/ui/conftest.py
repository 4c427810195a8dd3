"""A whole window over fakes, for tests that type and click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeAsk, FakeEraser, FakeExporter, FakePreferences
from tests.fakes.engine import FakeEngine
from tests.fakes.files import FakeFiles
from tests.fakes.remote import FakeRemote
from ui.card import Card
from ui.editor import Editor
from ui.furnishing import furnish
from ui.look import Look
from ui.theme import SYSTEM
from ui.window import MainWindow
from ui.window_parts import InsightsDesk, LaterParts, WindowParts

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DRAFT = Path("/drafts/shipping.md")
LINES = (
    "# Shipping on Fridays",
    "",
    "Releases took three weeks. In order to get out of it, we made one rule. It held.",
    "Nobody would of noticed, no matter how small. Our team of six was glad.",
    "",
    "We leverage a public list 🙂 and say no out loud.",
    "By August, 40% fewer tickets came in.",
)
CLARITY = "wordy/in-order-to@In order to"
CORRECTNESS = "grammar/would-of@would of"
TONE = "jargon/leverage@leverage"
FACT = "facts/number@40% fewer tickets"


@pytest.fixture(autouse=True, scope="session")
def empty_clipboard() -> Iterator[None]:
    """Leaves nothing of Python's in the clipboard: offscreen, Qt frees it after Python has ended.

    The process would then end with a segmentation fault, after every test has passed.
    """
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Deletes what a test closed, now rather than at some later test, and wants nothing on screen.

    What stays is styled anew with every change of the look, and keeps its timers running.
    """
    before = _on_screen()
    yield
    if QApplication.instance() is not None:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [type(one).__name__ for one in _on_screen() if one not in before] == []


def _on_screen() -> list[QWidget]:
    if QApplication.instance() is None:
        return []
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


@dataclass(slots=True)
class Stage:
    """A shown window and the fakes it stands on."""

    window: MainWindow
    engine: FakeEngine
    files: FakeFiles
    preferences: FakePreferences
    ask: FakeAsk
    exporter: FakeExporter
    eraser: FakeEraser
    remote: FakeRemote
    privacy: list[bool]
    """What was set to be kept, each time it changed."""

    @property
    def editor(self) -> Editor:
        """The draft."""
        return self.window.editor

    @property
    def card(self) -> Card:
        """The card."""
        return self.window.page.card

    @property
    def toast(self) -> str:
        """What the toast says."""
        return self.window.page.toast.text

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key wherever the focus is, as the writer would."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type ASCII text wherever the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        QApplication.processEvents()

    def click(self, widget: QWidget) -> None:
        """Click a widget in its middle."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        QApplication.processEvents()

    def click_mark(self, mark: str) -> None:
        """Click the words of a mark in the draft."""
        box = self.editor.mark_rects(mark)[0]
        view = self.editor.viewport()
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=box.center())
        QApplication.processEvents()


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """The light theme over the whole application."""
    return Look(qapp, RESOURCES, "light")


@pytest.fixture
def make_stage(qtbot: QtBot, look: Look) -> Iterator[Callable[..., Stage]]:
    """Makes windows; keyword arguments set preferences."""
    stages: list[Stage] = []

    def make(
        *,
        start: bool = True,
        lines: tuple[str, ...] = LINES,
        insights: InsightsDesk | None = None,
        newcomer: bool = False,
        **chosen: object,
    ) -> Stage:
        engine, files, ask, exporter = FakeEngine(), FakeFiles(), FakeAsk(), FakeExporter()
        preferences = FakePreferences()
        for name, value in chosen.items():
            setattr(preferences, name, value)
        files.disk[DRAFT] = lines
        parts = WindowParts(
            files=files,
            preferences=preferences,
            look=look,
            resources=RESOURCES,
            clock=lambda: datetime(2025, 3, 12, 14, 2, tzinfo=UTC),
            ask=ask,
            newcomer=newcomer,
        )
        window = MainWindow(parts)
        eraser = FakeEraser()
        remote, privacy = FakeRemote(preferences), list[bool]()
        furnish(
            window,
            LaterParts(
                engine,
                exporter,
                "0.1.0",
                insights=insights,
                eraser=eraser,
                remote=remote,
                privacy_changed=lambda: privacy.append(preferences.keep_text),
            ),
        )
        engine.publish = window.on_event
        stage = Stage(window, engine, files, preferences, ask, exporter, eraser, remote, privacy)
        stages.append(stage)
        if start:
            window.start([] if newcomer else [DRAFT])
            window.show()
            window.activateWindow()
            qtbot.waitExposed(window)
            if not newcomer:
                window.editor.setFocus()
                qtbot.waitUntil(window.editor.hasFocus, timeout=5000)
        return stage

    yield make
    for stage in stages:
        stage.ask.answers.clear()
        stage.editor.document().setModified(False)
        stage.window.close()
        stage.window.deleteLater()
    QApplication.processEvents()
    look.choose(SYSTEM)


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    """A window with the draft open, the focus in it."""
    return make_stage()
