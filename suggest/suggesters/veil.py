"""The text of a passage with what is no prose covered, for rules about marks and sentences."""

from suggest.values import Passage, Protection

_COVERED = frozenset(
    {
        Protection.CODE,
        Protection.LINK,
        Protection.HANDLE,
        Protection.HASHTAG,
        Protection.QUOTATION,
        Protection.LANGUAGE,
    }
)


def veiled(passage: Passage) -> str:
    """Code, addresses, handles and quotations as one word of “x” each; all places stay."""
    text, at, parts = passage.text, 0, []
    for item in passage.protected:
        start = max(at, item.span.start)
        # The mark that ends the sentence is no part of the address or handle before it.
        end = start + len(text[start : item.span.end].rstrip(".,;:!?"))
        if item.why in (Protection.CODE, Protection.QUOTATION, Protection.LANGUAGE):
            end = item.span.end
        if item.why not in _COVERED or start >= end:
            continue
        parts.append(text[at:start])
        parts.extend("\n" if char == "\n" else "x" for char in text[start:end])
        at = end
    parts.append(text[at:])
    return "".join(parts)
