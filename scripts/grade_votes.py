"""Scores the grader on human votes (r3_grades.jsonl), cross-validated by document.

    python -m scripts.grade_votes --data DIR

Three graders: the product's prior by class (an intent is a class), the same from the votes of other
documents, and a logistic model over intent and surface (lengths, new and gone words, numbers,
negation, word frequency). Needs the `train` extra. Nothing is written.
"""

import argparse
import hashlib
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from scripts.training.collect import RESOURCES
from scripts.training.sets import load_scorer
from suggest.facts import words_of
from suggest.frequency import load_frequencies, zipf
from suggest.grading import prior_share
from suggest.values import Kind, Proposal, Span

_REGRESSION: Any = LogisticRegression
FOLDS = 5
_INTENTS = ("fluency", "clarity", "coherence", "style", "meaning-changed")
_CLASS = {
    "fluency": Kind.CORRECTNESS,
    "clarity": Kind.CLARITY,
    "coherence": Kind.POST,
    "style": Kind.TONE,
    "meaning-changed": Kind.FACT,
}
_NOT = frozenset(("not", "no", "never", "none", "nor", "without", "cannot"))

Row = dict[str, Any]


def main() -> None:
    """Prints AUROC and the accept rate of the best quarter for each grader."""
    parser = argparse.ArgumentParser(description="Score the grader on human votes.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    data: Path = parser.parse_args().data
    with (data / "r3_grades.jsonl").open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines if line.strip()]
    frequencies = load_frequencies(RESOURCES / "frequencies.txt")
    graders: dict[str, Callable[[], dict[str, float]]] = {
        "prior by class, as shipped": lambda: {row["id"]: _shipped(row) for row in rows},
        "prior by intent, from votes": lambda: _held_out(rows, _intent),
        "surface": lambda: _held_out(rows, lambda row: _surface(row, frequencies)),
        "intent and surface": lambda: _held_out(
            rows, lambda row: _intent(row) | _surface(row, frequencies)
        ),
    }
    for name, grade in graders.items():
        print(f"{name}: {_figures(data, rows, grade())}")


def _shipped(row: Row) -> float:
    """What the product says of a rule of that class without a record."""
    kind = _CLASS.get(row["intent"], Kind.CLARITY)
    span = Span(row["start"], row["end"])
    original = row["text"][span.start : span.end]
    return prior_share(Proposal(span, original, row["replacement"], kind, "vote", "", "votes"))


def _intent(row: Row) -> dict[str, float]:
    return {f"intent {name}": float(row["intent"] == name) for name in _INTENTS}


def _surface(row: Row, frequencies: dict[str, float]) -> dict[str, float]:
    old = [word.lower() for word in words_of(row["text"][row["start"] : row["end"]])]
    new = [word.lower() for word in words_of(row["replacement"])]
    gone, fresh = set(old) - set(new), set(new) - set(old)
    digits = [sum(char.isdigit() for char in text) for text in (" ".join(old), row["replacement"])]
    return {
        "words before": math.log1p(len(old)),
        "words after": math.log1p(len(new)),
        "longer": max(-3.0, min(3.0, float(len(new) - len(old)))),
        "gone": math.log1p(len(gone)),
        "fresh": math.log1p(len(fresh)),
        "deletes": float(not new),
        "inserts": float(not old),
        "numbers": float(digits[0] != digits[1]),
        "negation": float(len(_NOT & gone) + len(_NOT & fresh)),
        "rarest fresh": min((zipf(frequencies, word) for word in fresh), default=5.0) / 2,
        "rarest gone": min((zipf(frequencies, word) for word in gone), default=5.0) / 2,
    }


def _held_out(rows: Sequence[Row], look: Callable[[Row], dict[str, float]]) -> dict[str, float]:
    """Probability of acceptance from a model that has not seen the document's votes."""
    found = {row["id"]: look(row) for row in rows}
    names = sorted(found[rows[0]["id"]])
    grades: dict[str, float] = {}
    for fold in range(FOLDS):
        train = [
            (row, vote) for row in rows if _fold(row) != fold for vote in row["votes"].values()
        ]
        table = np.array([[found[row["id"]][name] for name in names] for row, _ in train])
        fit = _REGRESSION(C=0.3, max_iter=2000)
        fit.fit(table, np.array([bool(vote) for _, vote in train]))
        for row in rows:
            if _fold(row) == fold:
                values = np.array([[found[row["id"]][name] for name in names]])
                grades[row["id"]] = float(fit.predict_proba(values)[0][1])
    return grades


def _fold(row: Row) -> int:
    digest = hashlib.md5(str(row["doc_id"]).encode(), usedforsecurity=False).hexdigest()
    return int(digest, 16) % FOLDS


def _figures(data: Path, rows: Sequence[Row], grades: dict[str, float]) -> str:
    """AUROC by the scorer; accepted among the best quarter of the votes, ties shared out."""
    scorer = load_scorer(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grades.jsonl"
        lines = (json.dumps({"id": name, "confidence": value}) for name, value in grades.items())
        path.write_text("\n".join(lines) + "\n", "utf-8")
        given = argparse.Namespace(gold=[str(data / "r3_grades.jsonl")], pred=str(path))
        answer = scorer.cmd_grades(given)
    groups: defaultdict[float, list[bool]] = defaultdict(list)
    for row in rows:
        groups[grades[row["id"]]].extend(bool(vote) for vote in row["votes"].values())
    left = wanted = sum(map(len, groups.values())) / 4
    accepted = 0.0
    for value in sorted(groups, reverse=True):
        taken = min(left, len(groups[value]))
        accepted += taken * sum(groups[value]) / len(groups[value])
        left -= taken
    return f"AUROC {answer['AUROC']}, best quarter {accepted / wanted:.3f}, ECE {answer['ECE']}"


if __name__ == "__main__":
    main()
