"""Guard: lines stay as many as they were and in their order."""

import re

from suggest.guards.words import content, folded_words
from suggest.values import Drop, DropReason, Passage, Proposal

_BREAK = re.compile(r"(?: {2,}|\\)\n")


class LineBreaksGuard:
    """Drops edits that join, split, empty or swap lines."""

    name = "line_breaks"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when each line is still the line it was."""
        if proposal.replacement is None:
            return None
        old, new = proposal.original.split("\n"), proposal.replacement.split("\n")
        if len(new) < len(old):
            return Drop(DropReason.GUARDED, self.name, "Would join lines.")
        if len(new) > len(old):
            return Drop(DropReason.GUARDED, self.name, "Would break a line.")
        if _hard_break(passage, proposal):
            return Drop(DropReason.GUARDED, self.name, "Would drop a line break.")
        if len(old) == 1:
            return None
        if [not line.strip() for line in old] != [not line.strip() for line in new]:
            return Drop(DropReason.GUARDED, self.name, "Would move a line break.")
        if _swapped(old, new):
            return Drop(DropReason.GUARDED, self.name, "Would change the order of lines.")
        return None


def _swapped(old: list[str], new: list[str]) -> bool:
    before = [set(content(folded_words(line))) for line in old]
    after = [set(content(folded_words(line))) for line in new]
    for index, words in enumerate(after):
        here = len(words & before[index])
        if any(len(words & other) > here for i, other in enumerate(before) if i != index):
            return True
    home = _home(before)
    return any(home.get(word, line) != line for word, line in _home(after).items())


def _home(lines: list[set[str]]) -> dict[str, int]:
    """The line of each word that stands in one line only."""
    found: dict[str, int] = {}
    for index, words in enumerate(lines):
        for word in words:
            found[word] = -1 if word in found else index
    return {word: index for word, index in found.items() if index >= 0}


def _hard_break(passage: Passage, proposal: Proposal) -> bool:
    """Two spaces or a backslash at the end of a line, which break it in Markdown, are lost."""
    end = proposal.span.end
    ends = passage.text.startswith("\n", end)
    old, new = proposal.original, proposal.replacement or ""
    if ends:
        old, new = old + "\n", new + "\n"
    return len(_BREAK.findall(new)) < len(_BREAK.findall(old))
