"""`stet eval grades`: the offline grader judged by people's votes on single edits."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.atomic import write_atomic
from app.console import Output
from app.paths import resources_dir
from suggest.calibration import load_confidence, probability
from suggest.evals.sets import BadSet, read_file
from suggest.evals.votes import GraderFigures, VotedEdit, grader_figures, read_voted
from suggest.frequency import load_frequencies
from suggest.values import Proposal


def grade_votes(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Edits with votes.")],
    out: Annotated[Path | None, typer.Option(help="JSON lines for the confidence of each.")] = None,
) -> int:
    """Grade edits that people voted on, and tell how well the grades agree with the votes.

    The grader sees the class of the edit and its words, as for an edit that no rule vouches for.
    """
    edits = [edit for path in files for edit in read_voted(path.stem, read_file(path))]
    resources = resources_dir()
    frequencies = load_frequencies(resources / "frequencies.txt")
    grader = load_confidence(resources / "confidence.json", frequencies).grader

    def confidence(proposal: Proposal) -> float:
        return probability(grader.unheard(proposal))

    with Output() as output:
        for line in told(grader_figures(edits, confidence)):
            output.line(line)
        if out is not None:
            _write(out, [(edit, confidence(edit.proposal)) for edit in edits])
            output.line(f"All grades: {out}")
    return 0


def told(found: GraderFigures) -> list[str]:
    """The figures as lines."""
    return [
        f"{found.edits:,} edits, {found.votes:,} votes, {found.accepted:.3f} of them for the edit",
        f"AUROC         {_number(found.auroc)}",
        f"Best quarter  {found.best_quarter:.3f}",
        f"ECE           {_number(found.ece)}",
    ]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _write(path: Path, graded: list[tuple[VotedEdit, float]]) -> None:
    rows = ({"id": edit.id, "confidence": round(value, 6)} for edit, value in graded)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        write_atomic(path, text.encode())
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadSet(f"The grades could not be written to “{path}”: {why}.") from None
