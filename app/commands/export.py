"""`stet export`: the feedback log as files, for people, spreadsheets and training."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

from app.console import Output
from app.paths import find_paths, resources_dir
from app.scrubbing import make_scrubber
from suggest.feedback.choosing import LogFilter
from suggest.feedback.export.base import Redaction
from suggest.feedback.export.plan import FORMATS, Plan, Preview, preview
from suggest.feedback.export.scrub import Scrub
from suggest.feedback.export.writing import Order, export
from suggest.values import Kind, Outcome

W = TypeVar("W", bound=StrEnum)
_NAMES = ", ".join(one.name for one in FORMATS)
_SCRUBS = ", ".join(("all", *Scrub))


def add_to(app: typer.Typer) -> None:
    """Adds the command to the tree."""
    app.command("export")(write)


def log_path() -> Path:
    """Where the feedback log is."""
    return find_paths().data / "feedback.sqlite3"


def write(  # noqa: PLR0913 - one parameter for each option of the command line
    to: Annotated[
        Path | None, typer.Option(help="A new or empty folder, or a former export.")
    ] = None,
    names: Annotated[
        list[str] | None, typer.Option("--format", help=f"{_NAMES}; may be given several times.")
    ] = None,
    redact: Annotated[
        Redaction, typer.Option(help="Your words: left out, as codes, or as written.")
    ] = Redaction.FULL,
    scrub: Annotated[
        str, typer.Option(help=f"Take out of your words, with commas: {_SCRUBS}.")
    ] = "",
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help="From this day on, as 2026-03-12.")
    ] = "",
    last: Annotated[str, typer.Option("--until", metavar="DAY", help="Up to this day.")] = "",
    kinds: Annotated[str, typer.Option("--class", help="Only these classes, with commas.")] = "",
    outcomes: Annotated[
        str, typer.Option("--outcome", help="Only suggestions that ended so, with commas.")
    ] = "",
    look: Annotated[
        bool, typer.Option("--preview", help="Show counts and first rows; write nothing.")
    ] = False,
) -> int:
    """Write the feedback log as files, with a manifest.

    Filters pick suggestions; each comes with all its events. Days are those of its first event.
    """
    only = _filter(first, last, kinds, outcomes)
    scrubbed = _scrubs(scrub)
    scrubber = make_scrubber(resources_dir(), scrubbed) if scrubbed else None
    plan = Plan(redact, tuple(names or ()), only, scrubber)
    if look:
        with _progress("Reading") as told:
            seen = preview(log_path(), plan, told)
        _print_preview(seen)
        return 0
    if to is None:
        raise typer.TyperException("Name a folder with --to, or look first with --preview.")
    with _progress("Exporting") as told:
        manifest = export(log_path(), to, Order(plan, datetime.now(UTC), told))
    with Output() as out:
        for name, file in manifest["files"].items():
            out.line(f"{name}: {file['rows']:,} rows")
        out.line(f"Exported to {to} with redaction {redact}.")
    return 0


def _print_preview(seen: Preview) -> None:
    with Output() as out:
        for name, rows in seen.rows.items():
            out.line(f"{name}: {rows:,} rows")
            for sample in seen.samples[name]:
                out.line(f"  {sample.rstrip()}")
        out.line(f"Redaction {seen.redaction}. Nothing was written.")


def _filter(first: str, last: str, kinds: str, outcomes: str) -> LogFilter:
    try:
        return LogFilter(
            _day(first),
            _day(last),
            _some(Kind, kinds, "class"),
            _some(Outcome, outcomes, "outcome"),
        )
    except ValueError as error:
        raise typer.TyperException(str(error)) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.TyperException(f"“{text}” is no day. Write it as 2026-03-12.") from None


def _some(family: type[W], names: str, option: str) -> frozenset[W]:
    try:
        return frozenset(family(name.strip()) for name in names.split(",") if name.strip())
    except ValueError:
        known = ", ".join(family)
        raise typer.TyperException(f"--{option} takes some of: {known}.") from None


def _scrubs(names: str) -> frozenset[Scrub]:
    return frozenset(Scrub) if names.strip() == "all" else _some(Scrub, names, "scrub")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while somebody looks at it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (what, BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=max(total, 1))
