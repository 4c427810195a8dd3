"""What is told of a suggestion and changes no outcome: cards, thumbs, reports, probes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from suggest.feedback.entry import Entry
from suggest.feedback.event import Action, EventText, FeedbackEvent
from suggest.feedback.telling import Clocks, Teller, words_of


class Notes:
    """The proposals of the open document and the teller of their events.

    `session` must be new for every window and every start. Unknown ids are ignored.
    """

    def __init__(
        self, record: Callable[[FeedbackEvent], None], clocks: Clocks, session: str
    ) -> None:
        self.keep_text = True
        """False leaves the writer's words out of all events from now on."""
        self._now = clocks.mono
        self._teller = Teller(record, clocks, session)
        self._tell = self._teller.tell
        self._entries: dict[str, Entry] = {}

    def card_opened(self, suggestion_id: str) -> None:
        """The card of a suggestion opened."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            entry.open_card(self._now())

    def card_closed(self, suggestion_id: str) -> None:
        """The card of a suggestion closed."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            entry.close_card(self._now())

    def rated(self, suggestion_id: str, good: bool) -> None:
        """Thumbs up or down; the state stays."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            self._tell(entry, Action.RATED, good=good)

    def reported(self, suggestion_id: str, note: str) -> None:
        """The writer reported a problem. The note is kept even when no other text is."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            words = self._words(entry) or EventText()
            self._tell(entry, Action.REPORTED, text=replace(words, note=note))

    def probe(self, suggestion_id: str, seconds: float, kept: float, retained: int) -> None:
        """How much of an accepted text is left after so long."""
        entry = self._entries.get(suggestion_id)
        if entry is not None:
            self._tell(entry, Action.PROBE, probe_s=seconds, kept=kept, retained=retained)

    def _words(self, entry: Entry, final: str | None = None) -> EventText | None:
        return words_of(entry, final) if self.keep_text else None

    def _final(self, entry: Entry, final: str | None) -> dict[str, Any]:
        """The fields that tell what stands there now; the number is kept without the words."""
        if final is None:
            return {}
        return {"text": self._words(entry, final), "distance": entry.distance(final)}
