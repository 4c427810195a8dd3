"""From answers to shifts: prior, decay, weights, caps, mutes, undo, and what never counts."""

import random
from datetime import timedelta

import pytest

from suggest.events import Learned
from suggest.learning.answers import Subject
from suggest.learning.definitions import (
    DOCUMENT_SHARE,
    HALF_LIFE_ANSWERS,
    HALF_LIFE_DAYS,
    MOST_DOWN,
    PRIOR,
    faded,
    weight,
)
from suggest.learning.evidence import Moment, Note, capped, measure
from suggest.values import Dismissal, Kind, Outcome
from tests.suggest.learning.writer import NOON, UTILIZE, Writer

RULE = "rule:plain/utilize"


def test_a_new_writer_gets_what_ships() -> None:
    writer = Writer()
    assert writer.shift() == 0.0
    assert writer.learner.adaptations() == []


def test_refusals_in_many_drafts_lower_the_confidence_at_once() -> None:
    writer = Writer()
    before = []
    for turn in range(7):
        before.append(writer.shift())
        writer.says(Outcome.DISMISSED, f"d{turn}")
    assert before[0] == before[1] == 0.0
    assert writer.shift() < -0.5
    (one,) = writer.learner.adaptations()
    assert one.key == RULE
    assert one.text == "You rarely accept “utilize → use”; it is now shown less."
    assert one.since is not None and one.since.date() == NOON.date()
    assert one.strength == pytest.approx(writer.shift())


def test_one_draft_alone_changes_nothing_however_often_it_says_no() -> None:
    writer = Writer()
    writer.refuses(200, drafts=1)
    assert writer.shift() == 0.0
    assert writer.told == []


def test_other_rules_keep_their_confidence() -> None:
    writer = Writer()
    writer.refuses(9)
    other = Subject("plain/facilitate", Kind.CLARITY, "facilitate", "help", "paragraph")
    assert writer.shift(other) == 0.0


def test_not_now_never_sinks_a_rule() -> None:
    writer = Writer()
    for turn in range(300):
        writer.says(Outcome.DISMISSED, f"d{turn}", how=Dismissal.NOT_NOW)
    assert writer.shift() == 0.0
    assert writer.told == []


def test_ignoring_counts_but_far_less_than_refusing() -> None:
    quiet, loud = Writer(), Writer()
    for turn in range(6):
        quiet.says(Outcome.IGNORED, f"d{turn}")
        loud.says(Outcome.DISMISSED, f"d{turn}")
    assert quiet.shift() > loud.shift()


def test_keeping_more_than_expected_raises_but_needs_more() -> None:
    writer = Writer()
    seen = []
    for turn in range(60):
        writer.says(Outcome.ACCEPTED, f"d{turn}")
        seen.append(writer.shift())
    assert seen[5] == 0.0
    assert 0 < seen[-1] <= 1.0
    assert "often accept" in writer.learner.adaptations()[0].text


def test_a_later_state_takes_the_place_of_the_former() -> None:
    writer = Writer()
    for turn in range(8):
        writer.says(Outcome.DISMISSED, f"d{turn}", one=f"x{turn}")
    assert writer.shift() < 0
    for turn in range(8):  # the same suggestions, as if they had been kept after all
        writer.says(Outcome.ACCEPTED, f"d{turn}", one=f"x{turn}")
    assert writer.shift() >= 0


def test_undone_acceptances_weigh_most() -> None:
    order = [
        weight(Outcome.REVERTED, None, None),
        weight(Outcome.DISMISSED, Dismissal.MUTE_RULE, None),
        weight(Outcome.DISMISSED, Dismissal.NOT_PHRASE, None),
        weight(Outcome.DISMISSED, Dismissal.NOT_HERE, None),
        weight(Outcome.IGNORED, None, None),
        weight(Outcome.DISMISSED, Dismissal.NOT_NOW, None),
        weight(Outcome.UNRESOLVED, None, None),
    ]
    assert order == sorted(order, reverse=True) and len(set(order)) == len(order)
    assert order[-1] == 0.0 and order[4] == 0.3
    assert weight(Outcome.EDITED, None, None) == pytest.approx(0.7)
    assert weight(Outcome.EDITED, None, 0.0) > weight(Outcome.EDITED, None, 0.9)


def test_answers_fade_with_answers_and_with_time() -> None:
    assert faded(HALF_LIFE_ANSWERS, timedelta(0)) == pytest.approx(0.5)
    assert faded(0, timedelta(days=HALF_LIFE_DAYS)) == pytest.approx(0.5)
    writer = Writer()
    writer.refuses(7)
    writer.now += timedelta(days=3 * 365)
    assert writer.shift() == 0.0


def test_no_document_carries_more_than_its_share_of_prior_and_answers() -> None:
    draw = random.Random(4)
    for _ in range(200):
        raw = {f"d{n}": draw.expovariate(0.2) for n in range(draw.randint(1, 30))}
        kept = capped(raw, DOCUMENT_SHARE, PRIOR)
        most = DOCUMENT_SHARE * (PRIOR + sum(kept.values()))
        assert all(kept[name] <= min(raw[name], most) + 1e-6 for name in raw)


def test_one_loud_document_cannot_outvote_ten_quiet_ones() -> None:
    writer = Writer()
    for turn in range(10):
        writer.says(Outcome.ACCEPTED, f"d{turn}")
    for _ in range(500):
        writer.says(Outcome.DISMISSED, "loud")
    assert writer.shift() == 0.0


def test_what_others_answered_counts_only_with_consent() -> None:
    writer = Writer()
    for turn in range(12):
        writer.says(Outcome.DISMISSED, f"d{turn}", own=False)
    assert writer.shift() == 0.0 and not writer.learner.adaptations()
    writer.learner.consent = True
    for turn in range(12):
        writer.says(Outcome.DISMISSED, f"d{turn}", own=False)
    assert writer.shift() < 0


def test_loading_is_the_same_as_having_been_there() -> None:
    live, later = Writer(), Writer()
    answers = [live.answer(Outcome.DISMISSED, f"d{n}") for n in range(7)]
    for answer in answers:
        live.learner.take(answer)
    later.now = live.now
    later.learner.load(answers)
    assert later.shift() == live.shift() != 0
    assert later.told == []


def test_a_rule_mutes_itself_and_says_so_once() -> None:
    writer = Writer()
    writer.refuses(30, drafts=6)
    assert writer.told == [
        Learned("You kept dismissing “utilize → use”; it is no longer shown.", RULE)
    ]
    assert writer.learner.mutes("plain/utilize") and "plain/utilize" in writer.kept.muted
    again = Writer(now=writer.now, kept=writer.kept)
    assert again.learner.mutes("plain/utilize")


def test_three_documents_do_not_mute_and_one_kept_begins_a_new_run() -> None:
    few, mixed = Writer(), Writer()
    few.refuses(40, drafts=3)
    for turn in range(40):
        mixed.says(Outcome.DISMISSED if turn % 8 else Outcome.ACCEPTED, f"d{turn}")
    assert not few.learner.mutes("plain/utilize")
    assert not mixed.learner.mutes("plain/utilize")


def test_undo_begins_a_record_anew_and_redo_puts_it_back() -> None:
    writer = Writer()
    writer.refuses(7)
    held = writer.shift()
    writer.learner.undo(RULE)
    assert writer.shift() == 0.0
    assert writer.listed() == [] and writer.listed(undone=True) == [RULE]
    assert Writer(now=writer.now, kept=writer.kept).listed(undone=True) == [RULE]
    writer.learner.redo(RULE)
    assert writer.shift() == pytest.approx(held)
    writer.learner.undo("rule:nobody")
    assert writer.listed() == [RULE]


def test_undoing_a_mute_shows_the_rule_again_until_new_refusals() -> None:
    writer = Writer()
    writer.refuses(12)
    writer.learner.undo(RULE)
    assert not writer.learner.mutes("plain/utilize") and writer.shift() == 0.0
    writer.refuses(12)
    assert writer.learner.mutes("plain/utilize")
    assert len(writer.told) == 2


def test_reset_forgets_all_and_later_answers_count() -> None:
    writer = Writer()
    writer.refuses(12)
    writer.learner.reset()
    assert writer.shift() == 0.0 and not writer.learner.adaptations()
    writer.refuses(7)
    assert writer.shift() < 0


def test_one_switch_turns_everything_off_and_nothing_is_lost() -> None:
    writer = Writer()
    writer.refuses(12)
    writer.on = False
    assert writer.shift() == 0.0 and not writer.learner.mutes("plain/utilize")
    writer.on = True
    assert writer.learner.mutes("plain/utilize") and writer.shift() < 0


def test_a_disliked_phrase_does_not_sink_the_others_of_its_rule() -> None:
    writer = Writer()
    bad, good = (
        Subject("harper/Rule", Kind.CLARITY, word, "new", "paragraph") for word in ("bad", "good")
    )
    for turn in range(14):
        writer.says(Outcome.DISMISSED, f"d{turn}", bad)
        writer.says(Outcome.ACCEPTED, f"d{turn}", good)
    assert writer.shift(bad) < 0 <= writer.shift(good)


def test_one_hated_rule_does_not_sink_its_class() -> None:
    writer = Writer()
    writer.refuses(40)
    assert not any(key.startswith("class:") for key in writer.listed())


def test_a_place_is_learned_from_many_rules() -> None:
    writer = Writer()
    for turn in range(12):
        for number in range(6):
            where = "heading" if number % 2 else "paragraph"
            subject = Subject(f"plain/r{number}-{turn % 2}", Kind.CLARITY, "w", "v", where)
            said = Outcome.DISMISSED if where == "heading" else Outcome.ACCEPTED
            writer.says(said, f"d{turn}", subject)
    fresh = Subject("plain/never-met", Kind.CLARITY, "x", "y", "heading")
    assert writer.shift(fresh) < 0
    assert writer.shift(Subject("plain/never-met", Kind.CLARITY, "x", "y", "paragraph")) >= 0


def test_the_shift_is_bounded() -> None:
    writer = Writer()
    writer.refuses(2_000)
    assert -MOST_DOWN <= writer.shift() < -1


def test_mild_notes_decide_nothing_but_deepen() -> None:
    def note(number: int, *, mild: bool) -> Note:
        return Note(f"d{number}", "", 0.1 if mild else 1.0, False, 0.2, mild, number, NOON)

    moment = Moment(NOON, 40, 1.0)
    firm = [note(n, mild=False) for n in range(14)]
    mild = [note(n, mild=True) for n in range(14, 40)]
    alone = measure(mild, moment, lambda n: 0.0, wide=False)
    assert alone.shift == 0.0
    both = measure([*firm, *mild], moment, lambda n: 0.0, wide=False)
    assert both.shift < measure(firm, moment, lambda n: 0.0, wide=False).shift < 0


def test_utilize_has_all_its_records() -> None:
    assert [key.partition(":")[0] for key in UTILIZE.keys] == [
        "class",
        "list",
        "place",
        "rule",
        "phrase",
    ]
