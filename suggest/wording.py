"""Carpentry of replacements: case, spaces, commas and articles made right around a changed span."""

import re
from dataclasses import dataclass

from suggest.inflection import article
from suggest.values import Span

_SENTENCE_BREAK = re.compile(r"[.!?…:][\"'”’)\]*_]*\s+$")
_SELF = re.compile(r"I\b")
_LEADING_MARKUP = re.compile(r"[\s>#*_\-+\d.)\[\]“\"'(]*$")


@dataclass(frozen=True, slots=True)
class Fit:
    """A span and the text to put there."""

    span: Span
    text: str


def fitted(text: str, span: Span, replacement: str) -> Fit:
    """`replacement` in place of `span`, with case, spacing and a/an of the surroundings repaired.

    An empty replacement deletes, takes one neighbouring space along, and lets the next word begin
    the sentence where the deleted one did.
    """
    if not replacement:
        return _deleted(text, span)
    cased = recase(text[span.start : span.end], replacement, starts=starts_sentence(text, span))
    return with_article(text, span, cased)


def recase(original: str, replacement: str, *, starts: bool) -> str:
    """The replacement in the case of the original: ALL CAPS, Capital, or as it is."""
    letters = [c for c in original if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return replacement.upper()
    if not starts and _SELF.match(original):  # “I” is no capital to hand on
        return replacement
    if letters and letters[0].isupper() and (starts or original[:1].isupper()):
        return replacement[:1].upper() + replacement[1:]
    return replacement


def starts_sentence(text: str, span: Span) -> bool:
    """True when nothing but markup stands between the span and the start of its sentence."""
    before = text[: span.start]
    line = before.rsplit("\n", 1)[-1]
    if not before.strip() or _LEADING_MARKUP.fullmatch(line):
        return (
            "\n\n" in before
            or not before.strip()
            or before.rstrip()[-1:] in ".!?:"
            or (text[span.start : span.start + 1].isupper())
        )
    return _SENTENCE_BREAK.search(before) is not None


def _deleted(text: str, span: Span) -> Fit:
    starts = starts_sentence(text, span) and text[span.start : span.start + 1].isupper()
    start, end = span.start, span.end
    after = text[end:]
    if starts:
        skipped = re.match(r",?\s*", after)
        end += skipped.end() if skipped else 0
        word = re.match(r"[^\W\d_][\w'\u2019-]*", text[end:])
        if word:  # the whole word, so that the change reads as words
            return Fit(Span(start, end + word.end()), word[0][0].upper() + word[0][1:])
        return Fit(Span(start, end), "")
    comma = re.search(r",\s*$", text[:start])
    closing = re.match(r"\s*(,|(?=[.!?;:]|$))", after)
    if comma and closing:
        return Fit(Span(comma.start(), end + closing.end()), "")
    if start > 0 and text[start - 1] in " \t\u00a0":
        return Fit(Span(start - 1, end), "")
    if after[:1] in (" ", "\u00a0"):
        return Fit(Span(start, end + 1), "")
    return Fit(span, "")


def with_article(text: str, span: Span, replacement: str) -> Fit:
    """`replacement` with the a/an before it, where that was right for the old words alone."""
    before = re.search(r"\b(a|an)(\s+)$", text[: span.start], re.IGNORECASE)
    if before is None or not replacement[:1].isalpha():
        return Fit(span, replacement)
    written = before[1]
    wanted, had = article(replacement), article(text[span.start : span.end])
    if wanted == written.lower() or had != written.lower():
        return Fit(span, replacement)
    fixed = recase(written, wanted, starts=True) if written[0].isupper() else wanted
    if written.isupper() and len(written) == 1:
        fixed = wanted[:1].upper() + wanted[1:]
    return Fit(Span(span.start - len(before[0]), span.end), fixed + before[2] + replacement)
