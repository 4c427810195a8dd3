"""The figures of insights: against a log counted by hand, a slow recount, and the clock."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from suggest.errors import LogError
from suggest.feedback.definitions import KEPT, counts
from suggest.feedback.event import Action, FeedbackEvent, ReadCount
from suggest.feedback.insights.figures import ENOUGH, InsightsReport, Period, Spent, Step
from suggest.feedback.insights.folding import _FOLDED
from suggest.feedback.insights.report import _HELD_EVER, _SPENT, BLOCKED, make_report
from suggest.feedback.log import FeedbackLog
from suggest.feedback.reading import read_log
from suggest.feedback.store import wipe
from suggest.intervals import wilson
from suggest.values import Dismissal, DropReason, Kind, Outcome
from tests.fakes.long_log import NOW as LONG_NOW
from tests.fakes.long_log import make_log
from tests.suggest.feedback.desk import NOON
from tests.suggest.feedback.events import ended, event

NOW = NOON + timedelta(hours=1)
_Item = FeedbackEvent | ReadCount


@pytest.fixture
def filled(tmp_path: Path) -> Callable[..., Path]:
    """Writes a log with these events; returns its path."""

    def fill(*events: _Item) -> Path:
        path = tmp_path / "log.sqlite3"
        log = FeedbackLog(path)
        for one in events:
            log.append(one)
        assert log.close()
        return path

    return fill


def probed(number: int, kept: float, seconds: float = 600.0) -> FeedbackEvent:
    """A look back at suggestion `s<number>`."""
    return event(
        number,
        event_id=f"e{number}-{seconds}",
        action=Action.PROBE,
        probe_s=seconds,
        kept=kept,
        text=None,
    )


def answered(number: int, outcome: Outcome, **more: object) -> list[FeedbackEvent]:
    """A suggestion that was shown and answered."""
    return [event(number, **more), ended(number, outcome, decide_ms=1500, card_ms=700, **more)]


def step(report: InsightsReport, which: Step) -> int:
    """How many came so far."""
    return next(one.count for one in report.funnel if one.step is which)


def test_a_new_writer_has_no_figures(filled: Callable[..., Path]) -> None:
    report = make_report(filled(), Period.ALL, NOW)
    assert report.empty
    assert report.per_100_words is report.calibration.error is None
    assert report.cost_per_kept is None
    assert not report.kinds
    assert not report.weeks


def test_marks_that_nothing_happened_to_yet_are_shown_and_no_more(
    filled: Callable[..., Path],
) -> None:
    report = make_report(filled(event(1), event(2)), Period.ALL, NOW)
    assert (report.all.shown, report.all.outcomes, step(report, Step.OPENED)) == (2, 0, 0)


def test_no_log_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="no feedback log yet"):
        make_report(tmp_path / "none.sqlite3", Period.ALL, NOW)


def test_the_funnel_narrows_as_it_was_counted_by_hand(filled: Callable[..., Path]) -> None:
    held = [
        event(n, action=Action.HELD, shown=False, drop_reason=reason, trigger=None)
        for n, reason in enumerate(
            (DropReason.GUARDED, DropReason.PROTECTED, DropReason.OVER_BUDGET), start=50
        )
    ]
    report = make_report(
        filled(
            *(ReadCount(NOON, "session", "doc", words) for words in (80, 120, 100)),
            *held,
            *answered(1, Outcome.ACCEPTED),
            probed(1, 1.0, 30.0),
            probed(1, 0.9),
            *answered(2, Outcome.EDITED),
            probed(2, 1.0, 30.0),
            probed(2, 0.2),
            *answered(3, Outcome.CHECKED, kind=Kind.FACT),
            *answered(4, Outcome.DISMISSED, dismissal=Dismissal.NOT_HERE),
            event(5),
            ended(5, Outcome.IGNORED),
            event(6),
            *answered(7, Outcome.ACCEPTED),
            ended(7, Outcome.REVERTED, event_id="e7-back", previous=Outcome.ACCEPTED),
            probed(7, 0.0, 40.0),
        ),
        Period.ALL,
        NOW,
    )
    assert {one.step: one.count for one in report.funnel} == {
        Step.READ: 3,
        Step.PROPOSED: 10,
        Step.PASSED: 8,
        Step.SHOWN: 7,
        Step.OPENED: 5,
        Step.ACCEPTED: 4,
        Step.KEPT: 2,
    }
    whole = report.all
    assert (whole.outcomes, whole.accepted, whole.looked, whole.kept) == (6, 4, 3, 1)
    assert (whole.reverted, whole.dismissed, whole.ignored) == (1, 1, 1)
    assert whole.decide_ms == 1500
    assert report.words == 120, "the longest the document was"
    assert report.per_100_words == pytest.approx(100 * 7 / 120)
    assert whole.acceptance is None, "six outcomes are too few"


def test_rates_wait_for_twenty_outcomes(filled: Callable[..., Path]) -> None:
    events = [one for n in range(ENOUGH - 1) for one in answered(n, Outcome.ACCEPTED)]
    path = filled(*events)
    assert make_report(path, Period.ALL, NOW).all.acceptance is None
    log = FeedbackLog(path)
    for one in answered(99, Outcome.DISMISSED, dismissal=Dismissal.NOT_HERE):
        log.append(one)
    assert log.close()
    report = make_report(path, Period.ALL, NOW)
    assert report.all.acceptance == pytest.approx(0.95)
    assert report.all.dismissal == pytest.approx(0.05)
    assert report.all.kept_rate is None, "nothing was looked at again"


def test_calibration_compares_what_was_said_with_what_came_true(
    filled: Callable[..., Path],
) -> None:
    kept = [one for n in range(15) for one in answered(n, Outcome.ACCEPTED, confidence=0.85)]
    refused = [
        one
        for n in range(15, 30)
        for one in answered(n, Outcome.DISMISSED, confidence=0.25, dismissal=Dismissal.NOT_PHRASE)
    ]
    silent = answered(40, Outcome.DISMISSED, confidence=0.9, dismissal=Dismissal.NOT_NOW)
    figures = make_report(filled(*kept, *refused, *silent), Period.ALL, NOW).calibration
    assert figures.count == 30, "Not now decides nothing"
    low, high = figures.bins
    assert (low.count, low.kept, high.count, high.kept) == (15, 0.0, 15, 1.0)
    assert low.said == pytest.approx(0.25)
    assert high.said == pytest.approx(0.85)
    assert figures.error == pytest.approx((0.25 + 0.15) / 2)
    assert figures.brier == pytest.approx((0.25**2 + 0.15**2) / 2)


def test_an_interval_holds_its_share_and_narrows() -> None:
    low, high = wilson(8, 10)
    assert 0 < low < 0.8 < high < 1
    assert low == pytest.approx(0.490, abs=1e-3)
    assert high == pytest.approx(0.943, abs=1e-3)
    assert wilson(800, 1000)[0] > low
    assert wilson(0, 5)[0] == 0.0
    assert wilson(5, 5)[1] == pytest.approx(1.0)


def test_a_request_is_paid_once_whatever_it_proposed(filled: Callable[..., Path]) -> None:
    model = {
        "provider": "anthropic",
        "model": "m-1",
        "request_id": "r1",
        "tokens": 900,
        "cost": 0.02,
        "currency": "EUR",
        "rule": "model/wording",
        "source": "push@7",
    }
    events = [one for n in range(ENOUGH) for one in answered(n, Outcome.ACCEPTED, **model)]
    offline = [one for n in range(30, 35) for one in answered(n, Outcome.ACCEPTED)]
    report = make_report(filled(*events, *offline), Period.ALL, NOW)
    assert report.spent == Spent(1, 900, ((0.02, "EUR"),))
    assert report.cost_per_kept is not None
    assert report.cost_per_kept[0] == pytest.approx(0.02 / ENOUGH)
    assert report.cost_per_kept[1] == "EUR"
    assert report.tokens_per_kept == pytest.approx(900 / ENOUGH)
    assert [one.name for one in report.models] == ["m-1", ""]
    assert [(one.name, one.shown) for one in report.prompts] == [("push@7", ENOUGH)]


def test_two_currencies_make_no_sum(filled: Callable[..., Path]) -> None:
    def paid(first: int, currency: str, cost: float | None) -> list[FeedbackEvent]:
        model = {"model": "m-1", "request_id": f"r{first}", "tokens": 10, "cost": cost}
        return [
            one
            for n in range(first, first + ENOUGH)
            for one in answered(n, Outcome.ACCEPTED, currency=currency, **model)
        ]

    rows = (*paid(0, "EUR", 0.5), *paid(100, "USD", 0.25), *paid(200, "", None))
    report = make_report(filled(*rows), Period.ALL, NOW)
    assert report.spent == Spent(3, 30, ((0.5, "EUR"), (0.25, "USD")))
    assert report.cost_per_kept is None
    assert report.tokens_per_kept == pytest.approx(30 / (3 * ENOUGH))


def test_a_period_leaves_out_what_was_before(filled: Callable[..., Path]) -> None:
    def moved(events: Sequence[_Item], days: int) -> list[_Item]:
        return [replace(one, wall=one.wall - timedelta(days=days)) for one in events]

    old = answered(2, Outcome.DISMISSED, dismissal=Dismissal.NOT_HERE)
    path = filled(
        *answered(1, Outcome.ACCEPTED),
        ReadCount(NOON, "session", "doc", 50),
        *moved([*old, ReadCount(NOON, "other", "doc", 70)], 20),
        *moved([event(3, action=Action.HELD, drop_reason=DropReason.STALE, shown=False)], 200),
    )
    week, month, ever = (make_report(path, period, NOW) for period in Period)
    assert [one.all.shown for one in (week, month, ever)] == [1, 2, 2]
    assert [one.words for one in (week, month, ever)] == [50, 120, 120]
    assert [step(one, Step.PROPOSED) for one in (week, month, ever)] == [1, 2, 3]
    mondays = [one.monday for one in month.weeks]
    assert len(mondays) == 4, "weeks without marks are there, too"
    assert {day.weekday() for day in mondays} == {0}


def test_a_suggestion_that_came_back_counts_once(filled: Callable[..., Path]) -> None:
    again = event(1, event_id="e1-again", previous=Outcome.WITHDRAWN, confidence=0.7)
    gone = ended(1, Outcome.WITHDRAWN, event_id="e1-gone")
    report = make_report(filled(event(1), gone, again, ended(1, Outcome.ACCEPTED)), Period.ALL, NOW)
    assert (report.all.shown, report.all.accepted) == (1, 1)


def test_wiping_the_log_forgets_what_was_read(filled: Callable[..., Path]) -> None:
    path = filled(ReadCount(NOON, "session", "doc", 50))
    assert make_report(path, Period.ALL, NOW).words == 50
    wipe(path)
    assert make_report(path, Period.ALL, NOW).empty


def test_figures_of_a_mixed_log_equal_a_recount_event_by_event(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    make_log(path, 5_000, weeks=6)
    report = make_report(path, Period.ALL, LONG_NOW)
    with read_log(path) as reader:
        events = list(reader.events())
    last: dict[tuple[str, str], FeedbackEvent] = {}
    looks: dict[tuple[str, str], float] = {}
    for one in events:
        name = (one.session, one.suggestion_id)
        if one.action is Action.PROBE:
            looks[name] = one.kept or 0.0
        else:
            last[name] = one
    shown = [one for one in last.values() if one.shown]
    ends = {name: one.outcome for name, one in last.items() if one.shown}
    taken = (Outcome.ACCEPTED, Outcome.EDITED, Outcome.CHECKED, Outcome.REVERTED)
    held = [one for one in last.values() if not one.shown]
    assert report.all.shown == len(shown)
    assert report.all.accepted == sum(one in taken for one in ends.values())
    kept = [n for n, o in ends.items() if o in (Outcome.ACCEPTED, Outcome.EDITED)]
    assert report.all.kept == sum(looks.get(name, 0.0) >= 0.5 for name in kept)
    assert step(report, Step.PASSED) == len(last) - sum(o.drop_reason in BLOCKED for o in held)
    for kind, rates in report.kinds:
        assert rates.shown == sum(one.kind is kind for one in shown)
    decided = [one for one in shown if counts(one.outcome, one.dismissal)[1]]
    errors = [((one.confidence or 0.0) - (one.outcome in KEPT)) ** 2 for one in decided]
    assert report.calibration.count == len(decided)
    assert report.calibration.brier == pytest.approx(sum(errors) / len(errors))
    assert sum(week.rates.shown for week in report.weeks) == len(shown)
    assert sum(one.count for one in report.decide) <= report.all.outcomes


def _seconds(path: Path, now: datetime) -> float:
    """CPU time, as other work on the machine adds to the clock; the best of three."""
    found = []
    for _ in range(3):
        begin = time.thread_time()
        make_report(path, Period.ALL, now)
        found.append(time.thread_time() - begin)
    return min(found)


def test_a_month_of_use_is_counted_in_a_blink(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    assert make_log(path, 20_000) >= 20_000
    assert _seconds(path, LONG_NOW) < 0.2


@pytest.mark.slow
def test_200_000_events_are_counted_in_half_a_second(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    assert make_log(path) >= 200_000
    assert _seconds(path, LONG_NOW) <= 0.5


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (_FOLDED, "SCAN events USING COVERING INDEX events_by_mark"),
        (_SPENT, "SCAN events USING COVERING INDEX events_by_request"),
        (_HELD_EVER, "SEARCH states USING COVERING INDEX states_by_reason (shown=?)"),
    ],
)
def test_figures_are_read_from_an_index_in_its_order(
    filled: Callable[..., Path], question: str, index: str
) -> None:
    with read_log(filled()) as reader:
        values = ["0000"] * (question.count("?") + question.count(":since"))
        plan = reader.ask(lambda c: c.execute(f"EXPLAIN QUERY PLAN {question}", values).fetchall())
    steps = [str(row["detail"]) for row in plan]
    walk = next(place for place, step in enumerate(steps) if "USING" in step)
    assert steps[walk] == index
    # Only what was added up by request is sorted, by its currency.
    assert [step for step in steps if "TEMP B-TREE" in step] == (
        ["USE TEMP B-TREE FOR GROUP BY"] if question == _SPENT else []
    )


def test_a_log_of_the_first_version_is_counted_after_its_migration(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    dump = Path(__file__).parent.with_name("golden") / "log_version_1.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text("utf-8"))
    log = FeedbackLog(path)
    log.append(ReadCount(NOON, "session", "doc", 9))
    assert log.close()
    report = make_report(path, Period.ALL, NOW)
    assert report.words == 9
    assert report.all.shown > 0
