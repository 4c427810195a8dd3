"""Whatever happens in whatever order: legal transitions only, one final state, one drop reason."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from suggest.feedback.definitions import LEGAL, counts
from suggest.feedback.event import Action, FeedbackEvent
from suggest.values import Dismissal, DropReason, Kind
from tests.suggest.feedback.desk import Desk

IDS = ("a", "b", "c")
Step = Callable[[Desk], object]


def _on(one: str) -> st.SearchStrategy[Step]:
    reasons = st.sampled_from(DropReason)
    return st.one_of(
        reasons.map(lambda reason: lambda d: d.hold(one, reason)),
        reasons.map(lambda reason: lambda d: d.outcomes.withdrawn(one, reason)),
        st.sampled_from(Dismissal).map(lambda how: lambda d: d.outcomes.dismissed(one, how)),
        st.sampled_from(("use", "other", "")).map(
            lambda text: lambda d: d.outcomes.accepted(one, text)
        ),
        st.sampled_from((None, "use", "utilize", "own")).map(
            lambda text: lambda d: d.outcomes.edited_around(one, text)
        ),
        st.sampled_from(
            (
                lambda d: d.show(one),
                lambda d: d.outcomes.overtyped(one),
                lambda d: d.outcomes.reverted(one),
                lambda d: d.outcomes.checked(one),
                lambda d: d.outcomes.amended(one, "own"),
                lambda d: d.outcomes.card_opened(one),
                lambda d: d.outcomes.card_closed(one),
                lambda d: d.outcomes.rated(one, True),
                lambda d: d.outcomes.probe(one, 30.0, 1.0, 3),
            )
        ),
    )


def _around() -> st.SearchStrategy[Step]:
    some = st.lists(st.sampled_from(IDS), unique=True)
    return st.one_of(
        some.map(lambda ids: lambda d: d.outcomes.visible(ids)),
        some.map(lambda ids: lambda d: d.outcomes.caret_in(ids)),
        st.sampled_from((0.0, 0.3, 1.0, 9.0, 10.0, 30.0)).map(lambda s: lambda d: d.wait(s)),
        st.just(lambda d: d.outcomes.tick()),
    )


STEPS = st.lists(st.one_of(st.sampled_from(IDS).flatmap(_on), _around()), max_size=60)


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_one_end_each_and_legal_transitions_only(steps: list[Step]) -> None:
    desk = Desk()
    for step in steps:
        step(desk)
    desk.outcomes.close_document()
    shown = {e.suggestion_id for e in desk.events if e.action is Action.SHOWN}
    held = {e.suggestion_id for e in desk.events if e.action is Action.HELD}
    closed = Counter(e.suggestion_id for e in desk.events if e.action is Action.CLOSED)
    assert closed == dict.fromkeys(shown, 1)
    for one in shown | held:
        _check_one([e for e in desk.events if e.suggestion_id == one], one in shown)
    _check_record(desk)


def _check_one(events: list[FeedbackEvent], was_shown: bool) -> None:
    state = None
    for event in events:
        if event.action is Action.HELD:
            assert event.drop_reason is not None
            assert not event.shown
        elif event.action is Action.SHOWN:
            assert event.previous is state
            assert state is None or None in LEGAL[state]
            state = None
        elif event.action is Action.OUTCOME:
            assert event.previous is state
            assert event.outcome in LEGAL[state] or event.outcome is state
            state = event.outcome
        assert event.visible_ms >= 0
        assert event.card_ms >= 0
    if was_shown:
        assert events[-1].action is Action.CLOSED
        assert events[-1].previous is state
        assert state is None or events[-1].outcome is state
    else:
        assert {e.action for e in events} <= {Action.HELD, Action.RATED, Action.PROBE}
    repeated = [
        (a, b)
        for a, b in pairwise(events)
        if a.action is b.action is Action.HELD and a.drop_reason is b.drop_reason
    ]
    assert not repeated


def _check_record(desk: Desk) -> None:
    ends = [e for e in desk.events if e.action is Action.CLOSED]
    pairs = [counts(e.outcome, e.dismissal) for e in ends]
    expected = (sum(kept for kept, _ in pairs), sum(decided for _, decided in pairs))
    assert desk.outcomes.record_of("none", Kind.CLARITY) == expected
