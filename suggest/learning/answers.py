"""One answer of the writer as the learning sees it, and the names of the records it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from suggest.context import normal
from suggest.diff import token_distance
from suggest.values import Dismissal, Kind, Outcome, Proposal

SHIPPED, PLACE = "shipped=", "in="
"""How a grade's reasons carry the shipped confidence and the kind of block into the log."""
APART = "\x1f"
"""Stands between the rule and the words in the name of a phrase's record."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a proposal is, as far as tastes go: its class, rule, words and kind of block.

    `original` is the span as written, empty when words are not kept; `offered` None only flags.
    """

    rule: str
    kind: Kind
    original: str = ""
    offered: str | None = None
    place: str = ""

    @property
    def list_name(self) -> str:
        """The part of the rule's name before the slash."""
        return self.rule.partition("/")[0]

    @property
    def phrase(self) -> str:
        """The span with case and white space folded."""
        return normal(self.original)

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of its records, widest first: class, list, place, rule and, with words, phrase."""
        wide = (f"class:{self.kind}", f"list:{self.kind}/{self.list_name}")
        place = (f"place:{self.place}",) if self.place else ()
        words = self.phrase
        phrase = (f"phrase:{self.rule}{APART}{words}",) if words else ()
        return (*wide, *place, f"rule:{self.rule}", *phrase)


@dataclass(frozen=True, slots=True)
class Answer:
    """The state of one suggestion that was shown. `outcome` None: nothing more is known.

    `id` is the same for every state of one suggestion, in every session. `shipped` is the
    confidence before anything was learned.
    """

    id: tuple[str, str]
    document: str
    at: datetime
    subject: Subject
    shipped: float
    outcome: Outcome | None = None
    dismissal: Dismissal | None = None
    final: str | None = None
    own: bool = True

    @property
    def distance(self) -> float | None:
        """Share of tokens between what was offered and what stands there; None when unknown."""
        offered = self.subject.offered
        if self.final is None or offered is None:
            return None
        return token_distance(offered, self.final)


def subject_of(proposal: Proposal, place: str) -> Subject:
    """The subject of a proposal in that kind of block."""
    return Subject(proposal.rule, proposal.kind, proposal.original, proposal.replacement, place)


def carried(grades: tuple[str, ...], name: str) -> str:
    """What the reasons of a grade carry under `name`, or empty."""
    for one in grades:
        if one.startswith(name):
            return one[len(name) :]
    return ""
