"""The seam every suggester satisfies."""

from typing import Protocol

from suggest.values import DocumentFacts, Passage, Proposal


class Suggester(Protocol):
    """Makes proposals for one passage."""

    name: str

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for `passage`, spans in its text; never blocks the loop for over 2 ms.

        Raises SuggesterFailed.
        """
        ...

    async def warm_up(self) -> None:
        """Pays one-off costs before the first passage; a second call does nothing."""
        ...

    def close(self) -> None:
        """Frees threads; the suggester is not used afterwards."""
        ...
