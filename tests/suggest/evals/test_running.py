"""Answers are kept as they come: a stopped run goes on, another engine starts anew."""

import os
from pathlib import Path

import pytest

from suggest.checker import Finding
from suggest.evals.cases import EvalSet, marks_of
from suggest.evals.running import Bench, answer_all
from suggest.evals.sets import parse_set
from suggest.evals.store import KEPT_VERSIONS, AnswerStore
from suggest.evals.versions import engine_version
from suggest.values import Dialect, Drop, DropReason, Judged, Kind, Proposal, Span
from tests.fakes.evals import TableReader, answer, lines, mark

TEXTS = ["He go home.", "They go out.", "We stay in."]
CHOSEN = parse_set("trips", lines(*({"id": i, "text": t} for i, t in enumerate(TEXTS))))
WORDS: dict[str, tuple[str | None, float]] = {"go": ("goes", 0.9), "stay": ("stayed", 0.2)}


async def run(
    folder: Path, reader: TableReader, *, engine: str = "v1", chosen: EvalSet = CHOSEN
) -> tuple[list[list[str | None]], int]:
    """Replacements of each text, and how often progress was told."""
    told: list[int] = []
    bench = Bench(lambda dialect: reader, Dialect.US, lambda: told.append(1))
    with AnswerStore(folder, engine, chosen) as store:
        answers = await answer_all(chosen.cases, bench, store)
    return [[m.replacement for m in a.marks] for a in answers], len(told)


async def test_a_second_run_asks_nothing(tmp_path: Path) -> None:
    first, again = TableReader(WORDS), TableReader(WORDS)
    expected = ([["goes"], ["goes"], ["stayed"]], 3)
    assert await run(tmp_path, first) == expected
    assert await run(tmp_path, again) == expected
    assert (first.asked, again.asked) == (TEXTS, [])
    assert first.closed


async def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    stopped, second = TableReader(WORDS, stop_at=2), TableReader(WORDS)
    with pytest.raises(KeyboardInterrupt):
        await run(tmp_path, stopped)
    assert stopped.closed
    assert (await run(tmp_path, second))[0] == [["goes"], ["goes"], ["stayed"]]
    assert second.asked == TEXTS[2:]


async def test_a_line_cut_off_by_a_kill_is_asked_again(tmp_path: Path) -> None:
    await run(tmp_path, TableReader(WORDS))
    (kept,) = (tmp_path / "v1").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    second, third = TableReader(WORDS), TableReader(WORDS)
    await run(tmp_path, second)
    await run(tmp_path, third)
    assert (second.asked, third.asked) == (TEXTS[2:], [])


async def test_another_engine_or_another_spelling_is_asked(tmp_path: Path) -> None:
    await run(tmp_path, TableReader(WORDS))
    other = TableReader(WORDS)
    await run(tmp_path, other, engine="v2")
    assert other.asked == TEXTS
    british = parse_set("trips", lines({"id": 0, "text": TEXTS[0], "must": [], "spelling": "UK"}))
    reader = TableReader(WORDS)
    dialects: list[Dialect] = []

    def make(dialect: Dialect) -> TableReader:
        dialects.append(dialect)
        return reader

    with AnswerStore(tmp_path, "v1", british) as store:
        await answer_all(british.cases, Bench(make, Dialect.US, lambda: None), store)
    assert (dialects, reader.asked) == ([Dialect.UK], [TEXTS[0]])


def test_answers_of_old_engines_are_forgotten(tmp_path: Path) -> None:
    for number in range(KEPT_VERSIONS + 2):
        with AnswerStore(tmp_path, f"v{number}", CHOSEN) as store:
            store.put(TEXTS[0], Dialect.US, answer(mark(3, 5, "goes")))
        os.utime(tmp_path / f"v{number}", (1000 + number, 1000 + number))
    with AnswerStore(tmp_path, "v9", CHOSEN):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == ["v3", "v4", "v5", "v6", "v7", "v9"]


def test_what_a_guard_held_is_no_mark() -> None:
    def held(reason: DropReason | None) -> Finding:
        proposal = Proposal(Span(0, 2), "He", "Ha", Kind.TONE, "r", "m", "s")
        drop = Drop(reason) if reason else None
        return Finding(Span(0, 2), Judged(proposal, 0.61239), drop)

    reasons = [None, DropReason.BELOW_THRESHOLD, DropReason.OVER_BUDGET, DropReason.OVERLAP]
    marks = marks_of([held(reason) for reason in [*reasons, DropReason.PROTECTED]])
    assert [m.shown for m in marks] == [True, False, False]
    assert marks[0].confidence == 0.6124


def test_version_names_lists_and_code_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.toml").write_text("one")
    code = tmp_path / "stations.py"
    code.write_text("x = 1")
    seen = [engine_version(tmp_path, [code])]
    assert engine_version(tmp_path, [code]) == seen[0]
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "posts.jsonl").write_text("beside")
    assert engine_version(tmp_path, [code]) == seen[0]
    (tmp_path / "typos.txt").write_text("teh the")
    seen.append(engine_version(tmp_path, [code]))
    (tmp_path / "rules" / "a.toml").write_text("two")
    seen.append(engine_version(tmp_path, [code]))
    (tmp_path / "confidence.json").write_text("{}")
    seen.append(engine_version(tmp_path, [code]))
    code.write_text("x = 2")
    seen.append(engine_version(tmp_path, [code]))
    assert len(set(seen)) == 5
