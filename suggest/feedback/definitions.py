"""What each outcome means: every constant and every allowed transition, with its reason.

- accepted: taken as offered, or as one of its alternatives.
- edited: taken in other words (edited first in the card), or taken and then changed where it stood,
  as a probe finds; for a mark that only flags, whatever the writer typed over it. What was changed
  stands in the event's words, how much in its token distance.
- overtyped: the writer typed the very words that were offered.
- dismissed: refused in one of four ways; `Dismissal` says which.
- checked: a fact was confirmed.
- ignored: seen, then left alone (the caret left its paragraph) or edited around: an edit of the
  passage took its words away or wrote them another way. A mark whose words still stand goes on as
  the same offer, whatever is edited beside it: writers often work through a sentence mark by mark.
  Provisional until the document closes.
- reverted: accepted, then undone or typed back within `REVERT_SECONDS`.
- withdrawn: the engine took the mark back after `SUPERSEDED_SECONDS`.
- unresolved: all else, such as a mark that was scrolled away, superseded at once or closed unseen.

The writer's own words in the place of a mark change no outcome but are kept with it: the pair says
what would have been better. At the close of a document the live text is compared, so that what was
typed within the last pause counts too.
"""

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

REVERT_SECONDS = 120.0
"""Undoing an acceptance, or typing the old words again, counts as reverted for so long.

Later the text is simply being worked on: the probes tell how much of it is left.
"""
PROBE_SECONDS = (30.0, 120.0, 300.0, 600.0)
"""After so long an accepted text is looked at again; at close and at an export once more."""
GRAM = 4
"""Characters of the runs whose survival is counted: shorter ones are found in any sentence."""
LONGEST_REWRITE, REWRITE_SHARE = 40, 3
"""What stands in the place of a span is the writer's version of it up to so many code points, or
so many times as long as the span: more is another text, and nothing is said about it."""

_ANSWERS = frozenset(
    {Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED, Outcome.DISMISSED, Outcome.CHECKED}
)
LEGAL: Mapping[Outcome | None, frozenset[Outcome | None]] = {
    # Open: anything may happen but being reverted.
    None: frozenset(Outcome) - {Outcome.REVERTED},
    # Provisional until the document closes: a late answer is worth more than a silence. A mark
    # that is withdrawn after it was ignored stays ignored; the writer's silence came first.
    Outcome.IGNORED: _ANSWERS,
    # Accepted, then edited: found by the probes. Undone is the last word.
    Outcome.ACCEPTED: frozenset({Outcome.REVERTED, Outcome.EDITED}),
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
