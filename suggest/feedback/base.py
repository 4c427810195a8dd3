"""What the engine tells the feedback station; `Outcomes` is the real one, tests may count."""

from collections.abc import Collection
from typing import Protocol

from suggest.values import (
    Dismissal,
    Drop,
    DropReason,
    Judged,
    Kind,
    Outcome,
    Passage,
    Suggestion,
    Trigger,
)


class Recorder(Protocol):
    """From what happens to outcomes. Ids are suggestion ids; a proposal keeps its id when shown."""

    def open_document(self, document: str) -> None:
        """Starts on a document (salted id) and closes the one before."""
        ...

    def close_document(self) -> None:
        """Gives every live suggestion its final state."""
        ...

    def read(self, words: int) -> None:
        """A passage was read, in a document that has so many words now."""
        ...

    def held(
        self, proposal_id: str, judged: Judged, drop: Drop, bar: float, passage: Passage
    ) -> None:
        """A proposal was not shown."""
        ...

    def shown(self, suggestion: Suggestion, passage: Passage, trigger: Trigger) -> None:
        """A suggestion became a mark, perhaps for the second time."""
        ...

    def visible(self, ids: Collection[str]) -> None:
        """These marks are painted in a focused window now."""
        ...

    def caret_in(self, ids: Collection[str]) -> None:
        """These marks are in the caret's paragraph now."""
        ...

    def tick(self) -> float | None:
        """Settles what time alone decides; seconds until the next call is due."""
        ...

    def card_opened(self, suggestion_id: str) -> None:
        """The card of a suggestion opened."""
        ...

    def card_closed(self, suggestion_id: str) -> None:
        """The card of a suggestion closed."""
        ...

    def accepted(self, suggestion_id: str, text: str) -> None:
        """The writer took it, as it was or as `text`."""
        ...

    def amended(self, suggestion_id: str, text: str) -> None:
        """What was accepted was changed where it stands: `text` is there now."""
        ...

    def dismissed(self, suggestion_id: str, how: Dismissal) -> None:
        """The writer refused it."""
        ...

    def checked(self, suggestion_id: str) -> None:
        """The writer confirmed a fact flag."""
        ...

    def rated(self, suggestion_id: str, good: bool) -> None:
        """Thumbs up or down."""
        ...

    def reported(self, suggestion_id: str, note: str) -> None:
        """The writer reported a problem with it."""
        ...

    def overtyped(self, suggestion_id: str) -> None:
        """The writer typed the same."""
        ...

    def edited_around(self, suggestion_id: str, rewrite: str | None) -> None:
        """The passage was edited without it; `rewrite` is the writer's own version when known."""
        ...

    def reverted(self, suggestion_id: str) -> None:
        """An accepted suggestion was undone within two minutes."""
        ...

    def withdrawn(self, suggestion_id: str, reason: DropReason) -> None:
        """The engine took the mark away."""
        ...

    def probe(self, suggestion_id: str, seconds: float, kept: float, retained: int) -> None:
        """How much of an accepted text is left after so long."""
        ...

    def outcome(self, suggestion_id: str) -> Outcome | None:
        """The present state, None while open."""
        ...

    def record_of(self, rule: str, kind: Kind) -> tuple[int, int]:
        """This writer's (kept, decided) counts: of the rule if it has 20, else of the kind."""
        ...
