"""How the feedback log bears a million events: appending, opening, figures, export, removing.

    .venv/bin/python -m tests.benchmarks.log_scale [EVENTS]

Prints a line for each with its goal; exit code 1 when a goal is missed. The log is made anew in a
temporary folder (TMPDIR chooses the disk), with words for every proposal of the last 90 days.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suggest.feedback.export.base import Redaction
from suggest.feedback.export.plan import Plan
from suggest.feedback.export.writing import Order, export
from suggest.feedback.log import FeedbackLog, LogOptions
from suggest.feedback.reading import read_log
from suggest.feedback.removing import forget
from suggest.feedback.store import open_log, wipe
from tests.fakes.long_log import NOW, make_log
from tests.suggest.feedback.events import event

APPENDS = 20_000
_PASSAGE = (
    "The plan for the spring release stands on a page of its own, and nobody has read it. " * 4
)


class Goals:
    """Prints figures and remembers whether each goal was met."""

    def __init__(self) -> None:
        self.missed = 0

    def show(self, what: str, figure: float, unit: str, goal: float | None = None) -> None:
        """One figure; a `goal` is the most it may be."""
        met = goal is None or figure <= goal
        self.missed += not met
        told = "" if goal is None else f"   goal {goal:g} {unit}{'' if met else ', MISSED'}"
        sys.stdout.write(f"{what:<58}{figure:>10.3f} {unit}{told}\n")
        sys.stdout.flush()


@contextmanager
def _timed(show: Callable[[float], None]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    show(time.perf_counter() - begun)


def main(events: int) -> int:
    """Measures everything; returns the exit code."""
    goals = Goals()
    with tempfile.TemporaryDirectory(prefix="stet-log-") as folder:
        path = Path(folder) / "feedback.sqlite3"
        made = make_log(path, events)
        _add_words(path)
        size = path.stat().st_size / 2**20
        sys.stdout.write(f"{made:,} events, {size:,.0f} MB\n")
        _append(path, goals)
        _read(path, goals)
        _export(path, Path(folder), goals)
        _remove(path, goals)
    return int(goals.missed > 0)


def _add_words(path: Path) -> None:
    """Words as the window writes them: for every event that has any, a passage for four."""
    since = (NOW - timedelta(days=90)).isoformat()
    with closing(open_log(path)) as connection:
        connection.execute("BEGIN")
        connection.execute(
            "INSERT OR IGNORE INTO passages SELECT 'x' || (seq / 4), (seq / 4) || ? FROM events "
            "WHERE wall >= ?",
            (_PASSAGE, since),
        )
        connection.execute(
            "INSERT OR IGNORE INTO texts SELECT event_id, wall, 'x' || (seq / 4), 0, 'The', 'A', "
            "NULL, '' FROM events WHERE wall >= ? AND action IN ('held', 'shown', 'outcome')",
            (since,),
        )
        connection.execute("COMMIT")


def _append(path: Path, goals: Goals) -> None:
    """Calls one by one, as the window makes them, and what the writer thread needs for each."""
    done: list[float] = []
    options = LogOptions(
        text_days=36_500, acknowledged=lambda ids: done.extend([time.perf_counter()] * len(ids))
    )
    with _timed(lambda s: goals.show("open, with past answers", s * 1000, "ms")):
        log = FeedbackLog(path, options)
    log.flush(600.0)
    calls: list[float] = []
    begun: list[float] = []
    for number in range(APPENDS):
        one = event(number, event_id=f"new-{number}", session="new", wall=datetime.now(UTC))
        before = time.perf_counter()
        log.append(one)
        begun.append(before)
        calls.append(time.perf_counter() - before)
        if number % 200 == 199:
            log.flush(60.0)
    assert log.close(60.0)
    goals.show("append, the caller's time, p99", _p99(calls) * 1000, "ms", 1.0)
    waits = [end - start for start, end in zip(begun, done, strict=True)]
    goals.show("append until committed, p99", _p99(waits) * 1000, "ms")
    _commit(path, goals)


def _commit(path: Path, goals: Goals) -> None:
    """Events in one transaction each, the dearest way to write them."""
    from suggest.feedback.schema import insert

    times: list[float] = []
    with closing(open_log(path)) as connection:
        for number in range(2_000):
            one = event(number, event_id=f"single-{number}", session="single")
            before = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            insert(connection, [one])
            connection.execute("COMMIT")
            times.append(time.perf_counter() - before)
    goals.show("insert and commit of a single event, p99", _p99(times) * 1000, "ms")


def _read(path: Path, goals: Goals) -> None:
    def stats() -> None:
        with read_log(path) as reader:
            reader.counts()
            reader.rules()

    with _timed(lambda s: goals.show("counts and rules (stet log stats)", s, "s", 1.0)):
        stats()

    def newest() -> None:
        with read_log(path) as reader:
            assert len(list(reader.events(last=20))) == 20

    with _timed(lambda s: goals.show("the newest 20 events (stet log show)", s, "s", 1.0)):
        newest()


def _export(path: Path, folder: Path, goals: Goals) -> None:
    everything = Plan(Redaction.NONE, ("sft",))
    for what, plan in (("without words", Plan()), ("of chats for training", everything)):
        target = folder / plan.redaction
        with _timed(lambda s, what=what: goals.show(f"export {what}", s, "s")):  # type: ignore[misc]
            export(path, target, Order(plan, datetime.now(UTC)))
        manifest = json.loads((target / "manifest.json").read_text("utf-8"))
        size = sum(file["bytes"] for file in manifest["files"].values()) / 2**20
        sys.stdout.write(f"  {size:,.0f} MB in {len(manifest['files'])} files\n")


def _remove(path: Path, goals: Goals) -> None:
    with _timed(lambda s: goals.show("forget one document", s, "s")):
        forget(path, "doc-00")
    log = FeedbackLog(path, LogOptions(text_days=36_500))
    log.flush(600.0)
    days = (datetime.now(UTC) - NOW).days + 89
    with _timed(lambda s: goals.show("a day's words removed, and the file rewritten", s, "s")):
        log.keep_words(days)
        log.flush(600.0)
    with _timed(lambda s: goals.show("all words removed, and the file rewritten", s, "s")):
        log.keep_words(0)
        log.flush(600.0)
    log.close()
    with _timed(lambda s: goals.show("wipe", s, "s")):
        wipe(path)


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
