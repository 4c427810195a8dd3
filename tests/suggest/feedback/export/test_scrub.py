"""Scrubbing: what points to people goes, ordinary words stay, and places still fit."""

from pathlib import Path

import pytest

from suggest.feedback.event import EventText
from suggest.feedback.export.base import Redaction
from suggest.feedback.export.plan import Plan
from suggest.feedback.export.scrub import Scrub, Scrubber
from suggest.feedback.export.writing import Order, export
from suggest.feedback.log import FeedbackLog
from suggest.values import Outcome
from tests.suggest.feedback.desk import NOON
from tests.suggest.feedback.events import ended, event
from tests.suggest.feedback.export.filled import rows

ORDINARY = "mail call the we our finally yesterday see on thanks may write he she"
COMMON = frozenset(ORDINARY.split())


def scrubber(*what: Scrub) -> Scrubber:
    return Scrubber(what or Scrub, COMMON.__contains__)


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("Mail j.doe+news@mail.example.co.uk now.", "Mail [email] now."),
        ("Write (jörg@example.de), please.", "Write ([email]), please."),
        ("See https://example.com/a?b=c&d=1.", "See [url]."),
        ("See www.example.org/x, or example.net.", "See [url], or [url]."),
        ("Call +44 20 7946 0958 now.", "Call [phone] now."),
        ("Call (555) 123-4567, or 0301234567.", "Call [phone], or [phone]."),
        ("On 2026-03-12 we sold 1,250.50 at 10:30.", "On [number] we sold [number] at [number]."),
        ("He sold 3 to Tom Baker in Oslo.", "He sold [number] to [name] [name] in [name]."),
        ("Anna wrote. We met Zorblax. Zorblax left.", "[name] wrote. We met [name]. [name] left."),
        ("Thanks @tomb and @anna@social.example!", "Thanks [name] and [email]!"),
        ("José’s plan was Åsa-Marie's.", "[name] plan was [name]."),
        ("- Emma wrote it.\n- Finally we read it.", "- [name] wrote it.\n- Finally we read it."),
    ],
)
def test_it_takes_out_what_points_to_people(text: str, scrubbed: str) -> None:
    assert scrubber().text(text) == scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "We see the API on Monday, and I'm glad.",
        "Yesterday we wrote. The CEO said: We may.",
        "“Finally,” he said. I'll see.",
        "",
        "no capitals and no numbers at all",
    ],
)
def test_it_leaves_ordinary_words(text: str) -> None:
    assert scrubber().text(text) == text


def test_only_the_chosen_kinds_are_taken_out() -> None:
    text = "Mail anna@example.com about 3 for Tom."
    assert scrubber(Scrub.EMAIL).text(text) == "Mail [email] about 3 for Tom."
    assert scrubber(Scrub.NUMBER, Scrub.NAME).text("Give Tom 3.") == "[name] [name] [number]."


def test_places_still_fit_the_passage() -> None:
    passage = "We told Tom Baker about teh 3 plans of Oslo."
    at = passage.index("teh")
    text = EventText("p", passage, at, "teh", "the", "Anna's", "See tom@example.com")
    done = scrubber().event(event(1, text=text)).text
    assert done is not None
    assert done.passage == "We told [name] [name] about teh [number] plans of [name]."
    assert done.passage[done.start : done.start + len(done.original)] == done.original == "teh"
    assert (done.suggestion, done.final, done.note) == ("the", "[name]", "See [email]")


def test_a_find_across_the_edge_of_a_mark_is_taken_out_on_both_sides() -> None:
    text = EventText("p", "Mail anna@example.com now.", 5, "anna", "Anna")
    done = scrubber().event(event(1, text=text)).text
    assert done is not None
    assert done.passage == "Mail [email][email] now."
    assert done.original == done.suggestion == "[email]"


def test_words_without_their_passage_are_scrubbed_alone() -> None:
    done = scrubber().event(event(1, text=EventText("p", "", 9, "Zorblax", "Oslo 7"))).text
    assert done == EventText("p", "", 9, "[name]", "[name] [number]")
    assert scrubber().event(event(1, text=None)).text is None


def test_nothing_that_was_scrubbed_is_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    feedback = FeedbackLog(path)
    passage = "We told Quillon at quillon@example.com, +1 555 123 4567, about teh 99 plans."
    text = EventText("p", passage, passage.index("teh"), "teh", "the", "the", "Quillon said")
    feedback.append(event(1, text=text))
    feedback.append(ended(1, Outcome.ACCEPTED, text=text))
    assert feedback.close()
    plan = Plan(Redaction.NONE, scrubber=scrubber())
    manifest = export(path, tmp_path / "out", Order(plan, NOON))
    assert manifest["scrubbed"] == sorted(Scrub)
    for file in (tmp_path / "out").iterdir():
        data = file.read_text("utf-8")
        for word in ("Quillon", "quillon", "example.com", "555", " 99 "):
            assert word not in data, file.name
    (chat,) = rows(tmp_path / "out", "sft.jsonl")
    assert chat["messages"][2]["content"] == (
        "We told [name] at [email], [phone], about the [number] plans."
    )


def test_a_pair_that_differs_only_in_what_was_taken_out_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    feedback = FeedbackLog(path)
    text = EventText("p", "We told Quilon so.", 8, "Quilon", "Quillon", "Quillon")
    feedback.append(event(1, text=text))
    feedback.append(ended(1, Outcome.ACCEPTED, text=text))
    assert feedback.close()
    plan = Plan(Redaction.NONE, scrubber=scrubber())
    manifest = export(path, tmp_path / "out", Order(plan, NOON))
    assert manifest["files"]["preferences.jsonl"]["rows"] == 0
    assert manifest["files"]["sft.jsonl"]["rows"] == 0
