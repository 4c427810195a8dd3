"""Guards on any edit: it changes something, keeps facts and markup, leaves protected text be."""

import re

from suggest.values import BlockKind, Drop, DropReason, Passage, Proposal, Protection

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*\s?%?|[$€£¥]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SENTENCE = {
    Protection.QUOTATION: "Quotations stay as they are.",
    Protection.LANGUAGE: "Not in a language Stet knows.",
}
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
    """Drops edits that touch links, handles, hashtags, code, quotations or markup."""

    name = "protected"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the span meets no protected span."""
        for item in passage.protected:
            if item.span.start >= proposal.span.end:
                break
            if item.span.meets(proposal.span):
                detail = _SENTENCE.get(item.why, _KEPT_AS_IS)
                return Drop(DropReason.PROTECTED, item.why.value, detail)
        return None


class NumbersGuard:
    """Drops edits that add, drop or change a number or a currency sign."""

    name = "numbers"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same numbers stand in the same order."""
        if proposal.replacement is None:
            return None
        before = [_digits(n) for n in _NUMBER.findall(proposal.original)]
        after = [_digits(n) for n in _NUMBER.findall(proposal.replacement)]
        if before == after:
            return None
        if len(after) < len(before):
            return Drop(DropReason.GUARDED, self.name, "Drops a number.")
        return Drop(DropReason.GUARDED, self.name, "Changes a number.")


class LineBreaksGuard:
    """Drops edits that would change the line structure or put control characters in."""

    name = "line_breaks"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when line breaks stay as many as they were and no control character comes in."""
        if proposal.replacement is None:
            return None
        if proposal.original.count("\n") != proposal.replacement.count("\n"):
            return Drop(DropReason.GUARDED, self.name, "Would join lines.")
        if _CONTROL.search(proposal.replacement) and not _CONTROL.search(proposal.original):
            return Drop(DropReason.GUARDED, self.name, "Puts control characters in.")
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


def _digits(number: str) -> str:
    return number.replace(" ", "")
