"""Prints runs of `stet eval` and their comparison as tables on the terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from suggest.evals.compare import Change, SetChange
from suggest.evals.page import number, span_of
from suggest.evals.results import Group, SetResult
from suggest.evals.run import Run

MOST_LINES = 12
"""Lines of a group on the terminal; the page and the JSON file hold more."""


def print_run(run: Run, console: Console) -> None:
    """All sets of a run."""
    console.print(Text("  ".join(f"{name} {value}" for name, value in run.about()), "dim"))
    for result in run.results:
        _print_set(result, console)


def print_changes(changes: Sequence[SetChange], console: Console) -> None:
    """Every figure of every shared set, before and after."""
    for change in changes:
        table = _table(change.name, ("before", "after", "change", "95 %", ""))
        for figure in change.changes:
            table.add_row(*_change_cells(figure))
        console.print(table)
        for note in change.notes:
            console.print(Text(note))


def _print_set(result: SetResult, console: Console) -> None:
    counts = ", ".join(f"{value:,} {name}" for name, value in result.counts.items())
    console.print()
    console.print(Text.assemble((result.name, "bold"), f"  {counts}"))
    for note in result.notes:
        console.print(Text(note))
    table = _table("", ("value", "95 %"))
    for figure in result.figures:
        table.add_row(figure.name, number(figure.value, figure.places), span_of(figure))
    console.print(table)
    for group in result.groups:
        if group.lines:
            console.print(_group(group))


def _group(group: Group) -> Table:
    table = _table(f"By {group.title}", (group.counted, *group.columns))
    for line in group.lines[:MOST_LINES]:
        cells = (number(value, 3) for value in line.values)
        table.add_row(Text(line.name), f"{line.count:,}", *cells)
    more = len(group.lines) - MOST_LINES
    if more > 0:
        table.add_row(Text(f"{more} more in the files", "dim"))
    return table


def _change_cells(figure: Change) -> tuple[str, ...]:
    difference = figure.difference
    change = "–" if difference is None else f"{difference:+,.{figure.places}f}"
    interval = ""
    if figure.interval is not None:
        low, high = figure.interval.low, figure.interval.high
        interval = f"{low:+,.{figure.places}f} to {high:+,.{figure.places}f}"
    before, after = number(figure.before, figure.places), number(figure.after, figure.places)
    return figure.name, before, after, change, interval, figure.verdict


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text(title), no_wrap=True, overflow="ellipsis", max_width=44)
    for column in columns:
        table.add_column(Text(column), justify="right")
    return table
