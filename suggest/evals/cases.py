"""The nouns of an eval: sets, their texts and labels, and the marks that are judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from suggest.checker import Finding
from suggest.values import Dialect, DropReason, Kind, Span

_COULD_BE_SHOWN = (None, DropReason.BELOW_THRESHOLD, DropReason.OVER_BUDGET)


class Shape(StrEnum):
    """What a set holds, which decides how it is scored."""

    EDITS = "edits"
    CLEAN = "clean"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class GoldEdit:
    """One edit that a person made; `neutral` ones no engine could know, and they cost nothing."""

    span: Span
    replacement: str
    neutral: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A passage of a labelled post; `kind` and `replacements` belong to must-mark labels."""

    span: Span
    kind: Kind | None = None
    replacements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """What a post must, may and must not have marked."""

    must: tuple[Label, ...] = ()
    may: tuple[Label, ...] = ()
    never: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what is known about it. Offsets are code points of `text`.

    `refs` holds one or more complete sets of edits, the best of which counts. `scored` limits
    judgement to some ranges. `words` is the measure of rates, `all_words` of computing time.
    """

    id: str
    text: str
    source: str
    commit_kind: str | None = None
    dialect: Dialect | None = None
    refs: tuple[tuple[GoldEdit, ...], ...] = ()
    scored: tuple[Span, ...] | None = None
    labels: Labels | None = None
    words: int = 0
    all_words: int = 0


@dataclass(frozen=True, slots=True)
class EvalSet:
    """A set as it was read; `content` is a hash of its bytes, `notes` what was left out."""

    name: str
    content: str
    shape: Shape
    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class EvalMark:
    """A proposal that passed the guards; `shown` at the shipped bars and within the budget."""

    span: Span
    replacement: str | None
    confidence: float
    kind: Kind
    rule: str
    maker: str
    shown: bool

    def as_json(self) -> dict[str, Any]:
        """What `mark_from_json` reads."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "replacement": self.replacement,
            "confidence": self.confidence,
            "class": self.kind.value,
            "rule": self.rule,
            "source": self.maker,
            "shown": self.shown,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said to one text, and the CPU seconds it took."""

    marks: tuple[EvalMark, ...]
    cpu: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Which texts and marks count. `bar` None means the shipped bars; empty sets mean all."""

    bar: float | None = None
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    commit_kinds: frozenset[str] = field(default_factory=frozenset)
    sources: frozenset[str] = field(default_factory=frozenset)
    limit: int | None = None

    def cases(self, chosen: EvalSet) -> tuple[Case, ...]:
        """The texts that count, in order; only edits know a commit kind."""
        by_commit = self.commit_kinds if chosen.shape is Shape.EDITS else frozenset()
        found = tuple(
            case
            for case in chosen.cases
            if (not self.sources or case.source in self.sources)
            and (not by_commit or case.commit_kind in by_commit)
        )
        return found if self.limit is None else found[: self.limit]

    def counts(self, mark: EvalMark) -> bool:
        """True when the mark is of a chosen class."""
        return not self.kinds or mark.kind in self.kinds

    def shows(self, mark: EvalMark) -> bool:
        """True when the mark would be on screen."""
        return mark.shown if self.bar is None else mark.confidence >= self.bar


def mark_from_json(row: Mapping[str, Any]) -> EvalMark:
    """The mark of a stored line. Raises KeyError, TypeError or ValueError."""
    replacement = row["replacement"]
    return EvalMark(
        Span(int(row["start"]), int(row["end"])),
        None if replacement is None else str(replacement),
        float(row["confidence"]),
        Kind(row["class"]),
        str(row["rule"]),
        str(row["source"]),
        bool(row["shown"]),
    )


def marks_of(findings: list[Finding]) -> tuple[EvalMark, ...]:
    """What a bar could show: findings held by a guard or by a better one at their place are out.

    Confidence is rounded as `stet check` prints it.
    """
    return tuple(
        EvalMark(
            finding.span,
            finding.judged.proposal.replacement,
            round(finding.judged.confidence, 4),
            finding.judged.proposal.kind,
            finding.judged.proposal.rule,
            finding.judged.proposal.source,
            finding.drop is None,
        )
        for finding in findings
        if (finding.drop and finding.drop.reason) in _COULD_BE_SHOWN
    )
