"""What a look back at an accepted text costs the UI thread, in a draft of 100,000 words.

    python -m tests.benchmarks.probes [--words 100000] [--accepted 200]

Four cases: untouched, changed where it stands, its line rewritten, and the whole text replaced (all
lines died together). Prints thread CPU time per probe in ms; the goal is 1 ms at most.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from suggest.document import Document
from suggest.options import Edit
from suggest.probes import Probes
from suggest.values import Place, Splice
from tests.fakes.stations import ListRecorder

SENTENCE = "when the work is done we make good use of it and the team writes about what it saw, "
TEXT = "make good use of"
PARAGRAPH = 12
"""Sentences of 17 words on each line: a long paragraph."""
Change = Callable[[Document, int], None]


def draft(words: int) -> list[str]:
    """Paragraphs with blank lines between."""
    count = max(2, words // (len(SENTENCE.split()) * PARAGRAPH))
    return [line for _ in range(count) for line in (SENTENCE * PARAGRAPH, "")]


def changed(document: Document, line: int) -> None:
    """One word of the accepted text is another."""
    text = document.lines[line].text
    new = text.replace("make good use", "make some use", 1)
    head = text.index("good")
    document.apply(Splice(line, 1, (new,), head, len(text) - head - len("good")), 0.0)


def rewritten(document: Document, line: int) -> None:
    """Nothing of the line is left as it was."""
    new = "another text is written here by now, and so on. " * 25
    document.apply(Splice(line, 1, (new,), 0, 0), 0.0)


def replaced(document: Document, line: int) -> None:
    """All lines are replaced at once, twice."""
    for _ in range(2 if line == 0 else 0):
        texts = tuple(one.text.upper() for one in document.lines)
        document.apply(Splice(0, len(texts), texts, 0, 0), 0.0)


def measure(words: int, accepted: int, change: Change | None) -> list[float]:
    """Milliseconds of thread CPU of each probe, every probe made on its own."""
    document = Document()
    document.load(draft(words))
    costs: list[float] = []
    recorder = ListRecorder()
    lines = list(range(0, len(document.lines), 2))[:accepted]
    watchers: list[Probes] = []
    for line in lines:
        probes = Probes(document, recorder)
        start = document.lines[line].text.index(TEXT)
        place = Place(line, start, line, start + len(TEXT))
        probes.expect(f"s{line}", Edit(place, TEXT, "use"), 0.0)
        probes.applied()
        watchers.append(probes)
    if change is not None:
        for line in lines:
            change(document, line)
    for probes in watchers:
        began = time.thread_time()
        probes.now(60.0)
        costs.append((time.thread_time() - began) * 1000)
    return costs


def main() -> None:
    """Prints one line for each case."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=int, default=100_000)
    options.add_argument("--accepted", type=int, default=200)
    chosen = options.parse_args()
    cases: dict[str, Change | None] = {
        "untouched": None,
        "changed": changed,
        "line rewritten": rewritten,
        "text replaced": replaced,
    }
    for name, change in cases.items():
        costs = sorted(measure(chosen.words, chosen.accepted, change))
        high = costs[min(int(len(costs) * 0.99), len(costs) - 1)]
        verdict = "ok" if high <= 1.0 else "too slow"
        middle = statistics.median(costs)
        sys.stdout.write(f"{name:16} p50 {middle:.3f} ms  p99 {high:.3f} ms  {verdict}\n")


if __name__ == "__main__":
    main()
