"""From a quotation to the place it means, and from an edit to the smallest spans that differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from suggest.diff import DiffPart, word_diff
from suggest.values import Span

FAR_APART = 3
"""So many kept words between two changes make them two edits."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `span` of a text become `replacement`."""

    span: Span
    replacement: str


def locate(text: str, quote: str, before: str = "") -> Span | None:
    """Where `quote` stands word for word, None when that is nowhere or in several places.

    Of several places the one with `before` directly before it counts.
    """
    places = list(_places(text, quote)) if quote.strip() else []
    if len(places) > 1:
        lead = before.rstrip()
        places = [p for p in places if lead and text[: p.start].rstrip().endswith(lead)]
    return places[0] if len(places) == 1 else None


def _places(text: str, quote: str) -> Iterator[Span]:
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        if not _cuts(text, start) and not _cuts(text, end):
            yield Span(start, end)
        start = text.find(quote, start + 1)


def _cuts(text: str, at: int) -> bool:
    """True when a word goes on across the offset."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def smallest(text: str, span: Span, replacement: str, *, apart: bool) -> list[Piece]:
    """The pieces of an edit that change something, in order; none when nothing changes.

    With `apart` changes far from each other become pieces of their own, else all are one piece.
    An insertion takes a word beside it along, since a mark needs something to stand on.
    """
    parts = word_diff(text[span.start : span.end], replacement)
    groups = _groups(parts, apart)
    pieces = (Piece(piece.span.shifted(span.start), piece.replacement) for piece in groups)
    return [_standing(text, piece, span.start) for piece in pieces]


def _groups(parts: list[DiffPart], apart: bool) -> list[Piece]:
    """Pieces in offsets of the old text; kept text between two near changes belongs to both."""
    pieces: list[Piece] = []
    kept, offset = "", 0
    for part in parts:
        if part.op == "keep":
            kept += part.text
            offset += len(part.text)
            continue
        gone = part.text if part.op == "del" else ""
        come = part.text if part.op == "ins" else ""
        near = not apart or len(kept.split()) < FAR_APART
        if pieces and near:
            last = pieces[-1]
            span = Span(last.span.start, offset + len(gone))
            pieces[-1] = Piece(span, last.replacement + kept + come)
        else:
            pieces.append(Piece(Span(offset, offset + len(gone)), come))
        offset += len(gone)
        kept = ""
    return pieces


def _standing(text: str, piece: Piece, floor: int) -> Piece:
    """A piece that only inserts takes along the word before it, from `floor` on, or the next."""
    span, replacement = piece.span, piece.replacement
    if len(span):
        return piece
    start = span.start
    while start > floor and text[start - 1].isspace() and text[start - 1] != "\n":
        start -= 1
    end = start
    while start > floor and not text[start - 1].isspace():
        start -= 1
    if start < end:
        between = text[end : span.start]
        if between and replacement.endswith(between):  # the space after the new words is enough
            new = between + replacement[: -len(between)]
            return Piece(Span(start, end), text[start:end] + new)
        return Piece(Span(start, span.end), text[start : span.end] + replacement)
    end = span.end
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Piece(Span(span.start, end), replacement + text[span.end : end])
