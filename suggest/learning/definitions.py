"""What each answer is worth to the learning, and every constant of it, with its reason."""

from datetime import timedelta

from suggest.values import Dismissal, Outcome

PRIOR = 10.0
"""Answers that the shipped confidence counts for: what a writer's own record must outweigh."""
LEAST_PRIOR = 1.0
"""The same once a writer's tastes are plain (see `WILD_SCATTER`): then answers move it faster."""
DOCUMENT_SHARE = 0.10
"""No document carries more than this part of the prior plus all answers, in any one record.

With a prior of 10 the first document counts for 1.1 answers at most, however often it was answered
in; four documents for 6.7. Pasting one odd text, or working through one, teaches next to nothing.
"""
HALF_LIFE_ANSWERS = 400.0
"""After so many later answers of the writer an answer counts half: tastes change with the work."""
HALF_LIFE_DAYS = 90.0
"""After so many days an answer counts half, however little was written since."""
MOST_ANSWERS = 150
"""A record looks at its newest so many answers; ten documents fill it long before."""

MOST_SURE, LEAST_SURE = 3.6, 0.8
"""Standard errors by which answers must fall short before anything is shown less: the first for a
writer whose answers scatter no more than by chance, the second for one with plain tastes.

Below this the shift is exactly 0, so a writer without a taste sees the shipped marks.
"""
CALM_SCATTER, WILD_SCATTER = 1.2, 1.7
"""Mean squared standard error over a writer's rules: up to the first it is chance (1 is expected),
from the second on it is plain taste."""
SURER_UP = 3.0
"""So much more for showing more: one wrong mark costs more than one right mark earns."""
LEAST_ANSWERS = 1.2
"""Weighed answers below which a record says nothing; the first document gives 1.1 at most."""
LEAST_SPREAD = 0.13
"""Least variance of an answer, that of a chance of 0.85: one refusal of a mark that nearly everyone
keeps must not look like proof."""
MOST_DOWN, MOST_UP = 3.0, 1.0
"""The furthest that a writer's answers move a confidence, in log odds, all records together."""
ONE_VOICE, ONE_VOICE_WIDE = 0.25, 0.10
"""A record is shown less only when its parts agree: what some are kept beyond expectation is at
most this part of what the others fall short by. The parts of a rule are its phrases in their
places, those of a class or list its rules in their places; the second figure is for those two and
for places. One hated rule must not silence its neighbours, nor one hated place a rule everywhere.
"""
VOICES, VOICE = 3, 0.75
"""So many parts of a class, list or place must fall short, each by so many answers."""

MUTE_RUN, MUTE_PER_DOCUMENT = 10, 3
"""So many firm refusals of a rule in a row, nothing kept between them, mute the rule; at most three
of one document count, so four documents are needed."""
MUTE_DOCUMENTS = 4
MUTE_SHOWN, MUTE_AGREE = 50, 0.05
"""A rule that was answered so often and kept less often than this is muted, too."""

WORD_REFUSED, WORD_REFUSED_DOCUMENTS, WORD_USED = 3, 2, 5
"""A spelling refused or passed over so often, in so many documents, or used so often, is offered
to the dictionary; never one that was corrected even once."""

EDITED_LEAST = 0.4
"""What an edited suggestion counts when nothing of it was left; 1 when all of it was."""
_WEIGHTS = {
    Outcome.ACCEPTED: 1.0,
    Outcome.OVERTYPED: 1.0,
    Outcome.CHECKED: 1.0,
    Outcome.EDITED: 0.7,
    Outcome.IGNORED: 0.3,
    Outcome.REVERTED: 2.0,
}
_REFUSALS = {
    Dismissal.NOT_NOW: 0.1,
    Dismissal.NOT_HERE: 1.0,
    Dismissal.NOT_PHRASE: 1.25,
    Dismissal.MUTE_RULE: 1.5,
}
KEPT = frozenset({Outcome.ACCEPTED, Outcome.EDITED, Outcome.OVERTYPED, Outcome.CHECKED})


def weight(outcome: Outcome, dismissal: Dismissal | None, distance: float | None) -> float:
    """How much one answer counts, 0 for none; `distance` is the share of tokens changed, 0 to 1.

    An edited suggestion counts 1 when next to nothing was changed down to 0.4; 0.7 when unknown.
    """
    if outcome is Outcome.DISMISSED:
        return _REFUSALS[dismissal] if dismissal is not None else 1.0
    if outcome is Outcome.EDITED and distance is not None:
        return 1.0 - (1.0 - EDITED_LEAST) * min(1.0, max(0.0, distance))
    return _WEIGHTS.get(outcome, 0.0)


def faded(answers: float, age: timedelta) -> float:
    """What is left of an answer after so many later ones and so much time."""
    days = max(0.0, age.total_seconds() / 86_400)
    return float(0.5 ** (answers / HALF_LIFE_ANSWERS + days / HALF_LIFE_DAYS))
