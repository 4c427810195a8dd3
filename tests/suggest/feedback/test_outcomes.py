"""Each outcome by its definition: what was seen, for how long, and what was done."""

from collections.abc import Callable

import pytest

from suggest.feedback.base import Recorder
from suggest.feedback.event import Action
from suggest.feedback.outcomes import Outcomes
from suggest.feedback.track import Tally
from suggest.values import Dismissal, DropReason, Kind, Outcome
from tests.suggest.feedback.desk import PASSAGE, Desk, Time, proposal

Do = Callable[[Desk], None]


def _ignored(desk: Desk) -> None:
    desk.see(1.0)
    desk.leave()
    desk.wait(10.0)
    desk.outcomes.tick()


def _seen_then_edited(desk: Desk) -> None:
    desk.see(1.0)
    desk.outcomes.edited_around("a", "apply")


def _accepted_then_reverted(desk: Desk) -> None:
    desk.outcomes.accepted("a", "use")
    desk.outcomes.reverted("a")


def _withdrawn_later(desk: Desk) -> None:
    desk.see(0.5)
    desk.outcomes.withdrawn("a", DropReason.BELOW_THRESHOLD)


ENDS: list[tuple[str, Do, Outcome]] = [
    ("taken as it was", lambda d: d.outcomes.accepted("a", "use"), Outcome.ACCEPTED),
    ("taken as an alternative", lambda d: d.outcomes.accepted("a", "apply"), Outcome.ACCEPTED),
    ("edited first", lambda d: d.outcomes.accepted("a", "try"), Outcome.EDITED),
    ("typed by hand", lambda d: d.outcomes.overtyped("a"), Outcome.OVERTYPED),
    ("refused", lambda d: d.outcomes.dismissed("a", Dismissal.NOT_HERE), Outcome.DISMISSED),
    ("seen and left", _ignored, Outcome.IGNORED),
    ("seen and edited around", _seen_then_edited, Outcome.IGNORED),
    ("unseen and edited around", lambda d: d.outcomes.edited_around("a", "x"), Outcome.UNRESOLVED),
    ("undone", _accepted_then_reverted, Outcome.REVERTED),
    ("confirmed", lambda d: d.outcomes.checked("a"), Outcome.CHECKED),
    ("taken back", _withdrawn_later, Outcome.WITHDRAWN),
    (
        "taken back at once",
        lambda d: d.outcomes.withdrawn("a", DropReason.REPLACED),
        Outcome.UNRESOLVED,
    ),
    ("left open", lambda d: None, Outcome.UNRESOLVED),
]


@pytest.mark.parametrize(("what", "act", "end"), ENDS, ids=[name for name, _, _ in ENDS])
def test_every_way_a_suggestion_can_end(what: str, act: Do, end: Outcome) -> None:
    desk = Desk()
    desk.show(edit=proposal(alternatives=("apply",)))
    act(desk)
    assert desk.outcomes.outcome("a") is (None if what == "left open" else end)
    desk.outcomes.close_document()
    closed = [e for e in desk.events if e.action is Action.CLOSED]
    assert [(e.suggestion_id, e.outcome) for e in closed] == [("a", end)]


def test_outcomes_is_a_recorder() -> None:
    recorder: Recorder = Desk().outcomes
    assert recorder.tick() is None


def _glimpses(desk: Desk) -> None:
    for _ in range(5):
        desk.see(0.9)
        desk.outcomes.visible([])
    desk.leave()


def _never_left(desk: Desk) -> None:
    desk.see(60.0)


def _never_there(desk: Desk) -> None:
    desk.outcomes.visible(["a"])
    desk.outcomes.caret_in([])


def _back_in_time(desk: Desk) -> None:
    desk.see(2.0)
    desk.leave()
    desk.wait(9.9)
    desk.outcomes.caret_in(["a"])


@pytest.mark.parametrize("act", [_glimpses, _never_left, _never_there, _back_in_time])
def test_silence_is_no_answer_before_the_mark_was_seen_and_left(act: Do) -> None:
    desk = Desk()
    desk.show()
    act(desk)
    desk.wait(600.0)
    assert desk.outcomes.tick() is None
    assert desk.outcomes.outcome("a") is None


def test_tick_says_when_it_is_due_and_settles_then() -> None:
    desk = Desk()
    desk.show()
    desk.see(1.0)
    desk.leave()
    desk.wait(4.0)
    assert desk.outcomes.tick() == pytest.approx(6.0)
    desk.wait(5.99)
    desk.outcomes.tick()
    assert desk.outcomes.outcome("a") is None
    desk.wait(0.02)
    assert desk.outcomes.tick() is None
    assert desk.outcomes.outcome("a") is Outcome.IGNORED


def test_mark_seen_only_after_the_caret_left_gets_its_ten_seconds_from_then() -> None:
    desk = Desk()
    desk.show()
    desk.outcomes.caret_in(["a"])
    desk.leave()
    desk.wait(20.0)
    desk.outcomes.visible(["a"])
    desk.wait(0.4)
    assert desk.outcomes.tick() == pytest.approx(10.6)


def test_an_answer_after_silence_replaces_it_and_both_are_told() -> None:
    desk = Desk()
    desk.show()
    _ignored(desk)
    desk.outcomes.accepted("a", "use")
    assert desk.told() == ["shown", "outcome:ignored", "outcome:accepted"]
    assert desk.events[-1].previous is Outcome.IGNORED


def test_own_words_after_silence_are_kept_without_a_new_state() -> None:
    desk = Desk()
    desk.show()
    _ignored(desk)
    desk.outcomes.edited_around("a", "apply")
    assert desk.outcomes.outcome("a") is Outcome.IGNORED
    assert desk.events[-1].text is not None
    assert desk.events[-1].text.final == "apply"


@pytest.mark.parametrize("same", ["utilize", "use", None])
def test_own_words_that_are_not_own_are_not_kept(same: str | None) -> None:
    desk = Desk()
    desk.show()
    desk.see(1.0)
    desk.outcomes.edited_around("a", same)
    assert desk.outcomes.outcome("a") is Outcome.IGNORED
    assert desk.events[-1].text is None


def test_what_is_typed_over_a_flag_is_its_answer() -> None:
    desk = Desk()
    desk.show(edit=proposal("plan", None, kind=Kind.FACT))
    desk.outcomes.edited_around("a", "budget")
    assert desk.outcomes.outcome("a") is Outcome.EDITED
    assert desk.events[-1].text is not None
    assert desk.events[-1].text.final == "budget"


def test_ends_are_final_whatever_comes_later() -> None:
    for end in (
        lambda d: d.outcomes.dismissed("a", Dismissal.NOT_NOW),
        lambda d: d.outcomes.checked("a"),
        lambda d: d.outcomes.overtyped("a"),
        _accepted_then_reverted,
    ):
        desk = Desk()
        desk.show()
        end(desk)
        state, told = desk.outcomes.outcome("a"), len(desk.events)
        desk.outcomes.accepted("a", "use")
        desk.outcomes.dismissed("a", Dismissal.MUTE_RULE)
        desk.outcomes.withdrawn("a", DropReason.STALE)
        desk.show()
        assert desk.outcomes.outcome("a") is state
        assert len(desk.events) == told


def test_unknown_and_unshown_ids_are_ignored() -> None:
    desk = Desk()
    desk.hold("held")
    for one in ("nobody", "held"):
        desk.outcomes.accepted(one, "use")
        desk.outcomes.dismissed(one, Dismissal.NOT_NOW)
        desk.outcomes.withdrawn(one, DropReason.STALE)
        desk.outcomes.edited_around(one, None)
        assert desk.outcomes.outcome(one) is None
    assert desk.told() == ["held:below_threshold"]


def test_same_reason_twice_is_told_once_and_another_reason_again() -> None:
    desk = Desk()
    desk.hold()
    desk.hold()
    desk.hold(reason=DropReason.OVER_BUDGET)
    assert desk.told() == ["held:below_threshold", "held:over_budget"]
    assert desk.events[0].raw == -0.4
    assert desk.events[0].grades == ("short",)


def test_held_then_shown_has_an_outcome_and_no_drop_reason() -> None:
    desk = Desk()
    desk.hold()
    desk.show()
    desk.outcomes.close_document()
    assert desk.told() == ["held:below_threshold", "shown", "closed:unresolved"]
    assert desk.events[-1].drop_reason is None


def test_mark_shown_again_after_an_edit_beside_it_goes_on_as_the_same() -> None:
    desk = Desk()
    desk.show()
    desk.see(1.0)
    desk.outcomes.visible([])
    desk.show()
    desk.see(2.0)
    desk.outcomes.accepted("a", "use")
    assert desk.told() == ["shown", "outcome:accepted"]
    assert desk.events[-1].visible_ms == 3000
    assert desk.events[-1].decide_ms == 3000


def test_mark_offered_again_after_it_was_taken_back_is_open_again() -> None:
    desk = Desk()
    desk.show()
    _withdrawn_later(desk)
    desk.show()
    assert desk.outcomes.outcome("a") is None
    desk.outcomes.dismissed("a", Dismissal.NOT_PHRASE)
    assert desk.told() == ["shown", "outcome:withdrawn", "shown", "outcome:dismissed"]
    assert desk.events[2].previous is Outcome.WITHDRAWN
    assert desk.events[3].dismissal is Dismissal.NOT_PHRASE


def test_card_time_and_ratings_are_told() -> None:
    desk = Desk()
    desk.show()
    desk.outcomes.card_opened("a")
    desk.wait(2.5)
    desk.outcomes.card_closed("a")
    desk.outcomes.rated("a", False)
    desk.outcomes.reported("a", "This is a name.")
    rated, reported = desk.events[-2:]
    assert (rated.action, rated.good, rated.card_ms) == (Action.RATED, False, 2500)
    assert reported.text is not None
    assert reported.text.note == "This is a name."


def test_card_that_closed_at_once_still_counts_as_opened() -> None:
    desk = Desk()
    desk.show()
    desk.outcomes.card_opened("a")
    desk.outcomes.card_closed("a")
    desk.outcomes.close_document()
    assert desk.events[-1].card_ms == 1


def test_words_are_told_only_when_they_may_be_kept() -> None:
    desk = Desk()
    desk.outcomes.keep_text = False
    desk.hold("b")
    desk.show()
    desk.outcomes.accepted("a", "use")
    assert [e.text for e in desk.events] == [None, None, None]
    desk.outcomes.reported("a", "Wrong.")
    assert desk.events[-1].text is not None
    assert desk.events[-1].text.passage == ""
    desk.outcomes.keep_text = True
    desk.show("c")
    assert desk.events[-1].text is not None
    assert desk.events[-1].text.passage == PASSAGE.text


def test_probes_after_acceptance_are_told() -> None:
    desk = Desk()
    desk.show()
    desk.outcomes.accepted("a", "use")
    desk.outcomes.probe("a", 30.0, 0.5, 2)
    last = desk.events[-1]
    assert (last.action, last.probe_s, last.kept, last.retained) == (Action.PROBE, 30.0, 0.5, 2)


def test_next_document_closes_the_one_before() -> None:
    desk = Desk()
    desk.show()
    desk.outcomes.open_document("other")
    desk.show("b")
    assert [(e.document, e.action) for e in desk.events] == [
        ("doc", Action.SHOWN),
        ("doc", Action.CLOSED),
        ("other", Action.SHOWN),
    ]


def test_event_ids_differ_and_times_come_from_the_clocks() -> None:
    desk = Desk()
    desk.show()
    desk.wait(3.0)
    desk.outcomes.accepted("a", "use")
    assert len({e.event_id for e in desk.events}) == 2
    assert desk.events[1].mono - desk.events[0].mono == 3.0
    assert (desk.events[1].wall - desk.events[0].wall).total_seconds() == 3.0


def test_record_of_the_kind_until_the_rule_has_twenty_answers() -> None:
    past = [
        Tally("plain/utilize", Kind.CLARITY, Outcome.ACCEPTED, None, 15),
        Tally("plain/utilize", Kind.CLARITY, Outcome.DISMISSED, Dismissal.NOT_HERE, 4),
        Tally("plain/utilize", Kind.CLARITY, Outcome.DISMISSED, Dismissal.NOT_NOW, 9),
        Tally("plain/utilize", Kind.CLARITY, Outcome.IGNORED, None, 9),
        Tally("plain/leverage", Kind.CLARITY, Outcome.REVERTED, None, 2),
    ]
    desk = Desk()
    desk.outcomes = Outcomes(desk.events.append, Time().clocks, "s", past)
    assert desk.outcomes.record_of("plain/utilize", Kind.CLARITY) == (15, 21)
    desk.show()
    desk.outcomes.accepted("a", "use")
    assert desk.outcomes.record_of("plain/utilize", Kind.CLARITY) == (16, 20)
    desk.outcomes.reverted("a")
    assert desk.outcomes.record_of("plain/utilize", Kind.CLARITY) == (15, 20)
    assert desk.outcomes.record_of("other", Kind.TONE) == (0, 0)


def test_how_far_the_writers_words_are_from_the_offer_is_told_without_the_words() -> None:
    def distance(act: Do, new: str | None = "make good use of") -> float | None:
        desk = Desk()
        desk.outcomes.keep_text = False
        desk.show(edit=proposal(new=new, alternatives=("apply well",)))
        desk.see(1.0)
        act(desk)
        assert desk.events[-1].text is None
        return desk.events[-1].distance

    assert distance(lambda d: d.outcomes.accepted("a", "make good use of")) == 0.0
    assert distance(lambda d: d.outcomes.accepted("a", "apply well")) == 0.0
    assert distance(lambda d: d.outcomes.accepted("a", "make use of")) == pytest.approx(1 / 7)
    assert distance(lambda d: d.outcomes.overtyped("a")) == 0.0
    assert distance(lambda d: d.outcomes.edited_around("a", "need")) == 1.0
    assert distance(lambda d: d.outcomes.edited_around("a", None)) is None
    assert distance(lambda d: d.outcomes.edited_around("a", "need"), None) is None
    assert distance(lambda d: d.outcomes.dismissed("a", Dismissal.NOT_HERE)) is None


def test_what_was_accepted_and_then_edited_is_told_once_for_each_wording() -> None:
    desk = Desk()
    desk.show()
    desk.outcomes.amended("a", "try")
    desk.outcomes.accepted("a", "use")
    for now in ("use", "used", "used", "used well", "use"):
        desk.outcomes.amended("a", now)
    desk.outcomes.reverted("a")
    desk.outcomes.amended("a", "used")
    assert desk.told() == ["shown", "outcome:accepted", *["outcome:edited"] * 3, "outcome:reverted"]
    edits = [e for e in desk.events if e.outcome is Outcome.EDITED]
    assert [e.previous for e in edits] == [Outcome.ACCEPTED, Outcome.EDITED, Outcome.EDITED]
    assert [e.text.final for e in edits if e.text] == ["used", "used well", "use"]
    assert [e.distance for e in edits] == [1.0, 1.0, 0.0]
    assert [e.decide_ms for e in edits] == [None, None, None], "the decision was the acceptance"


def test_an_erased_record_starts_at_nothing_and_never_goes_below() -> None:
    past = [Tally("plain/utilize", Kind.CLARITY, Outcome.ACCEPTED, None, 30)]
    desk = Desk()
    desk.outcomes = Outcomes(desk.events.append, Time().clocks, "s", past)
    desk.show()
    desk.outcomes.accepted("a", "use")
    desk.outcomes.forget()
    assert desk.outcomes.record_of("plain/utilize", Kind.CLARITY) == (0, 0)
    desk.outcomes.reverted("a")  # answered before, changed after
    assert desk.outcomes.record_of("plain/utilize", Kind.CLARITY) == (0, 0)
