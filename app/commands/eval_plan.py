"""What `stet eval` reads, with what, and the answers to it."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app import stations
from app.commands.eval_models import Measured
from app.console import Output
from app.paths import private_folder
from suggest.evals.cases import Answer, Case, Choice, EvalSet
from suggest.evals.running import Bench, Reader, answer_all
from suggest.evals.scoring import Task
from suggest.evals.sets import BadSet, read_set
from suggest.evals.store import AnswerStore
from suggest.values import Dialect

MakeReader = Callable[[Dialect], Reader]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does, and where its answers are kept and its report goes."""

    sets: tuple[EvalSet, ...]
    choice: Choice
    dialect: Dialect
    version: str
    cache: Path
    out: Path | None
    models: Measured | None = None


def answered(plan: Plan, make_reader: MakeReader) -> list[Task]:
    """Reads the sets, with progress; answers that are known are not asked for. Raises BadSet."""
    tasks = [(chosen, plan.choice.cases(chosen)) for chosen in plan.sets]
    for chosen, cases in tasks:
        if not cases:
            raise BadSet(f"No text of the set “{chosen.name}” is left by --kind and --source.")
        if chosen.sealed and len(cases) < len(chosen.cases):
            raise BadSet(f"The set “{chosen.name}” is run as a whole: leave out what picks texts.")
    total = sum(len(cases) for _, cases in tasks)
    with Output(total, progress=True) as output:
        bench = Bench(make_reader, plan.dialect, output.advance)
        try:
            return [_answered(plan, chosen, cases, bench) for chosen, cases in tasks]
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BadSet(f"The answers could not be kept in “{plan.cache}”: {why}.") from None


def _answered(plan: Plan, chosen: EvalSet, cases: tuple[Case, ...], bench: Bench) -> Task:
    root = private_folder(plan.cache / "evals" / "answers")
    with AnswerStore(root, plan.version, chosen) as store:
        answers = asyncio.run(_all(plan, cases, bench, store))
    return Task(chosen, plan.choice, cases, tuple(answers))


async def _all(plan: Plan, cases: Sequence[Case], bench: Bench, store: AnswerStore) -> list[Answer]:
    try:
        return await answer_all(cases, bench, store)
    finally:
        if plan.models is not None:
            await plan.models.asker.close()


def answering_code(resources: Path, models: Measured | None) -> list[Path]:
    """Files beside the engine's own that shape answers."""
    code = [Path(stations.__file__)]
    if models is not None:
        code += [resources / "model_priors.json", *sorted((resources / "prompts").glob("*.md"))]
    return code


def read_sets(names: Iterable[str], shipped: Path) -> tuple[EvalSet, ...]:
    """The sets, each once; of two that share a name the later one gets a number. Raises BadSet."""
    by_name: dict[str, EvalSet] = {}
    read: set[tuple[str, str]] = set()
    for name in names:
        chosen = read_set(find_set(name, shipped))
        if (chosen.name, chosen.content) in read:
            continue
        read.add((chosen.name, chosen.content))
        number, own = 1, chosen.name
        while own in by_name:
            number += 1
            own = f"{chosen.name}-{number}"
        by_name[own] = replace(chosen, name=own)
    return tuple(by_name.values())


def find_set(name: str, shipped: Path) -> Path:
    """A name without a path and an ending is a shipped set."""
    given = Path(name)
    if given.suffix or len(given.parts) > 1:
        return given
    path = shipped / f"{name}.jsonl"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in shipped.glob("*.jsonl"))) or "none"
        raise BadSet(
            f"There is no shipped set “{name}”. Shipped: {known}. For a file, give its path."
        )
    return path
