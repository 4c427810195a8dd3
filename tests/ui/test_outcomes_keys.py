"""Each outcome by real keys and clicks through the whole program, as the log has it afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from suggest.feedback.definitions import LEFT_SECONDS, REVERT_SECONDS, SEEN_SECONDS
from suggest.feedback.event import Action, FeedbackEvent
from suggest.feedback.reading import read_log
from suggest.values import Dismissal
from tests.ui.outcome_keys import SCENES
from tests.ui.timed import run_module

Trails = dict[str, list[list[FeedbackEvent]]]
TAKEN = ["shown", "accepted=receive 0.0", "probe 0", "closed accepted"]
UNSEEN = [["shown", "unresolved=open 1.0", "closed unresolved"]]
OWN = [["shown", "ignored=open 1.0", "closed ignored"]]
REFUSED = ["shown", "dismissed", "closed dismissed"]

EXPECTED: dict[str, list[list[str]]] = {
    "accepted": [TAKEN],
    "alternative": [["shown", "accepted=governments 0.0", "probe 0", "closed accepted"]],
    "edited_first": [["shown", "edited=will get 1.0", "probe 0", "closed edited"]],
    "accepted_then_edited": [
        [
            "shown",
            "accepted=receive 0.0",
            "probe 30",
            "edited=received 1.0",
            "probe 34",
            "closed edited",
        ]
    ],
    "overtyped": [["shown", "overtyped=receive 0.0", "closed overtyped"]],
    "overtyped_and_closed_within_the_pause": [
        ["shown", "overtyped=receive 0.0", "closed overtyped"]
    ],
    "ignored": [["shown", "ignored", "closed ignored"]],
    "looked_at_another_line": [["shown", "closed unresolved"]],
    "ignored_then_accepted": [
        ["shown", "ignored", "accepted=receive 0.0", "probe 0", "closed accepted"]
    ],
    "edited_around": [["shown", "ignored", "closed ignored"]],
    "own_version": OWN,
    "own_version_of_what_was_not_seen": UNSEEN,
    "own_version_and_closed_within_the_pause": OWN,
    "closed_unseen": [["shown", "closed unresolved"]],
    "scrolled_away": [["shown", "closed unresolved"]],
    "reverted": [
        ["shown", "accepted=receive 0.0", "probe 30", "reverted", "probe 104", "closed reverted"]
    ],
    "reverted_and_closed_within_the_pause": [
        ["shown", "accepted=receive 0.0", "probe 30", "reverted", "probe 100", "closed reverted"]
    ],
    "typed_back": [["shown", "accepted=receive 0.0", "reverted", "probe 8", "closed reverted"]],
    "undone_too_late": [
        ["shown", "accepted=receive 0.0", "probe 30", "probe 120", "probe 125", "closed accepted"],
        ["shown", "closed unresolved"],
    ],
    "thumbs_and_a_report": [
        ["shown", "rated True", "rated False", "reported", "closed unresolved"]
    ],
    "flag_answered": [["shown", "edited=Bled None", "closed edited"]],
    "flag_checked": [["shown", "checked", "closed checked"]],
    "not_now": [REFUSED, ["held dismissed_before", "shown", "closed unresolved"]],
    "not_here": [REFUSED],
    "mute_rule": [REFUSED],
    "withdrawn": [REFUSED, ["shown", "withdrawn", "closed withdrawn"]],
    "superseded": [REFUSED, ["shown", "unresolved", "closed unresolved"]],
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Trails]:
    """What the scenes looked at, and their events by scene and suggestion, shown ones only."""
    folder = tmp_path_factory.mktemp("outcomes")
    looked = run_module("tests.ui.outcome_keys", folder)
    (path,) = folder.rglob("feedback.sqlite3")
    documents: dict[str, dict[str, list[FeedbackEvent]]] = {}
    with read_log(path) as log:
        for event in log.events():
            one = documents.setdefault(event.document, {})
            one.setdefault(event.suggestion_id, []).append(event)
    names = [getattr(scene, "__name__", "") for scene in SCENES]
    trails = {
        name: [trail for trail in document.values() if any(e.shown for e in trail)]
        for name, document in zip(names, documents.values(), strict=True)
    }
    return looked, trails


def short(event: FeedbackEvent) -> str:
    """One event in a few words."""
    if event.action is Action.OUTCOME:
        final = event.text.final if event.text is not None else None
        own = "" if final is None else f"={final} {event.distance}"
        return f"{event.outcome}{own}"
    if event.action is Action.PROBE:
        return f"probe {event.probe_s:.0f}"
    if event.action is Action.RATED:
        return f"rated {event.good}"
    return f"{event.action} {event.outcome or event.drop_reason or ''}".strip()


def test_every_scene_is_expected() -> None:
    assert set(EXPECTED) == {getattr(scene, "__name__", "") for scene in SCENES}


@pytest.mark.parametrize("scene", EXPECTED)
def test_outcome(played: tuple[dict[str, Any], Trails], scene: str) -> None:
    assert [[short(e) for e in trail] for trail in played[1][scene]] == EXPECTED[scene]
    for trail in played[1][scene]:
        ends = [e for e in trail if e.action is Action.CLOSED]
        assert len(ends) == 1


def test_the_constants_are_the_ones_that_were_lived_through(
    played: tuple[dict[str, Any], Trails],
) -> None:
    looked, trails = played
    assert (SEEN_SECONDS, LEFT_SECONDS, REVERT_SECONDS) == (1.0, 10.0, 120.0)
    assert looked["ignored"] == ["", "ignored"], "not before ten seconds, and then"
    assert looked["accepted_then_edited"] == ["accepted", "edited"]
    seen = {name: trail[0][-1].visible_ms for name, trail in trails.items()}
    assert seen["own_version"] == 1000, "what was typed over is seen no longer"
    assert seen["own_version_of_what_was_not_seen"] == 900
    assert seen["ignored"] == 11_100
    assert seen["scrolled_away"] == 0
    (own,) = [e for e in trails["own_version"][0] if e.action is Action.OUTCOME]
    assert own.decide_ms == 5000


def test_not_now_ends_with_its_sentence(played: tuple[dict[str, Any], Trails]) -> None:
    assert played[0]["not_now"] == [[], ["recieve"]]


def test_the_four_ways_to_say_no_are_told_apart(played: tuple[dict[str, Any], Trails]) -> None:
    scenes = ("not_now", "not_here", "withdrawn", "mute_rule")
    assert [played[1][scene][0][-1].dismissal for scene in scenes] == list(Dismissal)


def test_a_report_keeps_its_passage_and_its_words(played: tuple[dict[str, Any], Trails]) -> None:
    (trail,) = played[1]["thumbs_and_a_report"]
    (report,) = [e.text for e in trail if e.action is Action.REPORTED]
    assert report is not None
    assert report.note == "This is how we write it."
    assert report.passage == "We recieve the parcel on Monday."
    assert trail[-1].card_ms >= 1


def test_probes_tell_what_is_left(played: tuple[dict[str, Any], Trails]) -> None:
    def left(scene: str) -> list[tuple[float | None, int | None]]:
        trail = played[1][scene][0]
        return [(e.kept, e.retained) for e in trail if e.action is Action.PROBE]

    assert left("accepted") == [(1.0, 7)]
    assert left("undone_too_late") == [(1.0, 7), (1.0, 7), (0.0, 0)]
    assert left("reverted") == [(1.0, 7), (0.0, 0)]
