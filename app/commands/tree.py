"""The tree of sub-commands with their options, as `stet --help` lists it."""

import asyncio
import sys
from collections.abc import Awaitable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands import evals, feedback
from app.commands.check import CheckOptions, check_batch, check_files
from app.commands.model_options import takes_models
from app.console import Output, OutputEnded, make_safe, silence_stdout
from app.model_flags import ModelFlags
from app.paths import find_paths, resources_dir
from app.remote_settings import EngineName
from app.settings import Settings, load_settings
from app.stations import make_checker
from app.version import version
from suggest.checker import Checker
from suggest.errors import CapReached, ProviderFailed, StetError
from suggest.values import Kind

if TYPE_CHECKING:
    from app.asking import Asker

USAGE, FAILED = 2, 3
WINDOW = (
    "Stet, an editor for drafting posts. `stet [OPTIONS] [FILE...]` opens the window; for one run "
    "it takes the options of `stet check` that name servers and models."
)


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSONL = "jsonl"


app = typer.Typer(
    name="stet",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def run(words: Sequence[str]) -> int:
    """Runs a sub-command; returns its exit code and never raises for bad usage."""
    if sys.stdout is None:  # closed by whoever started this
        sys.stderr.write("stet: standard output is closed. Send it to a file or a terminal.\n")
        return USAGE
    make_safe(sys.stdout)
    make_safe(sys.stderr)
    command = typer.main.get_command(app)
    try:
        result = command.main(list(words), prog_name="stet", standalone_mode=False)
    except typer.Abort:
        return 130
    except OutputEnded as end:
        silence_stdout()
        if end.reason:
            sys.stderr.write(f"stet: the findings could not be written: {end.reason}.\n")
        return USAGE if end.reason else 0
    except typer.TyperException as error:
        sys.stderr.write(f"stet: {_plain(error)}\n")
        return USAGE
    except StetError as error:
        sys.stderr.write(f"stet: {error}\n")
        return FAILED if isinstance(error, ProviderFailed | CapReached) else USAGE
    return result if isinstance(result, int) else 0


def _plain(error: typer.TyperException) -> str:
    """What is wrong with the words given, and which help names the right ones."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "stet"
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    return f"{said}. See {command} --help."


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"stet {version()}\n")
        raise typer.Exit


@app.callback(help=WINDOW)
def root(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads what stands before the command."""


@app.command()
@takes_models
def check(  # noqa: PLR0913 - one parameter for each option of the command line
    files: Annotated[list[str] | None, typer.Argument(help="Files, or - for stdin.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help='JSON lines {"id", "text"}, or - for stdin; writes JSON lines.'),
    ] = None,
    style: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    bar: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="One bar for all classes, without the budget."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is held back.")] = False,
    fail_on: Annotated[
        str, typer.Option(help="any, or classes with commas: exit 1 when found.")
    ] = "",
    *,
    flags: ModelFlags,
) -> int:
    """Print what would be pushed.

    Who reads is what the settings say, unless --engine does; naming a server lets it read these
    texts. Exit code 0 fine, 1 findings named by --fail-on, 2 unreadable input or bad usage, 3 when
    the model did not answer.
    """
    if batch is not None and files:
        raise typer.TyperException("Give --batch or files, not both.")
    settings = load_settings(find_paths().settings_file)
    for message in settings.messages:
        sys.stderr.write(f"stet: {message}\n")
    options = CheckOptions(
        style.value, bar, everything, _classes(fail_on), settings.values.eagerness
    )
    asker = _asker(settings.values, flags)
    asking = asker.asking if asker is not None else None
    checker = make_checker(resources_dir(), settings.values.dialect, None, asking)
    try:
        if batch is not None:
            return _batch(checker, asker, batch, options)
        names = files or ([] if sys.stdin.isatty() else ["-"])
        if not names:
            raise typer.TyperException("Name a file, or - for standard input.")
        with Output() as out:
            return asyncio.run(_closing(asker, check_files(checker, names, options, out)))
    finally:
        checker.close()


def _asker(settings: Settings, flags: ModelFlags) -> "Asker | None":
    if not flags.words() and settings.engine == EngineName.OFFLINE.value:
        return None
    from app.asking import NotReady, make_asker  # late: offline needs none of it
    from app.model_desk import Wishes
    from suggest.providers.base import Purpose

    wishes = Wishes(grading=flags.grade, purpose=Purpose.REVIEW)
    try:
        return make_asker(settings, find_paths(), flags, wishes)
    except NotReady as error:
        raise typer.TyperException(str(error)) from None


async def _closing(asker: "Asker | None", work: Awaitable[int]) -> int:
    try:
        return await work
    finally:
        if asker is not None:
            await asker.close()


def _batch(checker: Checker, asker: "Asker | None", path: Path, options: CheckOptions) -> int:
    if str(path) == "-":  # nobody knows how many lines are to come
        with Output() as out:
            work = check_batch(checker, sys.stdin.buffer, options, out)
            return asyncio.run(_closing(asker, work))
    try:
        with path.open("rb") as source:
            total = sum(1 for line in source if line.strip())
            source.seek(0)
            with Output(total, progress=True) as out:
                work = check_batch(checker, source, options, out)
                return asyncio.run(_closing(asker, work))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise typer.TyperException(f"“{path}” could not be read: {why}.") from None


def _classes(names: str) -> frozenset[Kind]:
    if not names:
        return frozenset()
    if names == "any":
        return frozenset(Kind)
    try:
        return frozenset(Kind(name.strip()) for name in names.split(","))
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        raise typer.TyperException(f"--fail-on takes any, or some of: {known}.") from None


feedback.add_to(app)
evals.add_to(app)
