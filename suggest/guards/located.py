"""Guard: an edit has a place in the text."""

from suggest.values import Drop, DropReason, Passage, Proposal


class LocatedGuard:
    """Drops what was said about a passage without quoting it."""

    name = "located"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the quoted words were found."""
        if proposal.signal("unlocated"):
            return Drop(DropReason.EMPTY, self.name, "The quoted words are not in the text.")
        return None
