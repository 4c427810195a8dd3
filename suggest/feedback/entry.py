"""What is known of one proposal while its document is open, and for how long it was seen."""

from dataclasses import dataclass

from suggest.diff import token_distance
from suggest.feedback.definitions import LEFT_SECONDS, SEEN_SECONDS
from suggest.values import Dismissal, DropReason, Judged, Outcome, Passage, Proposal, Trigger


@dataclass(slots=True)
class Entry:
    """One proposal; `state` None is open. Times are monotonic seconds."""

    id: str
    proposal: Proposal
    passage: Passage
    confidence: float
    bar: float
    trigger: Trigger | None = None
    raw: float | None = None
    grades: tuple[str, ...] = ()
    shown_at: float | None = None
    marked: bool = False
    state: Outcome | None = None
    dismissal: Dismissal | None = None
    drop_reason: DropReason | None = None
    guard: str = ""
    visible_since: float | None = None
    visible: float = 0.0
    seen_at: float | None = None
    first_visible: float | None = None
    caret_inside: bool = False
    left_at: float | None = None
    card_since: float | None = None
    card: float = 0.0
    taken: str | None = None
    final: str | None = None

    def take(self, judged: Judged) -> None:
        """Takes over the latest judgement."""
        self.proposal, self.confidence = judged.proposal, judged.confidence
        if judged.grade is not None:
            self.raw, self.grades = judged.grade.score, judged.grade.reasons

    def paint(self, painted: bool, now: float) -> None:
        """The mark is, or is no longer, painted in a focused window."""
        if painted and self.visible_since is None:
            self.visible_since = now
            self.first_visible = now if self.first_visible is None else self.first_visible
        elif not painted and self.visible_since is not None:
            self._notice(now)
            self.visible += now - self.visible_since
            self.visible_since = None

    def caret(self, inside: bool, now: float) -> None:
        """The caret is, or is no longer, in the mark's paragraph."""
        if inside:
            self.caret_inside, self.left_at = True, None
        elif self.caret_inside:
            self.caret_inside, self.left_at = False, now

    def open_card(self, now: float) -> None:
        """The card opened; a second opening without a closing counts from the first."""
        self.card_since = now if self.card_since is None else self.card_since

    def close_card(self, now: float) -> None:
        """The card closed."""
        if self.card_since is not None:
            # An opened card leaves a trace even when it closed within the same millisecond.
            self.card += max(now - self.card_since, 0.001)
            self.card_since = None

    @property
    def offered(self) -> tuple[str, ...]:
        """The wordings that could be taken; none for a mark that only flags."""
        first = self.proposal.replacement
        return () if first is None else (first, *self.proposal.alternatives)

    def distance(self, final: str) -> float | None:
        """Share of tokens changed since the offer; None when nothing was offered.

        The offer is the wording that was taken, before one was taken the nearest of all.
        """
        taken = self.taken
        offered = (taken,) if taken is not None and taken in self.offered else self.offered
        return min((token_distance(one, final) for one in offered), default=None)

    def seen(self, now: float) -> bool:
        """True once the mark was painted for long enough without a break."""
        self._notice(now)
        return self.seen_at is not None

    def ignored_at(self) -> float | None:
        """When silence becomes an answer if nothing else happens; None while it cannot."""
        if self.left_at is None:
            return None
        seen = self.seen_at
        if seen is None and self.visible_since is not None:
            seen = self.visible_since + SEEN_SECONDS
        return None if seen is None else max(seen, self.left_at) + LEFT_SECONDS

    def visible_ms(self, now: float) -> int:
        """Time painted in a focused window so far."""
        running = now - self.visible_since if self.visible_since is not None else 0.0
        return round((self.visible + running) * 1000)

    def card_ms(self, now: float) -> int:
        """Time the card was open so far."""
        running = max(now - self.card_since, 0.001) if self.card_since is not None else 0.0
        return round((self.card + running) * 1000)

    def decide_ms(self, now: float) -> int | None:
        """Time since the mark could first be seen, else since it was shown."""
        start = self.shown_at if self.first_visible is None else self.first_visible
        return None if start is None else round((now - start) * 1000)

    def _notice(self, now: float) -> None:
        since = self.visible_since
        if self.seen_at is None and since is not None and now - since >= SEEN_SECONDS:
            self.seen_at = since + SEEN_SECONDS
