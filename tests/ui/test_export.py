"""The dialogs of the writer's data: export with its filters and preview, erase, forget."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from suggest import Kind, Outcome
from tests.ui.conftest import Stage
from ui import dialog_strings, strings
from ui.erase_dialog import EraseDialog
from ui.export_choice import ExportChoice, ExportCounts
from ui.export_dialog import ExportDialog


def export(stage: Stage, qtbot: QtBot) -> ExportDialog:
    """The export dialog, open and counted."""
    stage.window.rooms.dialogs.export()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, ExportDialog)
    qtbot.waitUntil(lambda: bool(dialog.counts.text()), timeout=5000)
    return dialog


@pytest.mark.parametrize("level", ["full", "hash", "none"])
def test_export_runs_with_the_chosen_folder_and_level(
    stage: Stage, qtbot: QtBot, tmp_path: Path, level: str
) -> None:
    dialog = export(stage, qtbot)
    assert dialog.level == "full", "the safest first"
    assert stage.exporter.prepared == 1
    assert dialog.counts.text() == "12 suggestions, 9 answers, 2 drafts"
    stage.ask.paths = [tmp_path]
    stage.click(dialog.choose)
    assert dialog.where.text == str(tmp_path)
    dialog.levels[level].click()
    qtbot.waitUntil(dialog.run.isEnabled, timeout=5000)
    with qtbot.waitSignal(dialog.accepted, timeout=5000):
        stage.click(dialog.run)
    assert stage.exporter.runs == [(tmp_path, ExportChoice(level))]
    assert stage.toast.startswith("Exported to")


def test_filters_and_what_is_taken_out_are_handed_over(stage: Stage, qtbot: QtBot) -> None:
    dialog = export(stage, qtbot)
    assert not dialog.scrubs.isEnabled(), "there are no words to take anything out of"
    dialog.levels["none"].click()
    for name in ("email", "name"):
        dialog.scrubs.switches[name].click()
    dialog.filters.first.setDate(QDate(2026, 3, 1))
    dialog.filters.last.setDate(QDate(2026, 3, 12))
    dialog.filters.kind.setCurrentIndex(dialog.filters.kind.findData(Kind.TONE))
    dialog.filters.outcome.setCurrentIndex(dialog.filters.outcome.findData(Outcome.ACCEPTED))
    wanted = ExportChoice(
        "none",
        date(2026, 3, 1),
        date(2026, 3, 12),
        frozenset({Kind.TONE}),
        frozenset({Outcome.ACCEPTED}),
        frozenset({"email", "name"}),
    )
    assert dialog.choice == wanted
    qtbot.waitUntil(lambda: stage.exporter.asked[-1] == wanted, timeout=5000)
    qtbot.waitUntil(dialog.run.isEnabled, timeout=5000)
    dialog.levels["full"].click()
    assert dialog.choice.scrub == frozenset()


def test_preview_shows_rows_as_they_would_stand(stage: Stage, qtbot: QtBot) -> None:
    dialog = export(stage, qtbot)
    assert not dialog.preview.isVisible()
    stage.click(dialog.look_button)
    qtbot.waitUntil(dialog.preview.isVisible, timeout=5000)
    shown = dialog.preview.toPlainText().splitlines()
    assert shown == ["events.jsonl: 12 rows", '    {"row": 1}', '    {"row": 2}']
    assert stage.exporter.runs == []
    dialog.levels["hash"].click()
    assert not dialog.preview.isVisible(), "it no longer is what would be written"


def test_the_bar_moves_and_cancel_stops_what_is_under_way(stage: Stage, qtbot: QtBot) -> None:
    dialog = export(stage, qtbot)
    stage.exporter.gate.clear()
    stage.click(dialog.run)
    qtbot.waitUntil(lambda: dialog.bar.value() == 500, timeout=5000)
    assert dialog.bar.isVisible()
    assert not dialog.run.isEnabled()
    assert not dialog.filters.isEnabled()

    stage.click(dialog.cancel)
    stage.exporter.gate.set()
    qtbot.waitUntil(dialog.notice.isVisible, timeout=5000)
    assert dialog.notice.text() == dialog_strings.EXPORT_STOPPED
    assert stage.exporter.stopped
    assert stage.exporter.runs == []
    assert not dialog.bar.isVisible()
    assert dialog.run.isEnabled()
    with qtbot.waitSignal(dialog.finished, timeout=5000):
        stage.click(dialog.cancel)


def test_an_export_that_fails_says_why_and_stays(stage: Stage, qtbot: QtBot) -> None:
    stage.exporter.problem = "The folder is read-only. Choose another."
    dialog = export(stage, qtbot)
    stage.click(dialog.run)
    qtbot.waitUntil(dialog.notice.isVisible, timeout=5000)
    assert "The folder is read-only. Choose another." in dialog.notice.text()
    assert dialog.isVisible()
    assert dialog.run.isEnabled()


def test_nothing_to_export_cannot_be_exported(stage: Stage, qtbot: QtBot) -> None:
    stage.exporter.ready = ExportCounts(0, 0, 0)
    dialog = export(stage, qtbot)
    assert not dialog.run.isEnabled()
    assert not dialog.look_button.isEnabled()
    assert dialog.counts.text() == dialog_strings.EXPORT_NOTHING


def test_every_control_of_the_export_has_a_name_and_fits(stage: Stage, qtbot: QtBot) -> None:
    dialog = export(stage, qtbot)
    dialog.resize(dialog.minimumWidth(), 480)
    QApplication.processEvents()
    for control in (
        *dialog.scrubs.switches.values(),
        dialog.filters.first,
        dialog.filters.last,
        dialog.filters.kind,
        dialog.filters.outcome,
    ):
        right = control.mapTo(dialog, control.rect().topRight()).x()
        assert right < dialog.width()
        assert control.width() >= control.minimumSizeHint().width()
        assert control.accessibleName() or getattr(control, "text", str)()


def erasing(stage: Stage) -> EraseDialog:
    """The erase dialog that is open."""
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, EraseDialog)
    return dialog


def test_erasing_needs_more_than_enter_and_says_when_it_is_done(stage: Stage, qtbot: QtBot) -> None:
    stage.window.rooms.dialogs.erase()
    dialog = erasing(stage)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=5000)
    with qtbot.waitSignal(dialog.finished, timeout=5000):
        stage.press(Qt.Key.Key_Return)
    assert stage.eraser.erased == []
    stage.window.rooms.dialogs.erase()
    dialog = erasing(stage)
    with qtbot.waitSignal(dialog.accepted, timeout=5000):
        stage.click(dialog.run)
    assert stage.eraser.erased == ["all"]
    assert stage.toast == dialog_strings.ERASE_DONE


def test_the_open_document_is_forgotten_by_its_id(stage: Stage, qtbot: QtBot) -> None:
    stage.window.rooms.dialogs.forget()
    dialog = erasing(stage)
    document = stage.window.drafts.document
    assert document is not None
    assert document.name in dialog.windowTitle()
    lines = stage.editor.lines()
    with qtbot.waitSignal(dialog.accepted, timeout=5000):
        stage.click(dialog.run)
    assert stage.eraser.erased == [document.id]
    assert stage.editor.lines() == lines


def test_what_could_not_be_erased_is_said(stage: Stage, qtbot: QtBot) -> None:
    stage.eraser.left = ["Another program reads the feedback log. Close it and try again."]
    stage.window.rooms.dialogs.erase()
    dialog = erasing(stage)
    stage.click(dialog.run)
    qtbot.waitUntil(dialog.notice.isVisible, timeout=5000)
    assert dialog.notice.text() == stage.eraser.left[0]
    assert dialog.run.isEnabled()
    with qtbot.waitSignal(dialog.finished, timeout=5000):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_both_are_in_the_file_menu(stage: Stage) -> None:
    (menu,) = [m for m in stage.window.rooms.menus.menus if m.title().replace("&", "") == "File"]
    texts = [action.text() for action in menu.actions()]
    assert strings.FORGET in texts
    assert strings.ERASE in texts
