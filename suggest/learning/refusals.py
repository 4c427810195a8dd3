"""When a rule has been refused so often that it should mute itself."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from suggest.learning.answers import Answer
from suggest.learning.definitions import (
    KEPT,
    MUTE_AGREE,
    MUTE_DOCUMENTS,
    MUTE_PER_DOCUMENT,
    MUTE_RUN,
    MUTE_SHOWN,
)
from suggest.values import Dismissal, Outcome


@dataclass(slots=True)
class _Rule:
    """The run of firm refusals (id to document) since the last kept one, and all answers."""

    run: dict[tuple[str, str], str] = field(default_factory=dict)
    answered: set[tuple[str, str]] = field(default_factory=set)
    kept: set[tuple[str, str]] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


class Refusals:
    """Counts for each rule. Silence and *Not now* neither end a run nor lengthen it."""

    def __init__(self) -> None:
        self._rules: dict[str, _Rule] = {}

    def add(self, answer: Answer, since: Mapping[str, datetime]) -> bool:
        """Takes one answer; True when its rule has earned to be muted.

        `since` takes older answers out, by record and under "" for all.
        """
        rule = answer.subject.rule
        begun = (since[name] for name in ("", f"rule:{rule}") if name in since)
        after = max(begun, default=None)
        if answer.outcome is None or (after is not None and answer.at <= after):
            return False
        counts = self._rules.setdefault(rule, _Rule())
        counts.run.pop(answer.id, None)
        counts.kept.discard(answer.id)
        if answer.outcome in KEPT:
            counts.run.clear()
            counts.kept.add(answer.id)
            counts.answered.add(answer.id)
            return False
        if not firm(answer.outcome, answer.dismissal):
            return False
        counts.run[answer.id] = answer.document
        counts.answered.add(answer.id)
        counts.documents.add(answer.document)
        return self._earned(counts)

    def forget(self, rule: str) -> None:
        """The rule begins anew."""
        self._rules.pop(rule, None)

    def _earned(self, counts: _Rule) -> bool:
        by_document = Counter(counts.run.values())
        if sum(min(MUTE_PER_DOCUMENT, number) for number in by_document.values()) >= MUTE_RUN:
            return True
        seldom = len(counts.kept) < MUTE_AGREE * len(counts.answered)
        many = len(counts.answered) >= MUTE_SHOWN and len(counts.documents) >= MUTE_DOCUMENTS
        return many and seldom


def firm(outcome: Outcome | None, dismissal: Dismissal | None) -> bool:
    """True for what says no to the rule itself: *Not now* and silence do not."""
    if outcome is Outcome.DISMISSED:
        return dismissal is not Dismissal.NOT_NOW
    return outcome is Outcome.REVERTED
