"""The words around a span: what makes two places in a text the same place."""

import re

_LAST = re.compile(r"(\S+\s*)$")
_FIRST = re.compile(r"^(\s*\S+)")
_EDGE = re.compile(r"[^\w]+")


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The text of one word before and after a span, with the white space between."""
    before = _LAST.search(text[:start])
    after = _FIRST.search(text[end:])
    return (before[1] if before else ""), (after[1] if after else "")


def between(text: str, before: str, after: str, longest: int = 200) -> str | None:
    """What stands between the two neighbours now, None when they are not found close together."""
    start = text.find(before)
    if start < 0:
        return None
    start += len(before)
    end = text.find(after, start) if after else len(text)
    return text[start:end] if 0 <= end - start <= longest else None


def normal(text: str) -> str:
    """Case and white space folded, typographic apostrophes made straight."""
    return " ".join(text.replace("\u2019", "'").casefold().split())


def bare(text: str) -> str:
    """One word without its punctuation, folded."""
    return _EDGE.sub("", normal(text))
