"""Scores the grader on human votes (r3_grades.jsonl), cross-validated by document.

    python -m scripts.grade_votes --data DIR

Graders: the product's prior by class (an intent is a class), the same from the votes of other
documents, and logistic models over the size of the change, alone and with the intent. The last is
what confidence.json holds as `sizes`. Needs the `train` extra. Nothing is written.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from scripts.training.sets import load_scorer
from scripts.training.votes import Row, both, held_out, intent, read_votes, size
from suggest.grading import prior_share
from suggest.values import Kind, Proposal, Span

_CLASS = {
    "fluency": Kind.CORRECTNESS,
    "clarity": Kind.CLARITY,
    "coherence": Kind.POST,
    "style": Kind.TONE,
    "meaning-changed": Kind.FACT,
}


def main() -> None:
    """Prints AUROC and the accept rate of the best quarter for each grader."""
    parser = argparse.ArgumentParser(description="Score the grader on human votes.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    data: Path = parser.parse_args().data
    rows = read_votes(data)
    graders = {
        "prior by class": {row["id"]: _prior(row) for row in rows},
        "intent, from votes": held_out(rows, intent),
        "size of the change": held_out(rows, size),
        "intent and size": held_out(rows, both),
    }
    for name, grades in graders.items():
        print(f"{name}: {_figures(data, rows, grades)}")


def _prior(row: Row) -> float:
    """What the product says of a rule of that class without a record."""
    kind = _CLASS.get(row["intent"], Kind.CLARITY)
    span = Span(row["start"], row["end"])
    original = row["text"][span.start : span.end]
    return prior_share(Proposal(span, original, row["replacement"], kind, "vote", "", "votes"))


def _figures(data: Path, rows: Sequence[Row], grades: dict[str, float]) -> str:
    """AUROC by the scorer; accepted among the best quarter of the votes, ties shared out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grades.jsonl"
        lines = (json.dumps({"id": name, "confidence": value}) for name, value in grades.items())
        path.write_text("\n".join(lines) + "\n", "utf-8")
        given = argparse.Namespace(gold=[str(data / "r3_grades.jsonl")], pred=str(path))
        answer = load_scorer(data).cmd_grades(given)
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
