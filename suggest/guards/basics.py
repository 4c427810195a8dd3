"""Guards on any edit: it changes something, keeps facts and markup, leaves protected text be."""

from suggest.values import (
    BlockKind,
    Drop,
    DropReason,
    Passage,
    Proposal,
    Protected,
    Protection,
    Span,
)

_SENTENCE = {
    Protection.QUOTATION: "Quotations stay as they are.",
    Protection.LANGUAGE: "Not in a language Stet knows.",
}
_MARKS = str.maketrans("\u201c\u201d\u201e\u2018\u2019", '"""\'\'')
_ENDING = frozenset({Protection.LINK, Protection.HANDLE, Protection.HASHTAG})
_KEPT_AS_IS = "Links, handles, hashtags and code stay as they are."


class UnchangedGuard:
    """Drops edits that change nothing and spans that hold no text."""

    name = "unchanged"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the span is text and the replacement differs from it."""
        span = proposal.span
        if span.end <= span.start or passage.text[span.start : span.end] != proposal.original:
            return Drop(DropReason.EMPTY, self.name, "The text was not found.")
        if proposal.original != proposal.original.strip("\n"):
            return Drop(DropReason.EMPTY, self.name, "It reaches over a line break.")
        if proposal.replacement == proposal.original:
            return Drop(DropReason.UNCHANGED, self.name, "It would change nothing.")
        return None


class ProtectedGuard:
    """Drops edits that do not leave links, handles, hashtags, code, quotations or markup be."""

    name = "protected"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when each protected span the edit meets stands in the replacement as it was."""
        at, span = 0, proposal.span
        flat = _plain_marks(proposal.replacement or "")
        for item in passage.protected:
            if item.span.start >= span.end:
                break
            if not item.span.meets(span):
                continue
            found = -1
            if proposal.replacement is not None and item.why is not Protection.LANGUAGE:
                piece = _kept_piece(passage.text, item, span)
                found = flat.find(_plain_marks(piece), at)
            if found < 0:
                detail = _SENTENCE.get(item.why, _KEPT_AS_IS)
                return Drop(DropReason.PROTECTED, item.why.value, detail)
            at = found
        return None


class HeadingGuard:
    """Headings are often fragments in title case: grammar and case marks stay out of them."""

    name = "heading"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """Drops a change of case only, and a change to words in title case."""
        replacement = proposal.replacement
        if passage.kind is not BlockKind.HEADING or replacement is None:
            return None
        capitals = sum(word[:1].isupper() for word in proposal.original.split())
        if proposal.original.casefold() == replacement.casefold() or capitals > 1:
            return Drop(DropReason.GUARDED, self.name, "Headings keep their own case.")
        return None


def _kept_piece(text: str, item: Protected, span: Span) -> str:
    """The protected text inside the edit; of a picture only what follows its description."""
    start, end = item.span.start, item.span.end
    if item.why is Protection.LINK and text.startswith("![", start):
        target = text.find("](", start, end)
        start = target if target > 0 else start
    piece = text[max(start, span.start) : min(end, span.end)]
    # The full stop of a sentence is no part of the address or handle before it.
    return piece.rstrip(".,;:!?") if item.why in _ENDING else piece


def _plain_marks(text: str) -> str:
    return text.translate(_MARKS)
