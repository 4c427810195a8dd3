"""Guard: the signs of Markdown stay where they are: emphasis, headings, lists, tasks, tables."""

import re

from suggest.guards.words import around
from suggest.values import Drop, DropReason, Passage, Proposal

_SIGN = re.compile(
    r"\\[\\`*_{}\[\]()#+.!|~>-]"
    r"|(?<!\\)\*+(?=\S)|(?<=\S)\*+|(?<![\w\\])_+(?=\S)|(?<=[^\s_])_+(?!\w)|~~|==(?=\S)|(?<=\S)=="
    r"|\||!\["
)
_START = re.compile(
    r"^[ \t]*(?:#{1,6}(?= )|[-*+\u2022](?= )|\d{1,3}[.)](?= )|>+ ?|\|)?(?:[ \t]*\[[ xX]\](?= ))?"
    r"|^(?:-{3,}|={3,}|\*{3,})\s*$",
    re.MULTILINE,
)
_STRONG = re.compile(r"(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ANY = re.compile(r"[*_~\\|=\[]")
_WORD = re.compile(r"\w+")
_LINE = re.compile(r"^\s{0,12}(?:[#>+*\u2022|-]|\d{1,3}[.)])", re.MULTILINE)


class MarkdownGuard:
    """Drops edits that add, drop or move signs of Markdown."""

    name = "markdown"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same signs stand around the same words."""
        if proposal.replacement is None:
            return None
        old, new = proposal.original, proposal.replacement
        if _LINE.search(old) or _LINE.search(new) or "\n" in old:
            before, after = around(passage, proposal)
            if _START.findall(before) != _START.findall(after):
                return Drop(DropReason.GUARDED, self.name, "Changes a heading or list sign.")
        if not _ANY.search(old) and not _ANY.search(new):
            return None
        before, after = around(passage, proposal)
        if _SIGN.findall(before) != _SIGN.findall(after):
            return Drop(DropReason.GUARDED, self.name, "Changes Markdown signs.")
        if _moved(before, after):
            return Drop(DropReason.GUARDED, self.name, "Moves emphasis.")
        return None


def _moved(before: str, after: str) -> bool:
    """A word that stood outside emphasis stands inside now, or the other way."""
    was, is_ = _inside(before), _inside(after)
    if was == is_:
        return False
    out_before = set(_WORD.findall(_STRONG.sub(" ", before).lower()))
    out_after = set(_WORD.findall(_STRONG.sub(" ", after).lower()))
    grown = (is_ - was) & out_before - out_after
    shrunk = (was - is_) & out_after - out_before
    return bool(grown or shrunk)


def _inside(text: str) -> set[str]:
    return {word.lower() for match in _STRONG.finditer(text) for word in _WORD.findall(match[2])}
