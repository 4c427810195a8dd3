"""The arrows between rooms, read from the imports; the sizes; what an import may load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import quantiles

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"app": {"app", "ui", "suggest"}, "ui": {"ui", "suggest"}, "suggest": {"suggest"}}
BASICS = {"suggest.surface", "suggest.values", "suggest.events", "suggest.errors"}
# A family member never looks back at the rooms that put it to work.
STATIONS = {f"suggest.{name}" for name in ("engine", "pipeline", "checker", "policy", "grading")}
# The guard against what was dismissed before asks the record of dismissals; no other such pair.
ACROSS_FAMILIES = {("suggest.guards.dismissed", "suggest.feedback.dismissed")}
# What a family may know of others: the seams that models are asked through.
SEAMS = {"suggest.providers.base", "suggest.providers.json_in_text", "suggest.guards.base"}
# Folders that put the whole engine to work; they are no families of stations.
ABOVE_THE_ENGINE = {"evals", "review"}
MODULE_LINES, FUNCTION_LINES, USUAL_FUNCTION_LINES = 300, 60, 30


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: `name` is empty for a plain `import module`."""

    module: str
    name: str
    line: int


@cache
def sources() -> dict[str, Path]:
    """Every module of the three packages by its dotted name."""
    found = {}
    for package in MAY_IMPORT:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(module: str) -> tuple[Import, ...]:
    """All imports of a module, for types and inside functions too; relative ones made absolute."""
    path = sources()[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(
        Import(target, name, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target, name in names_of(node, package)
    )


def names_of(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[tuple[str, str]]:
    """The (module, name) pairs that one import statement binds."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        above = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*above, *([base] if base else [])])
    yield from ((base, alias.name) for alias in node.names)


def targets(module: str) -> set[str]:
    """Our own modules that this one imports; `from package import submodule` is the submodule."""
    found = set()
    for item in imports(module):
        inner = f"{item.module}.{item.name}"
        found.add(inner if inner in sources() else item.module)
    return found & sources().keys()


def reach(module: str) -> set[str]:
    """Everything of ours that gets loaded with this module."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for target in targets(waiting.pop()) - seen:
            seen.add(target)
            waiting.append(target)
    return seen


def family(module: str) -> str:
    """The family folder of `suggest` that a module lives in; empty for a room of its own."""
    parts = module.split(".")
    if parts[0] != "suggest" or len(parts) == 1 or parts[1] in ABOVE_THE_ENGINE:
        return ""
    return parts[1] if (ROOT / "suggest" / parts[1]).is_dir() else ""


def in_package(package: str) -> list[str]:
    """The modules of one package."""
    return [module for module in sources() if module.split(".")[0] == package]


def listed(faults: Iterable[str]) -> str:
    """Faults for the message of an assertion."""
    return "\n" + "\n".join(faults)


def test_there_is_something_to_read() -> None:
    assert {"app", "suggest", "ui"} <= sources().keys()
    assert sum(len(imports(module)) for module in sources()) > len(sources())


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_arrows_between_packages(package: str) -> None:
    ours = {"app", "ui", "suggest", "scripts", "tests", "run"}
    faults = [
        f"{module}:{item.line} imports {item.module}"
        for module in in_package(package)
        for item in imports(module)
        if item.module.split(".")[0] in ours - MAY_IMPORT[package]
    ]
    assert not faults, listed(faults)


def test_ui_uses_only_the_front_door_of_suggest() -> None:
    door = ast.parse(sources()["suggest"].read_text(encoding="utf-8"))
    offered = {
        alias.asname or alias.name
        for node in ast.walk(door)
        if isinstance(node, ast.ImportFrom) and node.module != "suggest.engine"
        for alias in node.names
    }
    faults = [
        f"{module}:{item.line} imports {item.module} {item.name}"
        for module in in_package("ui")
        for item in imports(module)
        if item.module.split(".")[0] == "suggest"
        if item.module != "suggest" or item.name not in offered
    ]
    assert not faults, listed(faults)


def test_suggest_names_no_qt() -> None:
    faults = [
        f"{module}:{item.line} imports {item.module}"
        for module in in_package("suggest")
        for item in imports(module)
        if item.module.split(".")[0] in {"PySide6", "shiboken6", "qasync"}
    ]
    assert not faults, listed(faults)


def test_libraries_are_declared() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    declared = {re.split(r"[\s;<>=\[]", line)[0].lower() for line in project["dependencies"]}
    installed = packages_distributions()
    faults = [
        f"{module}:{item.line} imports {item.module}"
        for module in sources()
        for item in imports(module)
        if (name := item.module.split(".")[0]) not in {*sys.stdlib_module_names, *MAY_IMPORT}
        if not declared & {dist.lower().replace("_", "-") for dist in installed.get(name, ())}
    ]
    assert not faults, listed(faults)


def test_basics_import_no_sibling() -> None:
    faults = [
        f"{module} imports {target}"
        for module in sorted(BASICS & sources().keys())
        for target in sorted(targets(module))
        if (module, target) != ("suggest.events", "suggest.values")
        if target != "suggest.surface"  # the part of the nouns that the window needs first
    ]
    assert not faults, listed(faults)


def test_family_members_know_only_basics_text_and_their_own_folder() -> None:
    faults = [
        f"{module} imports {target}"
        for module in in_package("suggest")
        if family(module)
        for target in sorted(targets(module) - BASICS)
        if family(target) != family(module)
        if target not in SEAMS
        if (module, target) not in ACROSS_FAMILIES
        if target == "suggest" or family(target) or not is_text_level(target)
    ]
    assert not faults, listed(faults)


def is_text_level(module: str) -> bool:
    """Whether a room of `suggest` works on text alone: it reaches no station and no family."""
    reached = {module} | reach(module)
    return not reached & STATIONS and not any(family(target) for target in reached)


def test_pipeline_is_handed_its_members() -> None:
    faults = [
        target
        for target in targets("suggest.pipeline")
        if family(target) and not target.endswith(".base")
    ]
    assert not faults, listed(faults)


def test_no_import_cycles() -> None:
    assert not (faults := cycles({module: targets(module) for module in sources()})), listed(faults)


def test_no_cycles_of_folders() -> None:
    rooms: dict[str, set[str]] = {}
    for module in sources():
        rooms.setdefault(room(module), set()).update(room(target) for target in targets(module))
    assert not (faults := cycles(rooms)), listed(faults)


def test_a_cycle_would_be_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set[str]()}
    assert cycles(graph) == ["b -> c -> b"]


def room(module: str) -> str:
    """A module of a package, or its folder there."""
    return ".".join(module.split(".")[:2])


def cycles(graph: dict[str, set[str]]) -> list[str]:
    """Every cycle of imports, in words; those for types and inside functions count too."""
    done: set[str] = set()
    found = [cycle for start in sorted(graph) for cycle in find_cycles(graph, start, (), done)]
    return [" -> ".join(cycle) for cycle in found]


def find_cycles(
    graph: dict[str, set[str]], start: str, path: tuple[str, ...], done: set[str]
) -> Iterator[tuple[str, ...]]:
    """Walks depth first; gives each way that comes back to where it was."""
    if start in path:
        yield (*path[path.index(start) :], start)
    elif start not in done:
        for target in sorted(graph[start] - {start}):
            yield from find_cycles(graph, target, (*path, start), done)
        done.add(start)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("suggest", "PySide6"),
        ("suggest", "qasync"),
        ("app.cli", "PySide6"),
        ("app.cli", "anthropic"),
        ("app.run", "anthropic"),
    ],
)
def test_import_loads_nothing_unwanted(module: str, unwanted: str) -> None:
    if module not in sources():
        pytest.skip(f"{module} does not exist")
    code = (
        f"import sys, {module}; print([m for m in sys.modules if m.split('.')[0] == {unwanted!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def measured_files() -> list[Path]:
    """The files whose sizes are held to the limits."""
    return [*sources().values(), *sorted((ROOT / "scripts").rglob("*.py")), ROOT / "run.py"]


def test_modules_are_short() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in measured_files()
    }
    faults = [
        f"{path.relative_to(ROOT)}: {length} lines, at most {MODULE_LINES}"
        for path, length in lengths.items()
        if length > MODULE_LINES
    ]
    assert not faults, listed(faults)


def test_functions_are_short() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or 0)
        - node.lineno
        + 1
        for path in measured_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    faults = [
        f"{name}: {length} lines" for name, length in lengths.items() if length > FUNCTION_LINES
    ]
    assert not faults, listed(faults)
    assert quantiles(lengths.values(), n=10)[-1] <= USUAL_FUNCTION_LINES
