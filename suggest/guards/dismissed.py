"""Guard: what the writer refused before stays refused."""

from suggest.feedback.dismissed import Dismissals
from suggest.values import Drop, Passage, Proposal


class DismissedGuard:
    """Looks each proposal up in the writer's dismissals and dictionary."""

    name = "dismissed"

    def __init__(self, dismissals: Dismissals) -> None:
        self._dismissals = dismissals

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """Drops what was dismissed here, as a phrase, or by muting its rule."""
        return self._dismissals.drop_for(passage, proposal)
