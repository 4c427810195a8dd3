"""A writer for the tests of the learning: answers in numbered drafts, on a clock of its own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from suggest.events import Learned, WordOffered
from suggest.learning.answers import Answer, Subject
from suggest.learning.kept import Kept, kept_of
from suggest.learning.learner import Learner, Listeners
from suggest.values import Dismissal, Kind, Outcome

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
UTILIZE = Subject("plain/utilize", Kind.CLARITY, "utilize", "use", "paragraph")


@dataclass
class Writer:
    """Answers one suggestion after the other; `told` has the news, `kept` what was to be kept."""

    now: datetime = NOON
    on: bool = True
    told: list[Learned | WordOffered] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)
    number: int = 0

    def __post_init__(self) -> None:
        listeners = Listeners(self.told.append, self._keep)
        self.learner = Learner(lambda: self.now, listeners, self.kept, lambda: self.on)

    def _keep(self, kept: Kept) -> None:
        self.kept = kept_of(kept.as_data())

    def answer(
        self,
        outcome: Outcome,
        draft: str = "a",
        subject: Subject = UTILIZE,
        *,
        how: Dismissal | None = None,
        one: str = "",
        shipped: float = 0.55,
        own: bool = True,
    ) -> Answer:
        """One more answer, a minute after the last."""
        self.number += 1
        self.now += timedelta(minutes=1)
        name = one or f"s{self.number}"
        if outcome is Outcome.DISMISSED and how is None:
            how = Dismissal.NOT_HERE
        return Answer(("session", name), draft, self.now, subject, shipped, outcome, how, None, own)

    def says(
        self, outcome: Outcome, draft: str = "a", subject: Subject = UTILIZE, **more: object
    ) -> None:
        """Answers and lets the learner hear it."""
        self.learner.take(self.answer(outcome, draft, subject, **more))  # type: ignore[arg-type]

    def refuses(self, times: int, subject: Subject = UTILIZE, drafts: int = 0) -> None:
        """Dismisses so often, each time in another draft or in turn in so many."""
        for turn in range(times):
            self.says(Outcome.DISMISSED, f"d{turn % drafts if drafts else turn}", subject)

    def shift(self, subject: Subject = UTILIZE) -> float:
        return self.learner.shift(subject)

    def listed(self, *, undone: bool = False) -> list[str]:
        return [a.key for a in self.learner.adaptations() if a.undone is undone]
