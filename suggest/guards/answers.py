"""Guard: an edit is the text again, not an answer to it."""

import re

from suggest.guards.words import alike, content, folded_words, local
from suggest.values import Drop, DropReason, Passage, Proposal

_ANSWER = re.compile(
    r"^\W*(?:yes|no(?=,)|nope|yeah|congratulations|congrats|well done|good luck|great news"
    r"|thank you for|thanks for"
    r"|sorry to hear|i'm sorry|you're welcome|that's (?:great|wonderful|awesome|amazing|a)"
    r"|it depends"
    r"|good question|i (?:would|'d) (?:say|suggest|recommend)|you (?:could|should|might|can|may)"
    r"|have you tried"
    r"|how (?:exciting|wonderful|lovely|sad)|get well|happy to hear|glad)\b"
    r"|\b(?:sorry|glad|happy|sad|good|great|nice) to hear\b|\bhang in there\b|\bcongratulations\b"
    r"|\bmy favou?rite\b|\bas you (?:asked|requested)\b|\byou(?:'ve| have) got this\b|\btake care\b"
)
_FIRST_TEXT = """
i i'm i've i'd i'll me my mine myself we we're we've us our ours
"""
_FIRST = frozenset(_FIRST_TEXT.split())
_SECOND = frozenset(["you", "you're", "you've", "your", "yours", "yourself"])


class AnswersGuard:
    """Drops replacements that answer, comment on or carry out what the text says."""

    name = "answers"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the replacement still says what the original says."""
        new = proposal.replacement
        if not new or local(proposal):
            return None
        old = proposal.original
        if "?" in old and "?" not in new:
            return self._drop("Answers the question.")
        old_words, new_words = folded_words(old), folded_words(new)
        flat = new.lower().replace("\u2019", "'")
        greeting = _ANSWER.search(flat)
        if greeting and not _own(greeting[0], old_words, passage):
            return self._drop("Answers the text.")
        if _turned(set(old_words), set(new_words)):
            return self._drop("Speaks to the writer.")
        if _elsewhere(old_words, new_words):
            return self._drop("Says something else.")
        return None

    def _drop(self, why: str) -> Drop:
        return Drop(DropReason.GUARDED, self.name, why)


def _own(greeting: str, words: list[str], passage: Passage) -> bool:
    """Whether the writer greets so, or nearly so."""
    known = folded_words(passage.text)
    begins = alike(greeting.strip(), [" ".join(words[:3])])
    return begins or all(word in known for word in folded_words(greeting))


def _turned(old: set[str], new: set[str]) -> bool:
    """`I` became `you`."""
    return bool(old & _FIRST and new & _SECOND) and not (old & _SECOND or new & _FIRST)


def _elsewhere(old: list[str], new: list[str]) -> bool:
    """No word with sense is left of a sentence."""
    sense, other = content(old), content(new)
    if len(old) < 4 or len(sense) < 2 or len(other) < 2:
        return False
    return not any(alike(word, new) for word in sense)
