"""Guards on tokens that stay to the letter: links, handles, hashtags and code."""

import re

from suggest.guards.words import around, touching
from suggest.values import Drop, DropReason, Passage, Proposal

_LINK = re.compile(
    r"(?:\b(?:https?|ftp|file|mailto|tel|javascript|data):(?://)?"
    r"|\bwww\.)[^\s<>()\[\]\"]*[^\s<>()\[\]\".,;:!?'\u2019\u201d]"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]+)+"
    r"|(?<![\w@/.-])(?:[\w-]{1,63}\.)+(?-i:com|org|net|io|dev|app|gov|edu|co|ai|info|uk|de|fr|eu|ch"
    r"|nl|xyz|example|test)\b(?:[/:?#][^\s<>()\[\]]*[\w/])?"
    r"|\]\([^)\s]*(?:\s[^)]*)?\)"
    r"|(?<=\])\[[^\]]*\]"
    r"|\[\^[^\]\s]{1,60}\]|\[\[[^\[\]\n]{1,200}\]\]"
    r"|^\s{0,3}\[[^\]]+\]:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_HANDLE = re.compile(
    r"(?<![\w/.])@\w(?:[\w.-]*\w)?(?:@[\w.-]+\w)?|(?<![\w&])[#!]\w[\w.-]*:[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/])/?[ur]/\w+"
)
_HASHTAG = re.compile(r"(?<![\w&/])[#\uff03]\w[\w\u0300-\u036f-]*(?!:\w)")
_FENCED = re.compile(r"^(?:```|~~~).*?(?:^(?:```|~~~)\s*$|\Z)|`+[^`]+`+", re.DOTALL | re.MULTILINE)
_NAME = re.compile(
    r"\b\w+_\w+(?:\(\))?|\b[a-z]+[A-Z]\w*|(?<![\w.])[\w.]{1,100}\(\)|\b\w+::\w[\w:]*|\$[A-Za-z_]\w*"
    r"|(?<!\w)--?[A-Za-z][\w-]*(?:=\S+)?|\b[A-Z][A-Z0-9_]{2,}=\S+"
    r"|(?<![\w./-])(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]+)*/?|\b[A-Za-z]:\\\S+"
    r"|(?<![\w.-])[\w-]{1,100}\.(?:py|js|ts|md|txt|ya?ml|json|toml|rs|html?|css|sh|exe|png|jpe?g"
    r"|gif|pdf|csv"
    r"|xml|ini|cfg|lock|rb|go|java|c|h|cpp)\b|\{\{.*?\}\}|\{%.*?%\}"
)


class LinksGuard:
    """Drops edits that add, drop or change an address, a target or a reference."""

    name = "links"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same addresses stand in the same order."""
        if proposal.replacement is None:
            return None
        before, after = touching(passage, proposal)
        if not any(
            sign in before or sign in after for sign in ("://", ".", "@", "](", "][", "[", ":")
        ):
            return None
        if any(sign in before or sign in after for sign in "[]"):
            before, after = around(passage, proposal)  # brackets belong to others further off
        old, new = _LINK.findall(before), _LINK.findall(after)
        if old == new:
            return None
        lost = len(new) < len(old)
        return Drop(DropReason.GUARDED, self.name, f"{_verb(lost, len(new) > len(old))} a link.")


class HandlesGuard:
    """Drops edits that add, drop or change a handle."""

    name = "handles"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same handles stand in the same order."""
        return _same(_HANDLE, ("@", ":", "/"), "handle", (passage, proposal), self.name)


class HashtagsGuard:
    """Drops edits that add, drop or change a hashtag."""

    name = "hashtags"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same hashtags stand in the same order."""
        return _same(_HASHTAG, ("#", "\uff03"), "hashtag", (passage, proposal), self.name)


class CodeGuard:
    """Drops edits that touch code: between backticks, in fences, names and options of programs."""

    name = "code"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when all code stays to the letter."""
        if proposal.replacement is None:
            return None
        before, after = around(passage, proposal)
        fences = any(sign in text for text in (before, after) for sign in ("`", "~~~"))
        if fences and _FENCED.findall(before) != _FENCED.findall(after):
            return Drop(DropReason.GUARDED, self.name, "Changes code.")
        before, after = touching(passage, proposal)
        old, new = _NAME.findall(_FENCED.sub("", before)), _NAME.findall(_FENCED.sub("", after))
        if old != new and (set(old) - set(new) or any("_" in n or n[0] in "-$" for n in new)):
            return Drop(DropReason.GUARDED, self.name, "Changes code.")
        return None


def _same(
    pattern: re.Pattern[str],
    signs: tuple[str, ...],
    noun: str,
    edit: tuple[Passage, Proposal],
    guard: str,
) -> Drop | None:
    passage, proposal = edit
    if proposal.replacement is None:
        return None
    before, after = touching(passage, proposal)
    if not any(sign in before or sign in after for sign in signs):
        return None
    old, new = pattern.findall(before), pattern.findall(after)
    if old == new:
        return None
    verb = _verb(len(new) < len(old), len(new) > len(old))
    return Drop(DropReason.GUARDED, guard, f"{verb} a {noun}.")


def _verb(lost: bool, added: bool) -> str:
    return "Drops" if lost else "Brings in" if added else "Changes"
