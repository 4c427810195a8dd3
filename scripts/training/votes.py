"""What people's votes on single edits (r3_grades.jsonl) say of edits by intent and by size."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from suggest.changes import CENTER, change_of

_REGRESSION: Any = LogisticRegression
FOLDS = 5
INTENTS = ("fluency", "clarity", "coherence", "style", "meaning-changed")
_STRENGTH = 0.3

Row = dict[str, Any]
Look = Callable[[Row], dict[str, float]]


def read_votes(data: Path) -> list[Row]:
    """The edits with their votes; none where the file is not there."""
    path = data / "r3_grades.jsonl"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def intent(row: Row) -> dict[str, float]:
    """The intent as numbers."""
    return {f"intent {name}": float(row["intent"] == name) for name in INTENTS}


def size(row: Row) -> dict[str, float]:
    """The size of the change."""
    return change_of(row["text"][row["start"] : row["end"]], row["replacement"])


def both(row: Row) -> dict[str, float]:
    """Intent and size."""
    return intent(row) | size(row)


def held_out(rows: Sequence[Row], look: Look) -> dict[str, float]:
    """Probability of acceptance from a model that has not seen the document's votes."""
    grades: dict[str, float] = {}
    for fold in range(FOLDS):
        names, fit = _fitted([row for row in rows if _fold(row) != fold], look)
        for row in rows:
            if _fold(row) == fold:
                found = look(row)
                values = np.array([[found[name] for name in names]])
                grades[row["id"]] = float(fit.predict_proba(values)[0][1])
    return grades


def held_out_weights(rows: Sequence[Row]) -> dict[str, Mapping[str, float]]:
    """For each edit the weights that confidence.json would have without its document's votes."""
    by_fold = {n: size_weights([row for row in rows if _fold(row) != n]) for n in range(FOLDS)}
    return {row["id"]: by_fold[_fold(row)] for row in rows}


def size_weights(rows: Sequence[Row]) -> dict[str, float]:
    """Weights of the size of a change beside its intent, 0 on average over the votes."""
    if not rows:
        return {}
    names, fit = _fitted(rows, both)
    weights = dict(zip(names, map(float, fit.coef_[0]), strict=True))
    kept = {name: round(weights[name], 4) for name in size(rows[0])}
    means = [sum(kept[name] * value for name, value in size(row).items()) for row in rows]
    return {**kept, CENTER: round(-sum(means) / len(means), 4)}


def _fitted(rows: Sequence[Row], look: Look) -> tuple[list[str], Any]:
    found = [look(row) for row in rows for _ in row["votes"]]
    votes = [bool(vote) for row in rows for vote in row["votes"].values()]
    names = sorted(found[0])
    fit = _REGRESSION(C=_STRENGTH, max_iter=2000)
    fit.fit(np.array([[one[name] for name in names] for one in found]), np.array(votes))
    return names, fit


def _fold(row: Row) -> int:
    digest = hashlib.md5(str(row["doc_id"]).encode(), usedforsecurity=False).hexdigest()
    return int(digest, 16) % FOLDS
