"""What models answered in this session, by passage; the pipeline reads it like any suggester."""

from collections import OrderedDict
from collections.abc import Sequence

from suggest.values import DocumentFacts, Passage, Proposal

CAPACITY = 2_000
"""Passages remembered; the one that was asked for longest ago is forgotten first."""


class ModelMemory:
    """Proposals of models by the id of their passage. No network: it only returns what it holds."""

    name = "model"

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[str, tuple[Proposal, ...]] = OrderedDict()

    def __contains__(self, passage_id: str) -> bool:
        return passage_id in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, passage_id: str, proposals: Sequence[Proposal]) -> None:
        """Remembers an answer; an empty one too: the passage needs nothing."""
        self._kept[passage_id] = tuple(proposals)
        self._kept.move_to_end(passage_id)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Another model or prompt: what the last one said no longer counts."""
        self._kept.clear()

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """What was answered for this very text; nothing when it was never asked about."""
        if passage.id in self._kept:
            self._kept.move_to_end(passage.id)
        return list(self._kept.get(passage.id, ()))

    async def warm_up(self) -> None:
        """There is nothing to load."""

    def close(self) -> None:
        """There is nothing to free: answers outlive a change of dialect."""
