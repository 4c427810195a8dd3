"""Guard: what stands in quotation marks stays to the letter."""

import re

from suggest.guards.words import around
from suggest.values import Drop, DropReason, Passage, Proposal

_QUOTED = re.compile(
    r"[\u201c\u201e]([^\u201c\u201d\u201e\n]{1,600})[\u201c\u201d]"
    r"|\"([^\"\n]{1,600})\""
    r"|\u00ab([^\u00ab\u00bb\n]{1,600})\u00bb|\u00bb([^\u00ab\u00bb\n]{1,600})\u00ab"
    r"|(?<!\w)['\u2018](?=\S)((?:[^'\u2018\u2019\n]"
    r"|(?<=\w)['\u2019](?=\w)){2,600}?)(?<=\S)['\u2019](?!\w)"
)
_MARKS = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019']")


class QuotationsGuard:
    """Drops edits that change quoted words, or that put words in quotation marks or out of them."""

    name = "quotations"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same words are quoted in the same order; the marks may become curly."""
        if proposal.replacement is None:
            return None
        before, after = around(passage, proposal)
        if not _MARKS.search(before) and not _MARKS.search(after):
            return None
        old, new = quoted(before), quoted(after)
        if old == new:
            return None
        if len(new) < len(old):
            return Drop(DropReason.GUARDED, self.name, "Drops a quotation.")
        return Drop(DropReason.GUARDED, self.name, "Quotations stay as they are.")


def quoted(text: str) -> list[str]:
    """The quoted words of a text in order, their apostrophes straight."""
    found = ("".join(match.groups("")) for match in _QUOTED.finditer(text))
    return [words.replace("\u2019", "'").rstrip(",.") for words in found]
