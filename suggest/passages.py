"""Blocks to passages: the text, its sentences and its protected spans."""

import hashlib
import re

from sentencex import get_sentence_boundaries  # type: ignore[attr-defined]

from suggest.protection import Protector
from suggest.values import BlockKind, Passage, Span

_ENDS = re.compile(r"[.!?…:;][\"'”’)\]*_]*\s*$")


class PassageReader:
    """Makes passages; equal text and kind give the same passage without being parsed again."""

    def __init__(self, protector: Protector, capacity: int = 512) -> None:
        self._protector = protector
        self._capacity = capacity
        self._kept: dict[str, Passage] = {}

    def read(self, text: str, kind: BlockKind) -> Passage:
        """The passage for one block of text."""
        key = passage_id(text, kind)
        passage = self._kept.pop(key, None)
        if passage is None:
            passage = Passage(key, text, kind, sentences(text), self._protector.spans(text, kind))
            if len(self._kept) >= self._capacity:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = passage
        return passage


def passage_id(text: str, kind: BlockKind) -> str:
    """A hash of text and kind, 16 hexadecimal digits."""
    data = f"{kind.value}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def sentences(text: str) -> tuple[Span, ...]:
    """Sentence spans that cover all of `text` but the white space between them."""
    if not text.strip():
        return ()
    spans: list[Span] = []
    for boundary in get_sentence_boundaries("en", text):
        start, end = int(boundary["start_index"]), int(boundary["end_index"])
        part = text[start:end]
        left = len(part) - len(part.lstrip())
        right = len(part.rstrip())
        if right > left:
            spans.append(Span(start + left, start + right))
    return tuple(spans)


def is_complete(sentence: str) -> bool:
    """True when a sentence has its closing mark, so a caret after it is not inside it."""
    return _ENDS.search(sentence) is not None
