"""Probes of accepted texts through the real engine, with a clock that moves when told to."""

import pytest

from suggest.document import Document, living
from suggest.probes import retained, survival
from suggest.values import Splice
from tests.fakes.stations import Bench, Clock, bench
from tests.suggest.test_engine import opened, settled, type_over

Probe = tuple[object, ...]


def probes(one: Bench) -> list[Probe]:
    """(seconds, share kept, code points retained) of each probe, in order."""
    return [row[2:] for row in one.recorder.told if row[0] == "probe"]


def amended(one: Bench) -> list[object]:
    return [row[2] for row in one.recorder.told if row[0] == "amended"]


async def accepted(clock: Clock, before: str, after: str) -> Bench:
    """An engine on one line in which `utilise` was taken as `make use of`."""
    one = bench({"utilise": "make use of"}, now=clock)
    await opened(one, before)
    (suggestion,) = one.engine.suggestions()
    start = before.index("utilise")
    assert one.engine.accept(suggestion.id) is not None
    type_over(one, 0, after, start, len(before) - start - len("utilise"))
    return one


async def test_export_and_close_probe_every_accepted_text_however_old() -> None:
    clock = Clock()
    one = await accepted(clock, "We utilise it.", "We make use of it.")
    clock.now += 700
    await settled(one)
    one.engine.probes.now(clock())
    type_over(one, 0, "We need it.", 3, 4)
    clock.now += 100
    one.engine.probes.now(clock())
    one.engine.load(["Other."], "another")
    told = probes(one)
    assert [row[0] for row in told] == [30.0, 120.0, 300.0, 600.0, 700.0, 800.0, 800.0]
    assert [row[1] for row in told] == [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
    one.engine.probes.now(clock())
    assert len(probes(one)) == 7


@pytest.mark.parametrize(
    ("line", "kept", "left", "own"),
    [
        ("We make use of it.", 1.0, 11, []),
        ("So then: we saw. We make use of it. And more.", 1.0, 11, []),
        ("We made use of it.", 5 / 8, 8, ["made use of"]),
        ("We utilise it.", 0.0, 0, []),
        ("We it.", 0.0, 0, []),
        ("Nothing is left here.", 0.0, 0, []),
    ],
)
async def test_what_is_left_of_an_accepted_text(
    line: str, kept: float, left: int, own: list[str]
) -> None:
    clock = Clock()
    one = await accepted(clock, "We utilise it.", "We make use of it.")
    type_over(one, 0, line, 0, 0)
    clock.now += 31
    one.engine.probes.now(clock())
    (told,) = probes(one)
    assert told[1:] == (pytest.approx(kept), left)
    assert amended(one) == own


async def test_untouched_text_is_known_by_its_anchor_whatever_is_typed_beside_it() -> None:
    clock = Clock()
    one = await accepted(clock, "We utilise it.", "We make use of it.")
    one.engine.edit(Splice(0, 1, ("", "Oh. We make use of it."), 0, 18))
    one.engine.probes.now(clock())
    assert probes(one) == [(0.0, 1.0, 11)]


async def test_nothing_is_probed_when_another_change_came_first() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.")
    assert one.engine.accept(one.engine.suggestions()[0].id) is not None
    type_over(one, 0, "See a cat.", 4, 5)
    one.engine.probes.now(100.0)
    assert probes(one) == []


def test_survival_and_what_it_covers() -> None:
    assert (survival("to win", "we run to win now"), retained("to win", "to win")) == (1.0, 6)
    assert (survival("to win", "we run"), retained("to win", "we run")) == (0.0, 0)
    assert 0 < survival("to win it all", "to win it") < 1
    assert retained("to win it all", "to win it") == 9
    assert retained("small daily steps", "small weekly steps") == 6 + 8
    assert (survival("the", "the cat"), retained("the", "a cat")) == (1.0, 0)
    assert survival("", "anything") == 1.0


def test_lines_that_died_together_are_followed_in_one_step() -> None:
    document = Document()
    document.load(["word"] * 3000)
    first = document.lines[0]
    for text in ("other", "again", "last"):
        document.apply(Splice(0, 3000, (text,) * 3000, 0, 0), 0.0)
    assert [line.text for line in living(first)] == ["last"] * 3000


async def test_a_text_that_was_replaced_as_a_whole_is_found_again_and_told_from_others() -> None:
    clock = Clock()
    one = await accepted(clock, "We utilise it.", "We make use of it.")
    others = tuple(f"We need number {n}." for n in range(100))
    one.engine.edit(Splice(0, 1, (*others, "We make use of it."), 0, 0))
    one.engine.probes.now(clock())
    one.engine.edit(Splice(0, 101, others, 0, 0))
    one.engine.probes.now(clock())
    assert [row[1:] for row in probes(one)] == [(1.0, 11), (0.0, 0)]
    assert amended(one) == [], "none of the other lines is a version of it"
