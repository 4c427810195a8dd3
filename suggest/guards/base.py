"""The seam every guard satisfies."""

from typing import Protocol

from suggest.values import Drop, Passage, Proposal


class Guard(Protocol):
    """A test with a veto, deterministic and cheap."""

    name: str

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None lets the proposal pass; a Drop ends it."""
        ...
