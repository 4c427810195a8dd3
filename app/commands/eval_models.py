"""Models in `stet eval run`: which one, with which prompt, graded or not, and a name for that."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from app import stations
from app.asking import Asker, NotReady, make_asker, with_model
from app.model_desk import PROPOSE, Wishes
from app.paths import find_paths
from app.remote_settings import EngineName
from app.settings import load_settings
from suggest.checker import Checker
from suggest.model.prompts import load_prompts
from suggest.providers.base import Purpose
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked of models. Empty texts mean the settings and what ships."""

    engine: EngineName
    model: str = ""
    prompt: str = ""
    grading: bool = True


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
    if wanted.engine is EngineName.OFFLINE:
        if wanted.model or wanted.prompt:
            raise typer.TyperException("--model and --prompt need --engine anthropic or openai.")
        return None
    prompt = load_prompts(resources / "prompts").get(wanted.prompt or PROPOSE)
    wishes = Wishes(prompt.name, wanted.grading, Purpose.REVIEW)
    paths = find_paths()
    try:
        settings = load_settings(paths.settings_file).values
        settings = with_model(settings, wanted.engine, wanted.model)
        asker = make_asker(settings, paths, wanted.engine.value, wishes)
    except ValueError as error:
        raise typer.TyperException(f"--model {error}.") from None
    except NotReady as error:
        raise typer.TyperException(str(error)) from None
    assert asker is not None
    assert asker.settings.reads is not None
    assert asker.settings.grades is not None
    reads, grades = asker.settings.reads, asker.settings.grades
    grader = f"{grades.model} at {grades.host}" if wanted.grading else "none"
    told = {"model": f"{reads.model} at {reads.host}", "prompt": prompt.name, "grader": grader}
    return Measured(asker, told)
