"""Word differences between two short texts, in pieces a reader takes in at a glance."""

import re
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(r"\s+|[^\W_]+(?:['\u2019][^\W_]+)*|.", re.DOTALL)
Op = Literal["keep", "del", "ins"]


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of text that stays, goes or comes."""

    text: str
    op: Op


def word_diff(old: str, new: str) -> list[DiffPart]:
    """The parts in reading order; joined without "ins" they give `old`, without "del" `new`.

    Changes parted only by white space are shown as one.
    """
    from rapidfuzz.distance import Levenshtein  # 8 ms: not before the first paint

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    parts: list[DiffPart] = []
    for op in Levenshtein.opcodes(before, after):
        gone = "".join(before[op.src_start : op.src_end])
        come = "".join(after[op.dest_start : op.dest_end])
        if op.tag == "equal":
            parts.append(DiffPart(gone, "keep"))
            continue
        if gone:
            parts.append(DiffPart(gone, "del"))
        if come:
            parts.append(DiffPart(come, "ins"))
    return _merged(parts)


def _merged(parts: list[DiffPart]) -> list[DiffPart]:
    """Folds a lone space between two changes into them and joins neighbours of one kind."""
    out: list[DiffPart] = []
    gone: list[str] = []
    come: list[str] = []

    def flush() -> None:
        if gone:
            out.append(DiffPart("".join(gone), "del"))
        if come:
            out.append(DiffPart("".join(come), "ins"))
        gone.clear()
        come.clear()

    for number, part in enumerate(parts):
        if part.op == "keep":
            between = 0 < number < len(parts) - 1 and part.text.isspace()
            if between and (gone or come):
                gone.append(part.text)
                come.append(part.text)
                continue
            flush()
            out.append(part)
        else:
            (gone if part.op == "del" else come).append(part.text)
    flush()
    return out
