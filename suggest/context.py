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


def stands(text: str, before: str, words: str, after: str) -> bool:
    """True when `words` stand whole between the two neighbours somewhere in `text`."""
    head = r"(?<!\w)" if words[:1].isalnum() and not before else ""
    tail = r"(?!\w)" if words[-1:].isalnum() and not after else ""
    return re.search(head + re.escape(before + words + after) + tail, text) is not None


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The bare neighbouring words on the line, folded: the same for the same place in a text."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    before, after = neighbours(line, start - first, end - first)
    return bare(before), bare(after)


def normal(text: str) -> str:
    """Case and white space folded, typographic apostrophes made straight."""
    return " ".join(text.replace("\u2019", "'").casefold().split())


def bare(text: str) -> str:
    """One word without its punctuation, folded."""
    return _EDGE.sub("", normal(text))
