"""The offline grader judged by people's votes on single edits."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from suggest.evals.figures import Sample, auroc, ece
from suggest.evals.sets import BadSet, read_rows
from suggest.values import Kind, Proposal, Span

INTENTS: Mapping[str, Kind] = {
    "fluency": Kind.CORRECTNESS,
    "clarity": Kind.CLARITY,
    "coherence": Kind.POST,
    "style": Kind.TONE,
    "meaning-changed": Kind.FACT,
}
"""The class that stands for each intent of the votes; any other intent counts as clarity."""
SOURCE = "votes"


@dataclass(frozen=True, slots=True)
class VotedEdit:
    """An edit and whether each person would take it."""

    id: str
    proposal: Proposal
    votes: tuple[bool, ...]


def read_voted(name: str, data: bytes) -> list[VotedEdit]:
    """The voted edits among the lines of a set. Raises BadSet, also where there are none."""
    found = [_voted(name, number, row) for number, row in read_rows(name, data) if row.get("votes")]
    if not found:
        raise BadSet(f"The set “{name}” holds no edits with votes. Name a set that has them.")
    return found


def _voted(name: str, number: int, row: Mapping[str, Any]) -> VotedEdit:
    try:
        text, start, end = row["text"], row["start"], row["end"]
        if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(text):
            raise ValueError(f"{start} to {end} is not a range of the text")
        replacement = row.get("replacement") or ""
        if not isinstance(replacement, str):
            raise ValueError("the replacement is not a string")
        kind = INTENTS.get(str(row.get("intent")), Kind.CLARITY)
        span = Span(start, end)
        proposal = Proposal(span, text[start:end], replacement, kind, SOURCE, "", SOURCE)
        return VotedEdit(str(row["id"]), proposal, tuple(map(bool, row["votes"].values())))
    except KeyError as error:
        why = f"{error} is missing"
    except (TypeError, AttributeError):
        why = "a field is not of its kind"
    except ValueError as error:
        why = str(error)
    raise BadSet(f"Line {number} of the set “{name}” cannot be used: {why}.")


@dataclass(frozen=True, slots=True)
class GraderFigures:
    """How well confidence tells accepted from rejected edits; None where it cannot be said."""

    edits: int
    votes: int
    accepted: float
    auroc: float | None
    best_quarter: float
    ece: float | None


def grader_figures(
    edits: Sequence[VotedEdit], confidence: Callable[[Proposal], float]
) -> GraderFigures:
    """Each vote counts once; the best quarter is that of the votes, ties shared out."""
    samples = [Sample(confidence(edit.proposal), vote) for edit in edits for vote in edit.votes]
    return GraderFigures(
        len(edits),
        len(samples),
        sum(sample.right for sample in samples) / len(samples),
        auroc(samples),
        _best_quarter(samples),
        ece(samples),
    )


def _best_quarter(samples: Iterable[Sample]) -> float:
    groups: defaultdict[float, list[bool]] = defaultdict(list)
    for sample in samples:
        groups[sample.confidence].append(sample.right)
    left = wanted = sum(map(len, groups.values())) / 4
    accepted = 0.0
    for value in sorted(groups, reverse=True):
        taken = min(left, len(groups[value]))
        accepted += taken * sum(groups[value]) / len(groups[value])
        left -= taken
    return accepted / wanted
