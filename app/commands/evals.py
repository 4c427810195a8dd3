"""`stet eval`: runs the engine over labelled sets and compares two such runs."""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from errno import EACCES
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from app import stations
from app.atomic import write_atomic
from app.commands.entries import list_entries
from app.commands.eval_models import Wanted, measured
from app.commands.eval_plan import MakeReader, Plan, answered, answering_code, read_sets
from app.commands.eval_tables import print_changes, print_run
from app.commands.grades import grade_votes
from app.commands.model_options import takes_models
from app.commands.replay import replay_log
from app.model_flags import ModelFlags
from app.paths import find_paths, private_folder, resources_dir
from app.remote_settings import EngineName
from suggest.evals.cases import Choice
from suggest.evals.choosing import check_choice
from suggest.evals.compare import BadRun, compare
from suggest.evals.page import page
from suggest.evals.reading import to_read
from suggest.evals.run import Run
from suggest.evals.scoring import Task
from suggest.evals.shapes import score
from suggest.evals.versions import engine_version
from suggest.values import Dialect, Kind

SHIPPED = "posts_open"
JSON_FILE, PAGE_FILE = "run.json", "report.html"

evals = typer.Typer(help="Measure suggestions on labelled sets.", rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Adds `eval run`, `compare`, `entries`, `grades` and `replay` to the tree of commands."""
    evals.command("entries")(list_entries)
    evals.command("grades")(grade_votes)
    evals.command("replay")(replay_log)
    app.add_typer(evals, name="eval")


@evals.command("run")
@takes_models
def run_sets(  # noqa: PLR0913 - typer reads the options from the parameters
    more: Annotated[list[str] | None, typer.Argument(metavar="SET", help="More sets.")] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", help="Name of a shipped set, or a file of JSON lines; repeatable."),
    ] = None,
    prompt: Annotated[str, typer.Option(help="Prompt, such as propose@1.")] = "",
    bar: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="One bar for all classes instead of what ships."),
    ] = None,
    kinds: Annotated[
        str, typer.Option("--class", help="Count only marks of these classes, with commas.")
    ] = "",
    commits: Annotated[
        str, typer.Option("--kind", help="Only texts of these kinds of commit: fix,edit,other.")
    ] = "",
    sources: Annotated[str, typer.Option("--source", help="Only texts from these sources.")] = "",
    dialect: Annotated[
        Dialect, typer.Option(help="English of texts that do not name theirs.")
    ] = Dialect.US,
    out: Annotated[Path | None, typer.Option(help="Folder for the report.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only the first so many texts of each set.")
    ] = None,
    *,
    flags: ModelFlags,
) -> int:
    """Score the engine on sets; write tables, a JSON file and a page.

    Without --engine it is the offline one; a model is graded as the settings say. Answers are kept,
    so a stopped run goes on where it was. Exit code 2 for a set that cannot be read, 3 when the
    model did not answer.
    """
    names = [*(sets or ()), *(more or ())] or [SHIPPED]
    choice = Choice(bar, _classes(kinds), _parts(commits), _parts(sources), limit)
    resources = resources_dir()
    models = measured(Wanted(flags, prompt), resources)
    version = engine_version(resources, answering_code(resources, models))
    plan = Plan(
        sets=read_sets(names, resources / "evals"),
        choice=choice,
        dialect=dialect,
        version=version if models is None else f"{version}-{models.mark}",
        cache=find_paths().cache,
        out=out,
        models=models,
    )
    check_choice(choice, plan.sets)
    if models is not None:
        return execute(plan, models.reader(resources))
    return execute(plan, lambda d: stations.make_checker(resources, d, None))


@evals.command("compare")
def compare_runs(
    before: Annotated[str, typer.Argument(help="Folder, JSON file or name of a run.")],
    after: Annotated[str, typer.Argument(help="The run to compare with it.")],
) -> int:
    """Show what changed between two runs over the same sets."""
    runs = _runs_folder(find_paths().cache)
    changes = compare(_read_run(before, runs), _read_run(after, runs))
    print_changes(changes, _console())
    return 0


def execute(plan: Plan, make_reader: MakeReader) -> int:
    """Runs the plan, prints its tables and writes its report; returns the exit code."""
    if plan.out is not None:
        _made(plan.out)  # before the work, which may take an hour
    tasks = answered(plan, make_reader)
    run = _run(plan, tasks)
    place = _write(plan, run, tasks)
    print_run(run, _console())
    sys.stderr.write(f"Report: {place / PAGE_FILE}\n")
    return 0


def _run(plan: Plan, tasks: Sequence[Task]) -> Run:
    choice = _told(plan.choice) | dict(plan.models.told if plan.models is not None else {})
    engine = EngineName.OFFLINE if plan.models is None else plan.models.asker.settings.engine
    contents = [task.chosen.content for task in tasks]
    digest = hashlib.sha256(
        json.dumps([plan.version, plan.dialect, choice, contents]).encode()
    ).hexdigest()
    return Run(
        name=f"{tasks[0].chosen.name}-{digest[:8]}",
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=engine.value,
        version=plan.version,
        dialect=plan.dialect.value,
        choice=choice,
        results=tuple(score(task) for task in tasks),
    )


def _told(choice: Choice) -> dict[str, str]:
    told = {"bar": "shipped" if choice.bar is None else f"{choice.bar:g}"}
    lists = {"class": choice.kinds, "kind": choice.commit_kinds, "source": choice.sources}
    told |= {name: ",".join(sorted(held)) for name, held in lists.items() if held}
    return told if choice.limit is None else told | {"limit": str(choice.limit)}


def _write(plan: Plan, run: Run, tasks: Sequence[Task]) -> Path:
    try:
        place = plan.out or private_folder(_runs_folder(plan.cache) / run.name)
        write_atomic(place / PAGE_FILE, page(run).encode())
        data = json.dumps(run.as_json(), ensure_ascii=False, separators=(",", ":"))
        write_atomic(place / JSON_FILE, data.encode())
        for task in tasks:
            if not task.chosen.sealed:
                lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in to_read(task))
                write_atomic(place / f"marks-{task.chosen.name}.jsonl", lines.encode())
    except OSError as error:
        raise _unwritten(plan.out or _runs_folder(plan.cache), error) from None
    return place


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(folder, error) from None
    if not os.access(folder, os.W_OK):
        raise _unwritten(folder, PermissionError(EACCES, os.strerror(EACCES)))


def _unwritten(folder: Path, error: OSError) -> BadRun:
    why = error.strerror or type(error).__name__
    return BadRun(f"The report could not be written to “{folder}”: {why}.")


def _read_run(name: str, runs: Path) -> dict[str, Any]:
    given = Path(name)
    shipped = runs / name / JSON_FILE
    path = given / JSON_FILE if given.is_dir() else given if given.is_file() else shipped
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise BadRun(
            f"There is no run “{name}”. Name the folder that stet eval run wrote."
        ) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadRun(f"“{path}” could not be read: {why}.") from None
    except (ValueError, RecursionError):
        raise BadRun(f"“{path}” is not a run of stet eval, or it is damaged.") from None
    if not isinstance(data, dict):
        raise BadRun(f"“{path}” is not a run of stet eval.")
    return data


def _runs_folder(cache: Path) -> Path:
    return cache / "evals" / "runs"


class _Tables(Console):
    """A console that leaves a pipe nobody reads any more to `stet` itself."""

    def on_broken_pipe(self) -> None:
        """Lets the error through instead of ending the process."""
        raise BrokenPipeError


def _console() -> Console:
    """As wide as the terminal; in a pipe wide enough for every column."""
    return _Tables(highlight=False, width=None if sys.stdout.isatty() else 120)


def _parts(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(",") if name.strip())


def _classes(names: str) -> frozenset[Kind]:
    try:
        return frozenset(Kind(name) for name in _parts(names))
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        raise typer.TyperException(f"--class takes some of: {known}.") from None
