"""A small run of scripts/simulated_writers.py; the script prints the whole."""

from statistics import median

from scripts.simulated.sides import simulate
from scripts.simulated.writers import WRITERS, Writer, read_table

_SEED = 41_000
TABLE = read_table()


def writer(name: str) -> tuple[int, Writer]:
    return next((n, one) for n, one in enumerate(WRITERS) if one.name == name)


def test_there_are_twenty_writers_with_tastes_and_one_without() -> None:
    names = [one.name for one in WRITERS]
    assert len(names) >= 21
    assert names.count("no taste") == 1 and names.count("flips") == 1


def test_a_writer_without_tastes_sees_the_same_marks() -> None:
    number, one = writer("no taste")
    done = simulate(one, _SEED + number, TABLE, 120)
    assert done.on.shown == done.off.shown


def test_writers_with_tastes_dismiss_less_and_keep_as_much() -> None:
    done = []
    for name in ("by list 2", "by place 1", "mixed 3"):
        number, one = writer(name)
        done.append(simulate(one, _SEED + number, TABLE))
    assert all(len(one.off.shown) >= 100 for one in done)
    assert sum(one.on.dismissed for one in done) < 0.85 * sum(one.off.dismissed for one in done)
    assert median(one.kept for one in done) >= 0.95
