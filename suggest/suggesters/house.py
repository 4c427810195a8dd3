"""A house rule as a value: what its proposals have in common."""

from dataclasses import dataclass

from suggest.suggesters.lexicon import CERTAINTY
from suggest.values import Kind, Proposal, Span

HOUSE_RULES = "House rules"


@dataclass(frozen=True, slots=True)
class HouseRule:
    """Its id, the reason a writer reads, how sure its author was (a key of `CERTAINTY`)."""

    id: str
    reason: str
    certainty: str = "high"
    kind: Kind = Kind.CORRECTNESS
    source: str = HOUSE_RULES

    def proposal(self, text: str, span: Span, right: str) -> Proposal:
        """`right` in place of the words at `span`; the rule's record is kept by its id."""
        return Proposal(
            span,
            text[span.start : span.end],
            right,
            self.kind,
            self.id,
            self.reason,
            self.source,
            self.id,
            (),
            (("certainty", CERTAINTY[self.certainty]),),
        )
