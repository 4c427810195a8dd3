"""Scores the grader on human votes (r3_grades.jsonl), cross-validated by document.

    python -m scripts.grade_votes --data DIR

Graders: the product's prior by class (an intent is a class), the product's grader with the size
weights that confidence.json would have without the document's votes, and logistic models from the
votes of other documents. Needs the `train` extra. Nothing is written.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

from scripts.training.votes import both, held_out, held_out_weights, intent, read_votes, size
from suggest.calibration import probability
from suggest.changes import leaning
from suggest.evals.votes import VotedEdit, grader_figures, read_voted
from suggest.grading import prior, prior_share
from suggest.values import Proposal


def main() -> None:
    """Prints AUROC and the accept rate of the best quarter for each grader."""
    parser = argparse.ArgumentParser(description="Score the grader on human votes.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    data: Path = parser.parse_args().data
    rows = read_votes(data)
    edits = read_voted("r3_grades", (data / "r3_grades.jsonl").read_bytes())
    weights = held_out_weights(rows)
    graders = {
        "prior by class": {e.id: prior_share(e.proposal) for e in edits},
        "the product's, held out": {e.id: _graded(e.proposal, weights[e.id]) for e in edits},
        "intent, from votes": held_out(rows, intent),
        "size of the change": held_out(rows, size),
        "intent and size": held_out(rows, both),
    }
    for name, grades in graders.items():
        print(f"{name}: {_figures(edits, grades)}")


def _graded(proposal: Proposal, weights: Mapping[str, float]) -> float:
    """As FeatureGrader.unheard has it, with other weights."""
    moved = leaning(proposal.original, proposal.replacement or "", weights)
    return probability(prior(proposal) + moved)


def _figures(edits: list[VotedEdit], grades: Mapping[str, float]) -> str:
    by_edit = {id(edit.proposal): grades[edit.id] for edit in edits}
    found = grader_figures(edits, lambda proposal: by_edit[id(proposal)])
    return f"AUROC {found.auroc:.4f}, best quarter {found.best_quarter:.3f}, ECE {found.ece:.4f}"


if __name__ == "__main__":
    main()
