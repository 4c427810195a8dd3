"""Judges the marks of one text against the edits that people made to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from suggest.evals.cases import Case, EvalMark, GoldEdit
from suggest.evals.figures import f_half, ratio
from suggest.evals.tokens import TokenEdit, TokenText
from suggest.values import Span


@dataclass(frozen=True, slots=True)
class EditVerdict:
    """How a mark compares: `agree` is the person's own edit, `touch` stands at one.

    `neutral` marks meet only edits that no engine could know; they count for nothing.
    """

    mark: EvalMark
    agree: bool
    touch: bool
    neutral: bool
    edits: frozenset[TokenEdit]


@dataclass(frozen=True, slots=True)
class FoundEdit:
    """A person's edit that counts, and whether the marks did the same or stood at it."""

    name: str
    place: Span
    wanted: str
    same: bool
    touched: bool


@dataclass(frozen=True, slots=True)
class EditCounts:
    """Token edits against the best reference: done as the person did, beyond it, and not done."""

    same: int
    beyond: int
    missed: int
    found: tuple[FoundEdit, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One token edit of a person's edit."""

    edit: TokenEdit
    place: Span
    neutral: bool
    name: str


class EditJudge:
    """Knows one text and its edits; judges any choice of marks on it."""

    def __init__(self, case: Case) -> None:
        self._text = TokenText(case.text)
        self._scored = case.scored
        self._refs = tuple(tuple(self._pieces(ref)) for ref in (case.refs or ((),)))

    def verdicts(self, marks: Sequence[EvalMark]) -> list[EditVerdict]:
        """One for each mark that changes something where the text is judged."""
        found = (self._verdict(mark) for mark in marks)
        return [verdict for verdict in found if verdict is not None]

    def counts(self, marks: Sequence[EvalMark], verdicts: Sequence[EditVerdict]) -> EditCounts:
        """Against the reference under which these marks look best."""
        done = frozenset[TokenEdit]().union(*(verdict.edits for verdict in verdicts))
        best: tuple[tuple[float, int, int, int], EditCounts] | None = None
        for ref in self._refs:
            counts = self._against(ref, done, marks)
            rank = (_f_half_of(counts), counts.same, -counts.beyond, -counts.missed)
            if best is None or rank > best[0]:
                best = (rank, counts)
        assert best is not None  # there is always a reference, if an empty one
        return best[1]

    def _pieces(self, ref: Iterable[GoldEdit]) -> Iterable[_Piece]:
        for gold in ref:
            for edit in self._text.edits(gold.span, gold.replacement):
                yield _Piece(edit, self._text.place(edit), gold.neutral, gold.name)

    def _verdict(self, mark: EvalMark) -> EditVerdict | None:
        edits: frozenset[TokenEdit] = frozenset()
        if mark.replacement is not None:
            edits = self._text.edits(mark.span, mark.replacement)
            if not edits:
                return None
            edits = frozenset(edit for edit in edits if self._is_scored_edit(edit))
        if self._scored is not None:
            nothing = mark.replacement is not None and not edits
            if nothing or not self._is_scored(mark.span, closed=len(mark.span) == 0):
                return None
        touch = neutral = agree = False
        for ref in self._refs:
            met = [piece for piece in ref if _meets(mark.span, piece.place)]
            if any(not piece.neutral for piece in met):
                touch = True
            elif met:
                neutral = True
            agree = agree or any(p.edit in edits for p in ref if not p.neutral)
        return EditVerdict(mark, agree, touch, neutral and not touch, edits)

    def _against(
        self, ref: tuple[_Piece, ...], done: frozenset[TokenEdit], marks: Sequence[EvalMark]
    ) -> EditCounts:
        core = {piece.edit for piece in ref if not piece.neutral}
        unknowable = {piece.edit for piece in ref if piece.neutral}
        found = tuple(
            FoundEdit(
                piece.name,
                piece.place,
                piece.edit.new,
                piece.edit in done,
                any(_meets(mark.span, piece.place) for mark in marks),
            )
            for piece in ref
            if not piece.neutral
        )
        return EditCounts(len(done & core), len(done - core - unknowable), len(core - done), found)

    def _is_scored_edit(self, edit: TokenEdit) -> bool:
        return self._is_scored(self._text.gap(edit), closed=edit.first == edit.last)

    def _is_scored(self, span: Span, *, closed: bool) -> bool:
        """True when the span meets a judged range; `closed` counts its very ends too."""
        if self._scored is None:
            return True
        if closed or len(span) == 0:
            return any(span.start <= r.end and r.start <= span.end for r in self._scored)
        return any(span.meets(r) for r in self._scored)


def _meets(mark: Span, place: Span) -> bool:
    """An empty mark counts as the character it stands before."""
    return place.start < max(mark.end, mark.start + 1) and mark.start < place.end


def _f_half_of(counts: EditCounts) -> float:
    """Nothing said of nothing to say is perfect."""
    precision = ratio(counts.same, counts.same + counts.beyond)
    recall = ratio(counts.same, counts.same + counts.missed)
    precision, recall = (1.0 if value is None else value for value in (precision, recall))
    return f_half(precision, recall) or 0.0
