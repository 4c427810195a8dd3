"""Judges the marks of one labelled post: what had to be marked, might be, and must not be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from suggest.evals.cases import Case, EvalMark, Label
from suggest.evals.tokens import folded
from suggest.values import Kind, Span


class Worth(StrEnum):
    """What a mark on a labelled post is worth."""

    RIGHT = "right"
    WORDS = "words"  # it stands where it should, with words nobody asked for
    FREE = "free"  # debatable: earns nothing, costs nothing
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """A mark and its worth; `tempted` when it stands on a never-mark passage."""

    mark: EvalMark
    worth: Worth
    tempted: bool


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A must-mark passage: `met` by a mark, `right` with an acceptable first replacement."""

    label: Label
    met: bool
    right: bool


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """One post judged."""

    verdicts: tuple[LabelVerdict, ...]
    found: tuple[FoundLabel, ...]
    nevers: int
    hit: int


class LabelJudge:
    """Knows one post and its labels; must-mark labels of classes not chosen are free."""

    def __init__(self, case: Case, kinds: frozenset[Kind]) -> None:
        assert case.labels is not None
        self._text = case.text
        asked = [label for label in case.labels.must if not kinds or label.kind in kinds]
        self._must = tuple(asked)
        self._free = (*(m for m in case.labels.must if m not in asked), *case.labels.may)
        self._never = case.labels.never

    def judge(self, marks: Sequence[EvalMark]) -> LabelCounts:
        """Each mark and each label, by overlap and by the text that results."""
        solved: set[Label] = set()
        verdicts = tuple(self._verdict(mark, solved) for mark in marks)
        found = tuple(
            FoundLabel(
                label,
                label in solved or any(_meets(mark.span, label.span) for mark in marks),
                label in solved,
            )
            for label in self._must
        )
        hit = sum(
            any(v.worth is not Worth.RIGHT and _meets(v.mark.span, never.span) for v in verdicts)
            for never in self._never
        )
        return LabelCounts(verdicts, found, len(self._never), hit)

    def _verdict(self, mark: EvalMark, solved: set[Label]) -> LabelVerdict:
        tempted = any(_meets(mark.span, never.span) for never in self._never)
        done = self._solves(mark)
        if done:
            solved.update(done)
            return LabelVerdict(mark, Worth.RIGHT, False)
        if any(_meets(mark.span, label.span) for label in self._must):
            return LabelVerdict(mark, Worth.WORDS, tempted)
        if any(_meets(mark.span, label.span) for label in self._free):
            return LabelVerdict(mark, Worth.FREE, tempted)
        return LabelVerdict(mark, Worth.ALARM, tempted)

    def _solves(self, mark: EvalMark) -> tuple[Label, ...]:
        """The labels that the mark's first replacement settles acceptably."""
        if mark.replacement is None:
            flags = (label for label in self._must if not label.replacements)
            return tuple(label for label in flags if _meets(mark.span, label.span))
        # Neighbours count too: "a " deleted and " a" deleted leave the same sentence, and so do
        # "going" made "going to" and "try" made "to try".
        near = [m for m in self._must if _is_near(mark.span, m.span)]
        if not near:
            return ()
        start = min(mark.span.start, *(label.span.start for label in near))
        end = max(mark.span.end, *(label.span.end for label in near))
        window = Span(start, end)
        got = folded(self._with(window, [(mark.span, mark.replacement)]))
        for labels, wanted in self._acceptable(window, near):
            if labels and got == folded(wanted):
                return labels
        # Any mark on a passage that only wants a flag has said what there is to say.
        return tuple(m for m in near if not m.replacements and _meets(mark.span, m.span))

    def _acceptable(
        self, window: Span, labels: Sequence[Label]
    ) -> Iterator[tuple[tuple[Label, ...], str]]:
        """Every text that settling some of the labels may leave in the window."""

        def choose(
            number: int, chosen: list[tuple[Label, str]]
        ) -> Iterator[tuple[tuple[Label, ...], str]]:
            if number == len(labels):
                edits = [(label.span, words) for label, words in chosen]
                yield tuple(label for label, _ in chosen), self._with(window, edits)
                return
            yield from choose(number + 1, chosen)
            for words in labels[number].replacements:
                yield from choose(number + 1, [*chosen, (labels[number], words)])

        yield from choose(0, [])

    def _with(self, window: Span, edits: Sequence[tuple[Span, str]]) -> str:
        """The window's text, and a character either side, after edits in it."""
        left, right = max(0, window.start - 1), window.end + 1
        text = self._text
        pieces: list[str] = []
        at = left
        for span, words in sorted(edits):
            pieces += [text[at : span.start], words]
            at = span.end
        return "".join([*pieces, text[at:right]])


def _meets(mark: Span, label: Span) -> bool:
    """An empty mark counts as the character it stands before."""
    return label.start < max(mark.end, mark.start + 1) and mark.start < label.end


def _is_near(mark: Span, label: Span) -> bool:
    """True when no more than one character is between them."""
    return mark.start <= label.end + 1 and label.start <= mark.end + 1
