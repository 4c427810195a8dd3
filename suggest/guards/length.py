"""Guard: an edit neither blows a text up nor cuts what it says away."""

from suggest.guards.words import alike, content, curated, folded_words, local
from suggest.values import Drop, DropReason, Passage, Proposal

GROWTH, GROWTH_FREE = 1.5, 5
"""A replacement may have this many times the words of the original and so many more."""
LEAST_KEPT = 0.5
"""Share of the words with sense that must stay once `MUCH_LOST` of them are gone."""
MUCH_LOST, MUCH_LOST_LISTED = 3, 5
LONG_DELETION = 5
"""Words from which a deletion by a model is more than a turn of phrase."""

_FILLER_TEXT = """
point reason reasons matter matters regard regards regarding respect purpose purposes case
event question important note noted please possible ability able manner course end basis
nature terms moment present current currently opinion view personally literally honestly
truly think believe feel know see find found seem seems try take give put use used effect
vast large great total whole entire range variety process area level degree amount extent
spite despite regardless means aim goal idea hereby herewith above mentioned aforementioned
following respective various different certain particular specific general overall final
finally start begin began mind remember mention say need make made making decision
conclusion happen happens happened exist exists existing fact totally completely absolutely
perfectly definitely extremely highly
"""
_FILLER = frozenset(_FILLER_TEXT.split())


class LengthGuard:
    """Drops edits that add much or lose much; the house lists may cut their set phrases."""

    name = "length"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the replacement is about as long as what it replaces, or only tighter."""
        if proposal.replacement is None:
            return None
        old, new = folded_words(proposal.original), folded_words(proposal.replacement)
        listed = local(proposal)
        if len(new) > GROWTH * len(old) + GROWTH_FREE:
            return Drop(DropReason.GUARDED, self.name, "Makes it much longer.")
        if not new and old and not listed:
            whole = proposal.original.strip() == passage.text.strip() or _sentence(
                passage, proposal
            )
            if whole or len(old) >= LONG_DELETION:
                return Drop(DropReason.GUARDED, self.name, "Deletes what the text says.")
        if curated(proposal):
            return None
        sense = [word for word in content(old) if word not in _FILLER]
        gone = [word for word in sense if not alike(word, new)]
        most = MUCH_LOST_LISTED if listed else MUCH_LOST
        if len(gone) >= most and len(content(new)) < LEAST_KEPT * len(sense):
            return Drop(DropReason.GUARDED, self.name, "Cuts away what the text says.")
        return None


def _sentence(passage: Passage, proposal: Proposal) -> bool:
    """A whole sentence of more than a word or two goes."""
    span = proposal.span
    return len(proposal.original.split()) > 2 and any(
        span.start <= sentence.start and sentence.end - 1 <= span.end
        for sentence in passage.sentences
    )
