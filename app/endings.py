"""Line endings: text into lines that Qt blocks can hold, and the endings back onto edited lines.

Each line keeps the ending it was read with. The editor knows nothing of endings; on a save the
lines as they are now are aligned with those as read, so undo and moved lines work too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

# What a Qt text block cannot hold (it starts a new block instead). U+2028 and NBSP it can hold.
_ENDING = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")
_USUAL = ("\n", "\r\n", "\r")  # a new line never gets an exotic ending from its neighbours
_ALIGN_CELLS = 16_000_000  # old lines times new lines; 4,000 x 4,000 takes about 10 ms
_PAIR_CELLS = 2_500
_PAIR_CHARS = 2_000  # of each line, for likeness
_NEAR = 3  # lines on either side that say what is usual here


def split_lines(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines, at least one, and the ending of each; the last line's ending is always ""."""
    lines: list[str] = []
    endings: list[str] = []
    start = 0
    for found in _ENDING.finditer(text):
        lines.append(text[start : found.start()])
        endings.append(found.group())
        start = found.end()
    lines.append(text[start:])
    endings.append("")
    return tuple(lines), tuple(endings)


def join_lines(lines: Sequence[str], endings: Sequence[str]) -> str:
    """The inverse of split_lines."""
    return "".join(part for pair in zip(lines, endings, strict=True) for part in pair)


def usual_ending(endings: Sequence[str], default: str = "\n") -> str:
    """The most frequent ordinary ending, or `default` if there is none."""
    counted = Counter(e for e in endings if e in _USUAL)
    return counted.most_common(1)[0][0] if counted else default


def carry_endings(
    old: Sequence[str], endings: Sequence[str], new: Sequence[str], removed: dict[str, str]
) -> tuple[str, ...]:
    """The ending of each new line: its own where it is an old line, also an edited or moved one.

    `removed` maps lines that an earlier save took out to their endings, for an undo after a save.
    A line that is really new gets what is usual around it.
    """
    got: list[str | None] = [None] * len(new)
    left_over: defaultdict[str, list[str]] = defaultdict(list)
    taken = set()
    for i, j in _pairs(old, new):
        got[j] = endings[i] or None
        taken.add(i)
    for i in range(len(old) - 1, -1, -1):
        if i not in taken and endings[i]:
            left_over[old[i]].append(endings[i])
    for j, line in enumerate(new):
        if got[j] is None:
            # Blank lines are all alike, so they say nothing about where one came from.
            if left_over.get(line) and line:
                got[j] = left_over[line].pop()
            elif line in removed and line:
                got[j] = removed[line]
    return _fill(got, usual_ending(endings))


def _fill(got: list[str | None], usual: str) -> tuple[str, ...]:
    filled: list[str] = []
    before = usual  # the last ordinary ending above, which wins a tie
    for j, own in enumerate(got[:-1]):
        ending = own
        if ending is None:
            counts = Counter(e for e in got[max(0, j - _NEAR) : j + _NEAR + 1] if e in _USUAL)
            top = max(counts.values(), default=0)
            ending = before if counts[before] == top else counts.most_common(1)[0][0]
        if ending in _USUAL:
            before = ending
        filled.append(ending)
    return (*filled, "")


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Old and new indexes of the same line, edited or not, in order."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield from ((i, i) for i in range(head))
    yield from _middle_pairs(old, new, head, tail)
    yield from ((len(old) - k, len(new) - k) for k in range(tail, 0, -1))


def _middle_pairs(
    old: Sequence[str], new: Sequence[str], head: int, tail: int
) -> Iterator[tuple[int, int]]:
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(old_middle) <= 1 and len(new_middle) <= 1:
        yield from zip(range(head, len(old) - tail), range(head, len(new) - tail), strict=False)
        return
    if len(old_middle) * len(new_middle) > _ALIGN_CELLS:
        # Too much to align exactly: equal lines keep their endings through the left-over lines.
        if len(old_middle) == len(new_middle):
            yield from ((head + k, head + k) for k in range(len(old_middle)))
        return
    # Imported late: it costs a start 10 ms.
    from rapidfuzz.distance import Levenshtein

    changed_old: list[int] = []
    changed_new: list[int] = []
    for op in Levenshtein.opcodes(old_middle, new_middle):
        if op.tag == "equal":
            yield from _like_pairs(old, new, changed_old, changed_new)
            changed_old, changed_new = [], []
            yield from (
                (head + op.src_start + k, head + op.dest_start + k)
                for k in range(op.src_end - op.src_start)
            )
        else:
            changed_old += range(head + op.src_start, head + op.src_end)
            changed_new += range(head + op.dest_start, head + op.dest_end)
    yield from _like_pairs(old, new, changed_old, changed_new)


def _like_pairs(
    old: Sequence[str], new: Sequence[str], at_old: list[int], at_new: list[int]
) -> Iterator[tuple[int, int]]:
    """Which of these changed lines is which, in order, by how alike they are."""
    rows, columns = len(at_old), len(at_new)
    if rows == columns or rows * columns > _PAIR_CELLS:
        yield from zip(at_old, at_new, strict=False)
        return
    like = [[_likeness(old[i], new[j]) for j in at_new] for i in at_old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for r in range(rows - 1, -1, -1):
        for c in range(columns - 1, -1, -1):
            paired = like[r][c] + best[r + 1][c + 1]
            best[r][c] = max(paired, best[r + 1][c], best[r][c + 1])
    r = c = 0
    while r < rows and c < columns:
        if best[r][c] == best[r + 1][c]:
            r += 1
        elif best[r][c] == best[r][c + 1]:
            c += 1
        else:
            yield at_old[r], at_new[c]
            r, c = r + 1, c + 1


def _likeness(one: str, other: str) -> float:
    """0..100; below 40 two lines are not the same line edited."""
    from rapidfuzz.fuzz import ratio

    score = ratio(one[:_PAIR_CHARS], other[:_PAIR_CHARS])
    return score if score >= 40 else 0.0
