"""What each outcome means: every constant and every allowed transition, with its reason."""

from collections.abc import Mapping

from suggest.values import Dismissal, Outcome

SEEN_SECONDS = 1.0
"""A mark counts as seen after one unbroken stretch of painting in a focused window.

Shorter glimpses do not add up: nobody reads a mark while scrolling past it.
"""
LEFT_SECONDS = 10.0
"""A seen mark counts as ignored when the caret stays out of its paragraph for so long.

A shorter absence is a look at another line. The two conditions must hold one after the other: the
ten seconds start when the mark has been seen *and* the caret has left.
"""
SUPERSEDED_SECONDS = 0.5
"""A mark that the engine takes back sooner was never an offer: unresolved, not withdrawn."""
RULE_OUTCOMES = 20
"""Answers a rule needs before its own record is used instead of its kind's."""

# Undoing an acceptance counts as reverted for two minutes; the reader keeps that time.

_ANSWERS = frozenset(
    {Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED, Outcome.DISMISSED, Outcome.CHECKED}
)
LEGAL: Mapping[Outcome | None, frozenset[Outcome | None]] = {
    # Open: anything may happen but being reverted.
    None: frozenset(Outcome) - {Outcome.REVERTED},
    # Provisional until the document closes: a late answer is worth more than a silence. A mark
    # that is withdrawn after it was ignored stays ignored; the writer's silence came first.
    Outcome.IGNORED: _ANSWERS,
    Outcome.ACCEPTED: frozenset({Outcome.REVERTED}),
    Outcome.EDITED: frozenset({Outcome.REVERTED}),
    # The engine may offer again what it took back: open again.
    Outcome.WITHDRAWN: frozenset({None}),
    Outcome.UNRESOLVED: frozenset({None}),
    Outcome.OVERTYPED: frozenset(),
    Outcome.DISMISSED: frozenset(),
    Outcome.CHECKED: frozenset(),
    Outcome.REVERTED: frozenset(),
}
KEPT = frozenset({Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED, Outcome.CHECKED})


def counts(outcome: Outcome | None, dismissal: Dismissal | None) -> tuple[int, int]:
    """What one suggestion adds to a record: (kept, decided).

    *Not now* and silence decide nothing: both say more about the moment than about the rule.
    """
    if outcome in KEPT:
        return 1, 1
    refused = outcome is Outcome.DISMISSED and dismissal is not Dismissal.NOT_NOW
    return 0, int(refused or outcome is Outcome.REVERTED)
