"""What models answered in this session, by passage; the pipeline reads it like any suggester.

A passage that changed is another passage and is asked about anew. Until its answer is there, what
was said about the sentences that stayed as they were goes on counting, so that a mark does not go
and come back while its paragraph is written on.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from suggest.model.proposing import UNLOCATED
from suggest.passages import passage_id, sentences
from suggest.values import DocumentFacts, Passage, Proposal, Span

CAPACITY = 2_000
"""Passages remembered; the one that was asked for longest ago is forgotten first."""
SENTENCES = 8_000


class ModelMemory:
    """Proposals of models by passage. No network: it only returns what it holds."""

    name = "model"

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[str, tuple[Proposal, ...]] = OrderedDict()
        self._sentences: OrderedDict[str, tuple[Proposal, ...]] = OrderedDict()

    def __contains__(self, passage_id: str) -> bool:
        return passage_id in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, passage: Passage, proposals: Sequence[Proposal]) -> None:
        """Remembers an answer; an empty one too: the passage needs nothing."""
        _put(self._kept, passage.id, tuple(proposals), self._capacity)
        for span in passage.sentences:
            inside = tuple(_moved(p, -span.start) for p in proposals if _within(p, span))
            if inside:
                _put(self._sentences, passage.text[span.start : span.end], inside, SENTENCES)

    def accepted(self, passage: Passage, span: Span, text: str) -> str:
        """`text` took the place of `span`: the rest of the answer holds for what came of it.

        Returns the id of the passage as it is now.
        """
        new = passage.text[: span.start] + text + passage.text[span.end :]
        key = passage_id(new, passage.kind)
        if passage.id in self._kept and key not in self._kept:
            shift = len(text) - len(span)
            rest = [
                _moved(p, shift if p.span.start >= span.end else 0)
                for p in self._kept[passage.id]
                if not p.span.meets(span) and not p.signal(UNLOCATED)
            ]
            self.keep(Passage(key, new, passage.kind, sentences(new)), rest)
        return key

    def clear(self) -> None:
        """Another model or prompt: what the last one said no longer counts."""
        self._kept.clear()
        self._sentences.clear()

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """What was answered for this very text, or for sentences that stand in it unchanged."""
        if passage.id in self._kept:
            self._kept.move_to_end(passage.id)
        own = self._kept.get(passage.id, ())
        earlier = [
            old for old in self._earlier(passage) if not any(old.span.meets(p.span) for p in own)
        ]
        return [*own, *earlier]

    async def warm_up(self) -> None:
        """There is nothing to load."""

    def close(self) -> None:
        """There is nothing to free: answers outlive a change of dialect."""

    def _earlier(self, passage: Passage) -> Iterator[Proposal]:
        for span in passage.sentences:
            for proposal in self._sentences.get(passage.text[span.start : span.end], ()):
                yield _moved(proposal, span.start)


def _put(
    kept: OrderedDict[str, tuple[Proposal, ...]],
    key: str,
    proposals: tuple[Proposal, ...],
    capacity: int,
) -> None:
    kept[key] = proposals
    kept.move_to_end(key)
    while len(kept) > capacity:
        kept.popitem(last=False)


def _within(proposal: Proposal, span: Span) -> bool:
    inside = span.start <= proposal.span.start and proposal.span.end <= span.end
    return inside and not proposal.signal(UNLOCATED)


def _moved(proposal: Proposal, by: int) -> Proposal:
    return replace(proposal, span=proposal.span.shifted(by)) if by else proposal
