"""Reads the development sets and the scorer that lies beside them."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

OWN = "own_posts"
"""The open half of our own labelled posts; they lie in the repository, not in the data folder."""
_OWN_FILE = Path(__file__).resolve().parents[2] / "resources" / "evals" / "posts_open.jsonl"
SETS = (
    "posts_revisions",
    "posts_clean",
    "posts_docs",
    "posts_clean_md",
    "rule_examples",
    "rule_counterexamples",
    "extra_revisions",
    OWN,
)
CLEAN = ("posts_clean", "posts_clean_md", "rule_counterexamples")


@dataclass(frozen=True, slots=True)
class Gold:
    """One line of a set: the text, what people changed in it, and the post it is from."""

    set: str
    id: str
    post: str
    kind: str
    text: str
    scored: tuple[tuple[int, int], ...] | None
    line: dict[str, Any]


def read_set(data: Path, name: str) -> Iterator[Gold]:
    """The lines of a set; a set that is not there is empty (extra revisions are optional)."""
    path = _OWN_FILE if name == OWN else data / f"{name}.jsonl"
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for row in lines:
            if row.strip():
                line = json.loads(row)
                ranges = line.get("scored")
                yield Gold(
                    name,
                    line["id"],
                    str(line.get("post") or line.get("rule") or line["id"]),
                    str(line.get("commit_kind", "")),
                    line["text"],
                    None if ranges is None else tuple((a, b) for a, b in ranges),
                    line,
                )


def load_scorer(data: Path) -> ModuleType:
    """The scorer of the development data, as a module."""
    spec = importlib.util.spec_from_file_location("scorer", data / "score_suggestions.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(data / "score_suggestions.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module
