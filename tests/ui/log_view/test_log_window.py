"""The log view: pages, filters, labels, cases in two clicks, copying, messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from suggest import (
    Action,
    Dismissal,
    DropReason,
    Kind,
    LogPage,
    LogPassage,
    LogProposal,
    LogStep,
    Outcome,
    ProposalFilter,
)
from tests.fakes.insights import FakeLog
from ui import insight_strings as words
from ui.log_view.rows import copied, in_passage, key_of, result, rows_of, told
from ui.log_view.window import LogWindow
from ui.look import Look

WHEN = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
TEXT = "We utilize a plan 🙂 in order to win."
SHOWN = LogProposal(
    seq=9,
    when=WHEN,
    session="s",
    document="d",
    id="one",
    kind=Kind.CLARITY,
    rule="plain/utilize",
    source="House list",
    provider="offline",
    model="",
    confidence=0.82,
    bar=0.6,
    grades=("short",),
    span_length=7,
    edit_length=3,
    shown=True,
    outcome=Outcome.DISMISSED,
    dismissal=Dismissal.NOT_HERE,
    drop_reason=None,
    guard="",
    start=3,
    original="utilize",
    suggestion="use",
)
HELD = replace(
    SHOWN,
    id="two",
    shown=False,
    outcome=None,
    dismissal=None,
    drop_reason=DropReason.GUARDED,
    guard="numbers",
    start=TEXT.index("in order to"),
    original="in order to",
    suggestion="to",
)
BARE = replace(SHOWN, id="three", original="", suggestion=None, start=0)
NEWEST = LogPage((LogPassage("p1", TEXT, (SHOWN, HELD)),), 1)
OLDER = LogPage((LogPassage("session s", "", (BARE,)),), None)
STEP = LogStep(WHEN, Action.SHOWN, None, None, None, "", 0, None, None, None, None, None, "")
STEPS = (
    STEP,
    replace(
        STEP,
        action=Action.OUTCOME,
        outcome=Outcome.DISMISSED,
        dismissal=Dismissal.NOT_HERE,
        decide_ms=2400,
    ),
    replace(STEP, action=Action.PROBE, probe_s=600.0, kept=0.5),
    replace(STEP, action=Action.RATED, good=False),
    replace(STEP, action=Action.REPORTED, note="Wrong place"),
)
Open = Callable[[FakeLog], LogWindow]


@pytest.fixture
def open_log(qtbot: QtBot, look: Look) -> Iterator[Open]:
    """Opens the log view and waits for its first page."""
    opened: list[LogWindow] = []

    def make(log: FakeLog) -> LogWindow:
        window = LogWindow(log, look, None)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: not window.busy, timeout=5000)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def log() -> FakeLog:
    """Two pages."""
    return FakeLog([NEWEST, OLDER], STEPS)


def test_pages_come_one_after_the_other(open_log: Open, log: FakeLog, qtbot: QtBot) -> None:
    window = open_log(log)
    assert [row.old for row in window.list.model_.rows] == [TEXT, "utilize", "in order to"]
    assert window.more.isVisible()
    window.more.click()
    qtbot.waitUntil(lambda: not window.busy, timeout=5000)
    rows = window.list.model_.rows
    assert [row.old for row in rows[3:]] == [words.LOG_NO_TEXT, "plain/utilize"]
    assert not window.more.isVisible()


def test_filters_ask_the_log_anew(open_log: Open, log: FakeLog, qtbot: QtBot) -> None:
    window = open_log(log)
    filters = window.filters
    filters.outcome.setCurrentIndex(filters.outcome.findData("reverted"))
    filters.kind.setCurrentIndex(filters.kind.findData("tone"))
    filters.shown.setCurrentIndex(filters.shown.findData("held"))
    filters.rule.setText(" wordy ")
    QTest.keyClicks(filters.words, "plan")
    wanted = ProposalFilter(Outcome.REVERTED, Kind.TONE, False, "wordy", "plan")
    assert filters.value == wanted
    qtbot.waitUntil(lambda: log.asked[-1] == (wanted, None), timeout=5000)


def test_messages_in_place_of_a_list(open_log: Open, qtbot: QtBot) -> None:
    empty = FakeLog([])
    window = open_log(empty)
    assert window.message == words.LOG_EMPTY
    window.filters.kind.setCurrentIndex(1)
    qtbot.waitUntil(lambda: window.message == words.LOG_NONE, timeout=5000)
    empty.trouble = "The log is locked."
    window.load()
    qtbot.waitUntil(lambda: window.message == words.LOG_TROUBLE, timeout=5000)


def test_one_proposal_in_full(open_log: Open, log: FakeLog, qtbot: QtBot) -> None:
    window = open_log(log)
    window.choose_first()
    qtbot.waitUntil(lambda: not window.busy, timeout=5000)
    detail = window.detail
    assert detail.result.text() == "Dismissed · Not here"
    assert "82%" in detail.facts.text()
    assert "short" in detail.facts.text()
    assert detail.bad.isChecked(), "the last label holds"
    said = [what for _, what in told(STEPS)]
    assert said == [
        "Shown",
        "Dismissed · Not here, after 2.4 s",
        "After 10 min: 50% of it left",
        "Labelled bad",
        "Reported: Wrong place",
    ]


def test_the_keyboard_walks_labels_and_closes(open_log: Open, log: FakeLog, qtbot: QtBot) -> None:
    window = open_log(log)
    window.list.setFocus()
    for _ in range(2):
        QTest.keyClick(window.list, Qt.Key.Key_Down)
    assert window.chosen is not None
    window.detail.good.setFocus()
    QTest.keyClick(window.detail.good, Qt.Key.Key_Return)
    key = window.chosen[1].id
    assert log.told == [("rate", key, True)]
    assert window.chosen[1].good is True
    chosen = next(row for row in window.list.model_.rows if row.id == window.list.chosen_id)
    assert words.LOG_GOOD in chosen.note
    qtbot.waitUntil(lambda: not window.busy, timeout=5000)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_case_and_an_assertion_in_two_clicks(open_log: Open, log: FakeLog) -> None:
    window = open_log(log)
    window.choose_first()
    window.detail.case.click()
    assert log.told == [("case", "p1")]
    assert "stet eval run --set /data/evals/mine.jsonl" in window.detail.notice.text()
    window.detail.assertion.click()
    menu = window.detail.menu
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        words.LOG_ASSERT_MUST,
        words.LOG_ASSERT_NEVER,
    ]
    menu.actions()[1].trigger()
    assert log.told[-1] == ("assertion", "one", False)
    menu.close()


def test_a_case_that_was_not_kept_says_why(open_log: Open, log: FakeLog) -> None:
    window = open_log(log)
    window.choose_first()
    log.trouble = "The disk is full."
    window.detail.case.click()
    assert window.detail.notice.text() == "The disk is full."
    assert window.detail.notice.property("tone") == "danger"


def test_without_words_nothing_can_become_a_case(open_log: Open, qtbot: QtBot) -> None:
    window = open_log(FakeLog([OLDER]))
    window.choose_first()
    assert not window.detail.case.isEnabled()
    assert not window.detail.assertion.isEnabled()
    assert window.detail.good.isEnabled()
    assert window.detail.notice.text() == words.LOG_NO_TEXT


def test_copying_takes_one_line_with_tabs(open_log: Open, log: FakeLog) -> None:
    window = open_log(log)
    window.choose_first()
    window.copy()
    cells = QGuiApplication.clipboard().text().rstrip("\n").split("\t")
    assert cells[1:] == [
        "clarity",
        "plain/utilize",
        "utilize",
        "use",
        "Dismissed · Not here",
        TEXT,
    ]
    broken = LogPassage("p", "one\ttwo\nthree", (SHOWN,))
    assert copied(broken, SHOWN).count("\t") == 6
    formula = replace(SHOWN, suggestion='=HYPERLINK("x")')
    assert "\t'=HYPERLINK" in copied(broken, formula)


def test_rows_and_parts_are_worked_out_from_values() -> None:
    assert result(HELD) == "Stopped by a guard · numbers"
    assert result(replace(SHOWN, outcome=None, dismissal=None)) == "No outcome"
    parts = in_passage(NEWEST.passages[0], HELD)
    assert "".join(part.text for part in parts if part.op != "ins") == TEXT
    assert "".join(part.text for part in parts if part.op != "del") == TEXT.replace(
        "in order to", "to"
    )
    assert in_passage(OLDER.passages[0], BARE) == []
    far = LogPassage("p", f"{'a ' * 2000}utilize{' b' * 2000}", ())
    cut = in_passage(far, replace(SHOWN, start=4000))
    assert [part.op for part in cut] == ["keep", "del", "ins", "keep"]
    assert sum(len(part.text) for part in cut) < 2100
    rows = rows_of([*NEWEST.passages, *OLDER.passages])
    assert [row.heading for row in rows] == [True, False, False, True, False]
    assert key_of(SHOWN) != key_of(HELD)
    for outcome in Outcome:
        assert words.LOG_OUTCOMES[outcome.value]
    for reason in DropReason:
        assert words.LOG_DROPS[reason.value]
    for how in Dismissal:
        assert words.LOG_DISMISSALS[how.value]


def test_it_fits_its_least_size(open_log: Open, log: FakeLog) -> None:
    window = open_log(log)
    window.choose_first()
    window.resize(window.minimumSize())
    QApplication.processEvents()
    detail = window.detail
    assert detail.assertion.mapTo(window, detail.assertion.rect().topRight()).x() < window.width()
    assert window.list.width() >= 300
