"""The seam every suggester satisfies."""

from typing import Protocol

from suggest.values import DocumentFacts, Passage, Proposal


class Suggester(Protocol):
    """Makes proposals for one passage."""

    name: str

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for `passage`, spans in its text. Raises SuggesterFailed; never blocks the loop over 2 ms."""
        ...

    async def warm_up(self) -> None:
        """Pays one-off costs before the first passage; may be called again and then does nothing."""
        ...

    def close(self) -> None:
        """Frees threads; the suggester is not used afterwards."""
        ...
