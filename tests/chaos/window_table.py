"""Prints every fault mode behind the whole window: `python -m tests.chaos.window_table`.

`--modes NAME ...` takes some of them. A passage is typed for each mode and protocol; the server
runs in another process, so the time in which the window takes no turn is the window's own. With
`--json` it prints that. Gives 1 when something came out otherwise than it must.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from suggest.model.courier import Courier
from suggest.providers.base import Purpose
from suggest.providers.pacing import Backoff
from suggest.providers.resilience import PATIENCE, Patience, Rules
from tests.chaos.modes import MODES, Mode
from tests.chaos.running import free_port
from tests.chaos.serving import GOOD, Serving
from tests.fakes.model_server import Wire
from tests.fakes.remote_window import RemoteWindow, patient, run

LIMIT, SHORT = 5.0, 0.8
GAP, IMPORT_GAP = 0.050, 0.120
AGAIN, HELD = 2, "held the loop"
_WINDOW_REQUESTS = {
    # No list of models was fetched before: there is no connection yet that could be closed.
    "keep-alive closed under us": {1},
    # One for each way to ask for JSON, then the words.
    "schema refused, then taken in words": {2, 3},
    # These repeat our prompt, which names what a server may refuse: the other ways are tried.
    "status 400": {1, 2, 3},
    "status 422": {1, 2, 3},
}
SLIPS = ("recieve", "definately", "seperate", "occured", "untill")
_GOOD_PIECES = {"", "to", "receive"}


@dataclass(frozen=True, slots=True)
class Row:
    """What one mode did to the window. Seconds; `gap` and `held` as in `Gaps`."""

    mode: str
    wire: str
    requests: int
    seconds: float
    gap: float
    held: float
    status: str
    sentence: str
    shown: list[str]
    dropped: list[str]
    problems: list[str]


class Table:
    """Goes through the modes with one window."""

    def __init__(self, window: RemoteWindow, server: Serving) -> None:
        self._window = window
        self._server = server
        self._number = 0

    async def first(self, wire: Wire) -> Row:
        """The first call of all over a protocol, its libraries loaded meanwhile."""
        return await self._row(Mode(GOOD, MODES[0].act, "answer"), wire, IMPORT_GAP)

    async def row(self, mode: Mode, wire: Wire) -> Row:
        """One mode; again when only the loop was held, which a busy computer does now and then."""
        row = await self._row(mode, wire, GAP)
        for _ in range(AGAIN):
            if [problem[: len(HELD)] for problem in row.problems] != [HELD]:
                break
            row = await self._row(mode, wire, GAP)
        return row

    async def _row(self, mode: Mode, wire: Wire, most: float) -> Row:
        window, courier = self._window, self._window.parts.remote.courier
        self._number += 1
        limit = SHORT if mode.outcome == "TooSlow" else LIMIT
        self._server.mode(mode.name if mode.name != "refused" else GOOD, mode.keep_alive)
        url = f"http://127.0.0.1:{free_port()}" if mode.name == "refused" else self._server.url
        await window.clear()
        window.gaps.reset()
        window.troubles.clear()
        before = courier.figures.batches
        with patient(_rules(limit)):
            await window.use(wire.value, url, f"fake-{self._number}")
        await window.type(f"We met in order to go home early on day {self._number}.\n\n")
        left = await window.until(lambda: courier.figures.batches > before)
        began = time.monotonic()
        done = await window.until(lambda: not courier.busy, limit + 10)
        seconds = time.monotonic() - began
        await window.rest()
        gap, held = window.gaps.longest, window.gaps.held
        gc.collect()  # what fails while garbage is freed is this mode's trouble
        await window.until(lambda: False, 0.05)
        problems = [*window.troubles, *self._loud()]
        problems += ["no call began"] * (left is None) + ["no end"] * (done is None)
        if seconds > limit * 2 + 0.5:  # a push and its grading
            problems.append(f"took {seconds:.1f} s")
        if held > most:
            problems.append(f"{HELD} for {held * 1000:.0f} ms")
        shown = [f"{old} -> {new}" for old, new in window.shown]
        problems += [f"shown: {new!r:.80}" for _, new in window.shown if new not in _GOOD_PIECES]
        pushes = self._server.pushes()
        problems += self._counted(mode, len(pushes))
        return Row(
            mode.name,
            wire.value,
            len(pushes),
            seconds,
            gap,
            held,
            window.status,
            window.parts.engine.state_detail,
            shown,
            sorted({str(one.drop.guard or one.drop.reason.value) for one in window.held}),
            problems,
        )

    def _counted(self, mode: Mode, seen: int) -> list[str]:
        wanted = _WINDOW_REQUESTS.get(mode.name, {mode.expected(False)[1]})
        return [] if seen in wanted else [f"{seen} requests, not {sorted(wanted)}"]

    def _loud(self) -> list[str]:
        """What is more than a word in the status bar."""
        page = self._window.parts.window.page
        sentence = self._window.parts.engine.state_detail
        found = [f"a {name}" for name in ("toast", "banner") if getattr(page, name).isVisible()]
        if any(word in sentence for word in ("Error", "Traceback", "{", "canary")):
            found.append(f"said {sentence!r}")
        if len(sentence.split()) > 20:
            found.append(f"said much: {sentence!r}")
        return found


@dataclass(frozen=True, slots=True)
class Open:
    """The window while a server is given up on. `marks` are seconds from the last key to a mark.

    `requests` came while the circuit was open, `seconds` long.
    """

    marks: list[float]
    requests: int
    seconds: float
    status: str
    problems: list[str]


async def given_up(window: RemoteWindow, server: Serving, wire: Wire) -> Open:
    """Fails until the circuit opens, then types slips that this computer finds by itself."""
    server.mode("status 500")
    await window.clear()
    await window.type("A first line of plain words stands here.\n\n")
    with patient(_rules(LIMIT)):
        await window.use(wire.value, server.url, f"open-{wire}")
    courier = window.parts.remote.courier
    before = courier.figures.failed
    for number in range(3):
        await window.type(f"We met in order to go home early on night {number}.\n\n")
        await window.until(partial(_failed, courier, before + number + 1), LIMIT)
    server.mode("status 500")
    began, marks = time.monotonic(), []
    for word in SLIPS:
        await window.type(f"They saw the {word} here.\n\n", rest=0)
        took = await window.until(partial(_marked, window, word))
        marks.append(float("inf") if took is None else took)
    await window.rest()
    seconds = time.monotonic() - began
    found = list(window.troubles)
    if window.parts.window.page.toast.isVisible() or window.parts.window.page.banner.isVisible():
        found.append("a toast or a banner")
    return Open(marks, len(server.calls()), seconds, window.status, found)


def _failed(courier: Courier, times: int) -> bool:
    return courier.figures.failed >= times


def _marked(window: RemoteWindow, word: str) -> bool:
    return word in [one.proposal.original for one in window.parts.engine.suggestions()]


def _rules(seconds: float) -> Rules:
    """The product's, with less time for a call and shorter waits."""
    patience = {
        **PATIENCE,
        Purpose.PUSH: Patience(seconds, seconds, PATIENCE[Purpose.PUSH].retries),
        Purpose.GRADE: Patience(LIMIT, LIMIT, PATIENCE[Purpose.GRADE].retries),
    }
    return Rules(patience, Backoff(first=0.02, most=0.1, spread=0.01))


def chosen(names: Sequence[str] | None) -> list[Mode]:
    """The modes of these names, all without."""
    known = {mode.name: mode for mode in MODES}
    return list(MODES) if names is None else [known[name] for name in names]


def as_markdown(rows: Sequence[Row], open_: Open) -> str:
    """The table and its sums."""
    out = ["| fault | protocol | requests | s | gap ms (held) | held back by | status | wrong |"]
    out.append("|---" * 8 + "|")
    for row in rows:
        out.append(
            f"| {row.mode} | {row.wire} | {row.requests} | {row.seconds:.2f} | "
            f"{row.gap * 1000:.0f} ({row.held * 1000:.0f}) | {', '.join(row.dropped) or '-'} | "
            f"{row.status} | {'; '.join(row.problems) or '-'} |"
        )
    wrong = sum(bool(row.problems) for row in rows)
    faults = [row for row in rows if row.mode != GOOD]
    worst = max(faults, key=lambda row: row.held)
    out.append(
        f"\n{len(rows)} runs, {wrong} with something wrong. Longest the loop was held: "
        f"{worst.held * 1000:.0f} ms ({worst.mode}, {worst.wire}); longest gap with the "
        f"rest of the computer in it: {max(row.gap for row in faults) * 1000:.0f} ms."
    )
    marks = ", ".join(f"{seconds:.2f}" for seconds in open_.marks)
    out.append(
        f"\nWhile the circuit is open: marks of this computer {marks} s after the last key, "
        f"{open_.requests} requests in {open_.seconds:.1f} s, “{open_.status}”."
    )
    return "\n".join(out) + "\n"


async def every(table: Table, modes: Sequence[Mode]) -> list[Row]:
    """All modes over both protocols; what is going on goes to standard error."""
    rows = [await table.first(wire) for wire in Wire]
    for mode in modes:
        rows += [await table.row(mode, wire) for wire in Wire]
        sys.stderr.write(f"{mode.name}: {[row.problems for row in rows[-2:]]}\n")
    return rows


def main() -> None:
    """Runs the modes and prints what was seen."""
    parser = argparse.ArgumentParser(description="Fault modes behind the whole window")
    parser.add_argument("--modes", nargs="+")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    modes = chosen(options.modes)

    async def work(window: RemoteWindow) -> int:
        window.be_quick()
        with Serving() as server:
            rows = await every(Table(window, server), modes)
            open_ = await given_up(window, server, Wire.OPENAI)
        seen = {"rows": [asdict(row) for row in rows], "open": asdict(open_)}
        sys.stdout.write(json.dumps(seen) if options.json else as_markdown(rows, open_))
        return int(any(row.problems for row in rows) or bool(open_.problems))

    run(work, Path(tempfile.mkdtemp(prefix="stet-chaos-")))


if __name__ == "__main__":
    main()
