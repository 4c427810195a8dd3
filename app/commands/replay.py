"""`stet eval replay`: a feedback log through the learning, and what that would have shown."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.atomic import write_atomic
from app.console import Output
from app.replay_log import read_lines
from suggest.errors import LogError
from suggest.learning.replay import Replayed, replay

REPORT = "replay.json"


def replay_log(
    log: Annotated[Path, typer.Argument(help="feedback.sqlite3, or an events.jsonl of an export.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the report as JSON.")] = None,
) -> int:
    """Run a log through the learning, in order; print what would have been shown and kept.

    What was held back has no answer, so what learning would show besides is counted, not judged.
    """
    done = replay(read_lines(log))
    if not done.suggestions:
        raise LogError("The log has no suggestions to learn from yet.")
    with Output() as output:
        for line in told(done):
            output.line(line)
        if out is not None:
            place = out / REPORT
            try:
                out.mkdir(parents=True, exist_ok=True)
                write_atomic(place, json.dumps(done.as_data(), indent=1).encode())
            except OSError as error:
                why = error.strerror or type(error).__name__
                raise LogError(f"The report could not be written to “{place}”: {why}.") from None
            output.line(f"Report: {place}")
    return 0


def told(done: Replayed) -> list[str]:
    """The report as lines of text."""
    rows = [f"{'':<12}{'as logged':>10}{'learning':>10}{'change':>9}"]
    for name, off, on in done.rows():
        change = f"{on / off - 1:+.0%}" if off else "-"
        rows.append(f"{name:<12}{off:>10,}{on:>10,}{change:>9}")
    rows.append("")
    rows.append(f"{done.suggestions:,} suggestions in {done.documents:,} drafts.")
    if done.held_shown:
        rows.append(
            f"{done.held_shown:,} that were held back would have been shown; "
            "how they would have ended is not known, so they are in no row."
        )
    if done.estimated:
        rows.append(
            f"{done.estimated:,} of the log were shown or held with learning on already; "
            "their shipped confidence is in the log, their end holds for what was shown."
        )
    rows.append("Budget and overlaps are taken from the log; only the bar is decided anew.")
    for one in done.adaptations:
        rows.append(f"- {one}")
    return rows
