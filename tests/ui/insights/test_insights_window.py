"""The insights window: figures, tables behind plots, themes, keyboard, what was learned."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from suggest import InsightsReport, Period
from suggest.feedback.insights.report import make_report
from suggest.feedback.log import FeedbackLog
from tests.fakes.desk import FakeAsk
from tests.fakes.insights import FakeFigures
from tests.fakes.learnings import FakeLearnings
from tests.fakes.long_log import NOW, make_log
from tests.ui.conftest import Stage
from ui import insight_strings as words
from ui.insights.figures_text import duration, one_digit, percent, seconds
from ui.insights.source import InsightsParts
from ui.insights.window import InsightsWindow
from ui.look import Look
from ui.theme import THEMES
from ui.window_parts import InsightsDesk

Reports = dict[Period, InsightsReport]
Open = Callable[..., InsightsWindow]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The figures of a log of some weeks."""
    path = tmp_path_factory.mktemp("log") / "log.sqlite3"
    make_log(path, 6_000, weeks=8)
    return {period: make_report(path, period, NOW) for period in Period}


@pytest.fixture
def nothing(tmp_path: Path) -> InsightsReport:
    """The figures of a new writer."""
    log = FeedbackLog(tmp_path / "log.sqlite3")
    assert log.close()
    return make_report(log.path, Period.ALL, NOW)


@pytest.fixture
def open_window(qtbot: QtBot, look: Look, reports: Reports) -> Iterator[Open]:
    """Opens the window and waits for its figures."""
    opened: list[InsightsWindow] = []

    def make(figures: FakeFigures | None = None) -> InsightsWindow:
        source = figures or FakeFigures(lambda period: reports[period])
        parts = InsightsParts(source, FakeLearnings(NOW), exported)
        window = InsightsWindow(parts, look, None)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: not window.state.text(), timeout=5000)
        return window

    def exported() -> None:
        QGuiApplication.clipboard().setText("exported")

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    look.choose("light")


def test_figures_come_from_the_period_that_is_chosen(
    open_window: Open, qtbot: QtBot, reports: Reports
) -> None:
    window = open_window()
    assert window.report is reports[Period.MONTH]
    assert window.overview.tiles.kept.text == percent(reports[Period.MONTH].all.kept_rate)
    window.periods.choose("week")
    qtbot.waitUntil(lambda: window.report is reports[Period.WEEK], timeout=5000)
    assert window.overview.tiles.marks.text == one_digit(reports[Period.WEEK].per_100_words)


def test_only_the_newest_period_is_shown(open_window: Open, qtbot: QtBot, reports: Reports) -> None:
    window = open_window()
    for key in ("week", "all", "week", "all"):
        window.periods.choose(key)
    qtbot.waitUntil(lambda: not window.state.text(), timeout=5000)
    assert window.report is reports[Period.ALL]


def test_a_new_writer_is_told_that_there_is_nothing_yet(
    open_window: Open, nothing: InsightsReport
) -> None:
    window = open_window(FakeFigures(lambda period: nothing))
    assert window.empty_text == words.INSIGHTS_EMPTY
    window.tabs.choose("learned")
    assert window.empty_text == ""
    window.tabs.choose("figures")
    assert window.empty_text == words.INSIGHTS_EMPTY


def test_an_empty_period_is_no_new_writer(open_window: Open, nothing: InsightsReport) -> None:
    window = open_window(FakeFigures(lambda period: replace(nothing, used=True)))
    assert window.empty_text == words.INSIGHTS_EMPTY_PERIOD


def test_trouble_is_told_and_the_next_try_works(
    open_window: Open, qtbot: QtBot, reports: Reports
) -> None:
    figures = FakeFigures(lambda period: reports[period], trouble="The disk is gone.")
    window = open_window(figures)
    assert window.empty_text == words.INSIGHTS_TROUBLE
    figures.trouble = ""
    window.periods.choose("all")
    qtbot.waitUntil(lambda: window.report is reports[Period.ALL], timeout=5000)
    assert window.empty_text == ""


def test_every_plot_has_a_table_and_a_description(open_window: Open) -> None:
    overview = open_window().overview
    for panel in (overview.funnel, overview.calibration, overview.decide, overview.weeks):
        assert panel.accessibleDescription().startswith(panel.title)
        assert len(panel.accessibleDescription()) > len(panel.title) + 40
        assert panel.title in panel.toggle.accessibleName()
        assert not panel.table.isVisibleTo(panel)
        panel.toggle.click()
        assert panel.as_table
        assert panel.table.isVisibleTo(panel)
        assert panel.table.rowCount() > 1
        first = panel.table.item(0, 0)
        assert first is not None
        assert first.text() in panel.accessibleDescription()
        panel.toggle.click()
        assert not panel.table.isVisibleTo(panel)


def test_a_group_with_few_outcomes_says_so_in_place_of_rates(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    window.periods.choose("week")
    qtbot.waitUntil(lambda: not window.state.text(), timeout=5000)
    assert window.report is not None
    few = [rates for rates in window.report.rules if not rates.enough]
    assert few
    window.overview.rates.groups.choose("rule")
    lines = window.overview.rates.table.as_lines().splitlines()
    line = next(one for one in lines if one.startswith(f"{few[0].name}\t"))
    assert words.TOO_FEW.format(enough=20, n=few[0].outcomes) in line
    assert "%" not in line


def test_the_table_sorts_by_its_headings_and_by_key(open_window: Open) -> None:
    table = open_window().overview.rates.table

    def names() -> list[str]:
        return [line.split("\t")[0] for line in table.as_lines().splitlines()[1:]]

    def shown() -> list[int]:
        lines = table.as_lines().splitlines()[1:]
        return [int(line.split("\t")[1].replace(",", "")) for line in lines]

    table.sort_by(1)
    assert shown() == sorted(shown(), reverse=True)
    table.sort_by(1)
    assert shown() == sorted(shown())
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_S)
    assert names() == sorted(names())


def test_tables_are_copied_with_tabs(open_window: Open) -> None:
    rates = open_window().overview.rates
    rates.copy.click()
    assert rates.copy.text() == words.COPIED
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == [words.GROUPS["kind"], *words.COLUMNS_RATES]
    assert len(lines) == rates.table.rowCount() + 1
    assert {len(line.split("\t")) for line in lines} == {9}
    rates.table.selectRow(0)
    rates.table.setFocus()
    QTest.keyClick(rates.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == lines, "one row is where one is"


def test_groups_show_models_and_prompts(open_window: Open) -> None:
    rates = open_window().overview.rates
    rates.groups.choose("model")
    assert words.OFFLINE_ENGINE in rates.table.as_lines()
    rates.groups.choose("prompt")
    assert "push@7" in rates.table.as_lines()


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_drawn_in_its_own_colours(open_window: Open, look: Look, theme: str) -> None:
    window = open_window()
    look.choose(theme)
    bar = window.overview.verticalScrollBar()
    found: set[str] = set()
    for value in (bar.minimum(), bar.maximum()):
        bar.setValue(value)
        QApplication.processEvents()
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = numpy.frombuffer(image.constBits(), dtype=numpy.uint32) & 0xFFFFFF
        found |= {f"#{value:06X}" for value in numpy.unique(pixels)}
    assert look.theme.accent in found, "bars"
    assert look.theme.card in found, "cards and plots"
    for other in THEMES.values():
        if other.dark != look.theme.dark and other.card != look.theme.card:
            assert other.card not in found or other.card == look.theme.text


def test_all_is_reached_by_tab_and_esc_closes(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=2000)
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is None or (seen and focused is seen[0]):
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    overview = window.overview
    wanted: list[QWidget] = [window.export, overview.rates.table, overview.rates.copy]
    wanted += [panel.toggle for panel in (overview.funnel, overview.calibration, overview.weeks)]
    assert all(one in seen for one in wanted)
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in seen)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_fits_its_least_size(open_window: Open) -> None:
    window = open_window()
    window.resize(window.minimumSize())
    QApplication.processEvents()
    page = window.overview.widget()
    assert page is not None
    assert page.width() <= window.overview.viewport().width()
    assert window.export.geometry().right() < window.width()


def test_what_was_learned_is_undone_and_used_again(open_window: Open) -> None:
    window = open_window()
    window.tabs.choose("learned")
    page = window.learned
    assert page is not None
    assert page.isVisible()
    assert page.buttons["a0"].text() == "Undo"
    assert "utilize" in page.buttons["a0"].accessibleName()
    page.buttons["a0"].click()
    assert page.buttons["a0"].text() == words.LEARNED_REDO
    page.buttons["a0"].click()
    assert page.buttons["a0"].text() == "Undo"
    page.switch.click()
    assert not page.switch.isChecked()
    page.ask = ask = FakeAsk(answers=["Cancel", words.LEARNED_RESET])
    page.reset.click()
    assert len(page.buttons) == 3, "thought better of it"
    page.reset.click()
    assert len(ask.asked) == 2
    assert page.buttons == {}
    assert not page.reset.isEnabled()


def test_without_a_log_there_is_no_such_command(stage: Stage) -> None:
    assert stage.window.rooms.later.insights is None
    assert "Insights" not in {action.text() for action in stage.window.rooms.menus.actions}


def test_the_menu_opens_one_window(
    make_stage: Callable[..., Stage], reports: Reports, qtbot: QtBot
) -> None:
    desk = InsightsDesk(FakeFigures(lambda period: reports[period]), None)  # type: ignore[arg-type]
    stage = make_stage(insights=desk)
    (entry,) = [one for one in stage.window.rooms.menus.actions if one.text() == "Insights"]
    entry.trigger()
    entry.trigger()
    (window,) = stage.window.findChildren(InsightsWindow)
    qtbot.waitUntil(lambda: not window.state.text(), timeout=5000)
    assert window.learned is None
    window.close()


def test_nothing_of_it_is_imported_before_it_is_opened() -> None:
    code = (
        "import sys; import app.compose, ui.furnishing, ui.window;"
        "print([m for m in ('pyqtgraph', 'numpy', 'ui.insights.window') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_numbers_are_written_plainly() -> None:
    assert [percent(None), percent(0.856)] == ["–", "86%"]
    assert [seconds(2449), duration(30), duration(600)] == ["2.4 s", "30 s", "10 min"]
