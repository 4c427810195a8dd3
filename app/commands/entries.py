"""`stet eval entries`: how often each entry of the lists speaks, and whether it is ever pushed."""

import asyncio
import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from app import stations
from app.atomic import write_atomic
from app.commands.eval_plan import Plan, answered, answering_code, find_set
from app.console import Output
from app.paths import find_paths, resources_dir
from suggest.calibration import load_confidence
from suggest.evals.cases import Choice
from suggest.evals.entries import COLUMNS, EntryRate, entry_rates, examples, summary
from suggest.evals.scoring import Task
from suggest.evals.sets import BadSet, read_set
from suggest.evals.versions import engine_version
from suggest.frequency import load_frequencies
from suggest.suggesters.lexicon import load_entries
from suggest.suggesters.offline import load_offline
from suggest.values import Dialect

MOST_LINES = 20


def list_entries(
    sets: Annotated[
        list[str] | None,
        typer.Argument(metavar="SET", help="Texts to count in: published posts tell most."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="CSV file for all entries.")] = None,
) -> int:
    """List the entries of lists and patterns: confidence, bar, and marks per 1,000 words.

    Without a set nothing is counted. A mark counts at any confidence.
    """
    resources = resources_dir()
    tasks = _tasks(list(dict.fromkeys(sets or ())), resources)
    frequencies = load_frequencies(resources / "frequencies.txt")
    confidence = load_confidence(resources / "confidence.json", frequencies)
    patterns = load_offline(resources, frequencies).patterns
    made = examples(load_entries(resources / "rules"), patterns)
    rates = asyncio.run(entry_rates(made, confidence, tasks))
    with Output() as output:
        for line in summary(rates):
            output.line(line)
        for rate in rates[:MOST_LINES]:
            if rate.marks:
                output.line(_line(rate))
        if out is not None:
            _write(out, rates)
            output.line(f"All entries: {out}")
    return 0


def _tasks(names: list[str], resources: Path) -> list[Task]:
    if not names:
        return []
    plan = Plan(
        sets=tuple(read_set(find_set(name, resources / "evals")) for name in names),
        choice=Choice(),
        dialect=Dialect.US,
        version=engine_version(resources, answering_code(resources, None)),
        cache=find_paths().cache,
        out=None,
    )
    return answered(plan, lambda dialect: stations.make_checker(resources, dialect, None))


def _line(rate: EntryRate) -> str:
    pushed = "pushed" if rate.clears else ""
    told = f"{rate.rule:<36}{rate.marks:>6,}{rate.rate:>8.3f}{rate.confidence:>7.2f}  {pushed}"
    return told.rstrip()


def _write(path: Path, rates: list[EntryRate]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rate.row() for rate in rates)
    try:
        write_atomic(path, text.getvalue().encode())
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadSet(f"The entries could not be written to “{path}”: {why}.") from None
