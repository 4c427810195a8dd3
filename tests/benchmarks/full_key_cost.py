"""What a key costs in the whole window, engine warm and side panel open, against a bare widget.

    python -m tests.benchmarks.full_key_cost [--words 1000 10000] [--marks 0 50 500] [--keys 300]

The window is the one `app.compose` builds, on a home of its own; the marks are the engine's own,
made by misspelling words round the caret, so that as many as fit are in the viewport. What marks
add is told against a twin: the same words at the same places, spelt right. Goals: no marks <= 2.2x,
50 marks add <= 10 %, 500 add <= 35 %, p99 <= 4 ms, growth 1k to 100k words <= 1.1x.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.compose import App, complete, open_window
from app.paths import find_paths, resources_dir
from app.start import make_application
from suggest import EngineState
from suggest.frequency import load_frequencies
from tests.benchmarks.key_cost import Build, Subject, bare, in_turns

T = TypeVar("T")
PATIENCE = 90.0
ROUND = 1_000


PROSE = (
    "The writer of a small draft wrote every week because the reader was waiting. "
    "Nothing else in the morning seemed to matter to her. "
    "She kept the plan short and the tone warm. "
    "People answered, and the answers made the next draft better. "
)


def calm_draft(words: int) -> list[str]:
    """Paragraphs of good English with blank lines between: nothing in it is marked."""
    paragraph = PROSE.strip()
    lines: list[str] = []
    for _ in range(max(1, words // len(paragraph.split()))):
        lines += [paragraph, ""]
    return lines


def slips(wrong: bool) -> Iterator[str]:
    """Long common words, each once: repeated slips would pass as jargon.

    `wrong` ones have two letters swapped.
    """
    table = load_frequencies(resources_dir() / "frequencies.txt")
    for word, value in table.items():
        if 4.0 <= value <= 5.5 and len(word) >= 8 and word.isalpha() and word[3] != word[4]:
            yield word[:3] + word[4] + word[3] + word[5:] if wrong else word


def with_slips(lines: list[str], count: int, *, wrong: bool = True) -> list[str]:
    """`count` other words, misspelt or not, over the thousand words round the caret's line."""
    out, fresh = list(lines), slips(wrong)
    if not count:
        return out
    middle, step, at = len(lines) // 4 * 2, max(2, ROUND // count), 0
    for number in sorted(range(len(out)), key=lambda n: abs(n - middle)):
        words = out[number].split(" ")
        for place in range(len(words)):
            at += 1
            if words[place] and at % step == 0 and at <= step * count:
                words[place] = next(fresh)
        out[number] = " ".join(words)
    return out


class Whole:
    """Builds windows that stay, with their engines warm."""

    def __init__(self, app: QApplication, loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self.loop = loop
        self.built: list[App] = []

    def build(self, lines: list[str], marks: int, *, wrong: bool = True) -> Subject:
        """A window on this text with so many marks made, or with the same words spelt right."""
        home = tempfile.mkdtemp(prefix="stet-bench-")
        file = Path(home) / "draft.md"
        text = "\n".join(with_slips(lines, marks, wrong=wrong))
        file.write_text(text, encoding="utf-8")
        paths = find_paths(home)
        paths.prepare()
        begun = open_window(self._app, paths, resources_dir())
        begun.window.start([file])
        begun.window.show()
        self._app.processEvents()
        parts = complete(begun)
        self.loop.run_until_complete(self._warm(parts, marks))
        parts.window.rooms.panel.show(True)
        self._app.processEvents()
        self.built.append(parts)
        made = len(parts.engine.suggestions())
        name = f"{made} marks" if wrong else f"twin, {made}"
        return Subject(name, parts.window, parts.window.editor)

    async def _warm(self, parts: App, marks: int) -> None:
        await parts.engine.start()
        parts.engine.focus(True)
        start = time.monotonic()
        while time.monotonic() - start < PATIENCE:
            await asyncio.sleep(0.1)
            if parts.engine.state is EngineState.IDLE and not parts.engine.unread:
                return
        sys.stdout.write(f"{marks} marks: not all was read in {PATIENCE:.0f} s\n")

    async def stop(self) -> None:
        """Ends all engines."""
        for parts in self.built:
            await parts.engine.stop()
            parts.close()
            parts.window.hide()
        self.built.clear()


def compared(whole: Whole, lines: list[str], marks: list[int], keys: int) -> list[Subject]:
    """The bare widget, the window without marks, then a twin and a marked one for each number."""
    ready = [whole.build(lines, 0)]
    for count in marks:
        ready += [whole.build(lines, count, wrong=False), whole.build(lines, count)]
    builds: list[tuple[Build, int]] = [(bare(whole.built[-1].window.parts.look.fonts), 0)]
    builds += [(lambda _lines, at: ready[at], at) for at in range(len(ready))]
    subjects = whole.loop.run_until_complete(in_loop(lambda: in_turns(lines, builds, keys)))
    whole.loop.run_until_complete(whole.stop())
    return subjects


async def in_loop(work: Callable[[], T]) -> T:
    """Does plain work while the loop runs but no task does, so that the reader's task may step."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()
    loop.call_soon(lambda: done.set_result(work()))
    return await done


def main() -> None:
    """Prints one row a subject and document length."""
    parser = argparse.ArgumentParser(description="Key cost of the whole window")
    parser.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--marks", type=int, nargs="+", default=[50, 500])
    parser.add_argument("--keys", type=int, default=300)
    options = parser.parse_args()
    app = make_application()
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    whole = Whole(app, loop)
    first: float | None = None
    write = sys.stdout.write
    write(f"{'words':>8} {'':>10}  p50 ms   p99 ms  /bare   /twin  growth\n")
    for words in options.words:
        subjects = compared(whole, calm_draft(words), options.marks, options.keys)
        first = first or subjects[1].at(0.5)
        for place, subject in enumerate(subjects):
            # The bare widget and the window without marks have no twin; a marked one follows its.
            twin = subjects[place - 1] if place >= 3 and place % 2 else subject
            write(
                f"{words:>8} {subject.name:>10} {subject.at(0.5):8.3f} {subject.at(0.99):8.3f} "
                f"{subject.at(0.5) / subjects[0].at(0.5):7.2f} "
                f"{subject.at(0.5) / twin.at(0.5):7.2f} "
                f"{subjects[1].at(0.5) / first:7.2f}\n"
            )
        sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
