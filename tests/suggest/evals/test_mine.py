"""Lines of the writer's own eval set: what they demand, and that the runner reads them."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from suggest.evals.cases import Shape
from suggest.evals.mine import NoWords, assertion_of, case_of
from suggest.evals.sets import parse_set
from suggest.feedback.insights.logged import LogPassage, LogProposal
from suggest.values import Dismissal, Kind, Outcome

TEXT = "We utilize teh plan in order to win 🙂 at scale."


def proposal(original: str, new: str | None, **more: object) -> LogProposal:
    """A proposal for words of TEXT."""
    plain = LogProposal(
        seq=1,
        when=datetime(2026, 3, 12, tzinfo=UTC),
        session="s",
        document="d",
        id=original,
        kind=Kind.CLARITY,
        rule="plain/utilize",
        source="House list",
        provider="offline",
        model="",
        confidence=0.8,
        bar=0.6,
        grades=(),
        span_length=len(original),
        edit_length=None if new is None else len(new),
        shown=True,
        outcome=None,
        dismissal=None,
        drop_reason=None,
        guard="",
        start=TEXT.index(original),
        original=original,
        suggestion=new,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


KEPT = proposal("teh", "the", outcome=Outcome.ACCEPTED, kind=Kind.CORRECTNESS)
EDITED = proposal("utilize", "use", outcome=Outcome.EDITED, final="apply")
REFUSED = proposal("in order to", "to", outcome=Outcome.DISMISSED, dismissal=Dismissal.NOT_PHRASE)
PUT_OFF = proposal("at scale", "", outcome=Outcome.DISMISSED, dismissal=Dismissal.NOT_NOW)
PASSAGE = LogPassage("p", TEXT, (EDITED, KEPT, REFUSED, PUT_OFF))


def test_a_case_demands_what_was_answered() -> None:
    made = parse_set("mine", case_of(PASSAGE).encode())
    assert made.shape is Shape.LABELS
    labels = made.cases[0].labels
    assert labels is not None
    assert [(TEXT[m.span.start : m.span.end], m.replacements) for m in labels.must] == [
        ("utilize", ("apply", "use")),
        ("teh", ("the",)),
    ]
    assert [TEXT[one.span.start : one.span.end] for one in labels.never] == ["in order to"]
    assert [TEXT[one.span.start : one.span.end] for one in labels.may] == ["at scale"]


def test_a_label_counts_more_than_the_outcome() -> None:
    turned = LogPassage("p", TEXT, (replace(KEPT, good=False), replace(REFUSED, good=True)))
    labels = parse_set("mine", case_of(turned).encode()).cases[0].labels
    assert labels is not None
    assert [TEXT[one.span.start : one.span.end] for one in labels.must] == ["in order to"]
    assert [TEXT[one.span.start : one.span.end] for one in labels.never] == ["teh"]


@pytest.mark.parametrize("marked", [True, False])
def test_an_assertion_demands_one_thing(marked: bool) -> None:
    line = assertion_of(PASSAGE, REFUSED, marked=marked)
    labels = parse_set("mine", line.encode()).cases[0].labels
    assert labels is not None
    asked, other = (labels.must, labels.never) if marked else (labels.never, labels.must)
    assert [TEXT[one.span.start : one.span.end] for one in asked] == ["in order to"]
    assert other == ()
    assert len(labels.may) == 3, "all else is free"


def test_equal_demands_have_equal_ids_and_others_have_not() -> None:
    lines = [
        case_of(PASSAGE),
        assertion_of(PASSAGE, KEPT, marked=True),
        assertion_of(PASSAGE, KEPT, marked=False),
    ]
    assert len({json.loads(line)["id"] for line in lines}) == 3
    assert case_of(PASSAGE) == lines[0]
    assert all("\n" not in line for line in lines)


def test_a_passage_without_words_is_no_case() -> None:
    with pytest.raises(NoWords, match="no longer in the log"):
        case_of(LogPassage("p", "", (KEPT,)))
