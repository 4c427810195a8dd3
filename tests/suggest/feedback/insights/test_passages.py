"""The pages of the log view: every proposal once, filters, labels, and what happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from suggest.feedback.event import Action
from suggest.feedback.insights.logged import LogProposal, ProposalFilter
from suggest.feedback.insights.passages import PASSAGES, rating, read_page, read_steps
from suggest.feedback.log import FeedbackLog
from suggest.feedback.reading import read_log
from suggest.values import Dismissal, DropReason, Kind, Outcome
from tests.fakes.long_log import make_log
from tests.suggest.feedback.desk import NOON
from tests.suggest.feedback.events import TEXT, ended, event

ALL = ProposalFilter()


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of some thousand events."""
    path = tmp_path_factory.mktemp("log") / "log.sqlite3"
    make_log(path, 4_000, weeks=2)
    return path


def everything(path: Path, only: ProposalFilter = ALL) -> list[LogProposal]:
    """All proposals, page by page."""
    found: list[LogProposal] = []
    before: int | None = None
    while True:
        page = read_page(path, only, before)
        assert len(page.passages) <= PASSAGES
        found += [one for passage in page.passages for one in passage.proposals]
        if page.before is None:
            return found
        before = page.before


def test_every_proposal_is_on_one_page(long_log: Path) -> None:
    found = everything(long_log)
    with read_log(long_log) as reader:
        assert len(found) == reader.counts().proposals
    assert len({(one.session, one.id) for one in found}) == len(found)
    first = read_page(long_log, ALL).passages[0]
    assert first.text
    assert all(first.text[p.start :].startswith(p.original) for p in first.proposals)
    starts = [proposal.start for proposal in first.proposals]
    assert starts == sorted(starts), "in the order of the text"


@pytest.mark.parametrize(
    ("only", "holds"),
    [
        (ProposalFilter(outcome=Outcome.ACCEPTED), lambda p: p.outcome is Outcome.ACCEPTED),
        (
            ProposalFilter(outcome=Outcome.UNRESOLVED),
            lambda p: p.shown and p.outcome is Outcome.UNRESOLVED,
        ),
        (ProposalFilter(kind=Kind.FACT), lambda p: p.kind is Kind.FACT),
        (ProposalFilter(shown=False), lambda p: not p.shown and p.drop_reason is not None),
        (ProposalFilter(shown=True, rule="UTILIZE"), lambda p: p.shown and "utilize" in p.rule),
        (ProposalFilter(words="because"), lambda p: p.suggestion == "because"),
    ],
)
def test_a_filter_lets_through_all_that_fits_and_nothing_else(
    long_log: Path, only: ProposalFilter, holds: Callable[[LogProposal], bool]
) -> None:
    wanted = {(one.session, one.id) for one in everything(long_log) if holds(one)}
    assert wanted
    assert {(one.session, one.id) for one in everything(long_log, only)} == wanted


def test_signs_of_the_database_are_plain_words_in_a_filter(long_log: Path) -> None:
    for words in ("%%", "_", "''", "\\", "“"):
        found = everything(long_log, ProposalFilter(words=words))
        assert found == []


def _filled(path: Path, *events: object) -> Path:
    log = FeedbackLog(path)
    for one in events:
        log.append(one)  # type: ignore[arg-type]
    assert log.close()
    return path


def test_a_proposal_tells_how_it_ended_and_in_which_words(tmp_path: Path) -> None:
    final = replace(TEXT, final="apply")
    path = _filled(
        tmp_path / "log.sqlite3",
        event(1, action=Action.HELD, shown=False, drop_reason=DropReason.OVER_BUDGET),
        event(1, event_id="e1-shown"),
        ended(1, Outcome.EDITED, decide_ms=2000, text=final),
        event(1, event_id="e1-probe", action=Action.PROBE, probe_s=30.0, kept=1.0, text=None),
        event(2, action=Action.HELD, shown=False, drop_reason=DropReason.GUARDED, guard="numbers"),
    )
    (passage,) = read_page(path, ALL).passages
    edited, held = sorted(passage.proposals, key=lambda one: one.id)
    assert (edited.outcome, edited.final, edited.shown) == (Outcome.EDITED, "apply", True)
    assert (held.drop_reason, held.guard, held.outcome) == (DropReason.GUARDED, "numbers", None)
    steps = read_steps(path, edited)
    assert [one.action for one in steps] == [
        Action.HELD,
        Action.SHOWN,
        Action.OUTCOME,
        Action.PROBE,
    ]
    assert steps[2].final == "apply"


def test_a_label_is_an_event_and_the_last_one_holds(tmp_path: Path) -> None:
    path = _filled(
        tmp_path / "log.sqlite3",
        event(1),
        ended(1, Outcome.DISMISSED, dismissal=Dismissal.NOT_HERE),
    )

    def the_one() -> LogProposal:
        (passage,) = read_page(path, ALL).passages
        return passage.proposals[0]

    assert the_one().good is None
    later = NOON + timedelta(days=1)
    _filled(path, rating(the_one(), True, "l1", later), rating(the_one(), False, "l2", later))
    assert the_one().good is False
    assert the_one().outcome is Outcome.DISMISSED, "a label changes no outcome"
    assert [one.good for one in read_steps(path, the_one())][-2:] == [True, False]


def test_a_proposal_without_words_is_listed_all_the_same(tmp_path: Path) -> None:
    path = _filled(tmp_path / "log.sqlite3", event(1, text=None), event(2))
    passages = read_page(path, ALL).passages
    assert sorted(bool(passage.text) for passage in passages) == [False, True]
