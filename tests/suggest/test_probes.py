"""Probes of accepted texts through the real engine, with a clock that moves when told to."""

from tests.fakes.stations import Clock, bench
from tests.suggest.test_engine import opened, settled, type_over


async def test_export_and_close_probe_every_accepted_text_however_old() -> None:
    clock = Clock()
    one = bench({"teh": "the"}, now=clock)
    await opened(one, "See teh cat.")
    (suggestion,) = one.engine.suggestions()
    edit = one.engine.accept(suggestion.id)
    assert edit is not None
    type_over(one, 0, "the", 4, 5)
    clock.now += 700
    await settled(one)
    one.engine.probes.now(clock())
    type_over(one, 0, "a", 4, 5)
    clock.now += 100
    one.engine.probes.now(clock())
    one.engine.load(["Other."], "another")
    told = [row[2:] for row in one.recorder.told if row[0] == "probe"]
    times = [row[0] for row in told]
    assert times == [30.0, 120.0, 300.0, 600.0, 700.0, 800.0, 800.0]
    assert [row[1] for row in told] == [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
    one.engine.probes.now(clock())
    assert len([row for row in one.recorder.told if row[0] == "probe"]) == 7
