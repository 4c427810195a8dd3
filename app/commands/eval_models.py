"""Models in `stet eval run`: which one, with which prompt, graded or not, and a name for that."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from app import stations
from app.asking import Asker, NotReady, make_asker
from app.model_desk import PROPOSE, Wishes
from app.model_flags import ModelFlags
from app.paths import find_paths
from app.remote_settings import EngineName
from app.settings import load_settings
from suggest.checker import Checker
from suggest.model.prompts import load_prompts
from suggest.providers.base import Purpose
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked of models. `prompt` "" is the newest that ships."""

    flags: ModelFlags = field(default_factory=ModelFlags)
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Models to be measured; `told` says what a reader needs to get the same figures."""

    asker: Asker
    told: Mapping[str, str]

    @property
    def mark(self) -> str:
        """A short hash of what was chosen."""
        return hashlib.sha256(json.dumps(sorted(self.told.items())).encode()).hexdigest()[:8]

    def reader(self, resources: Path) -> Callable[[Dialect], Checker]:
        """Makes the checkers that ask the models first."""
        return lambda d: stations.make_checker(resources, d, None, self.asker.asking)


def measured(wanted: Wanted, resources: Path) -> Measured | None:
    """The models to measure, None for the offline engine. Raises BadResource."""
    flags = replace(wanted.flags, engine=wanted.flags.engine or EngineName.OFFLINE)
    if flags.engine is EngineName.OFFLINE and wanted.prompt:
        raise typer.TyperException("--prompt needs --engine anthropic or openai.")
    prompt = load_prompts(resources / "prompts").get(wanted.prompt or PROPOSE)
    wishes = Wishes(prompt.name, flags.grade, Purpose.REVIEW)
    paths = find_paths()
    try:
        asker = make_asker(load_settings(paths.settings_file).values, paths, flags, wishes)
    except NotReady as error:
        raise typer.TyperException(str(error)) from None
    if asker is None:
        return None
    assert asker.settings.reads is not None
    assert asker.settings.grades is not None
    reads, grades = asker.settings.reads, asker.settings.grades
    grader = f"{grades.model} at {grades.host}" if flags.grade else "none"
    told = {"model": f"{reads.model} at {reads.host}", "prompt": prompt.name, "grader": grader}
    return Measured(asker, told)
