"""An engine for interface tests: marks fixed phrases, remembers calls, publishes like the real one.

It finds its phrases anew after every edit, so marks move with the text; it waits for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from suggest import (
    Dismissal,
    DismissalEntry,
    Drop,
    DropReason,
    Edit,
    EngineOptions,
    EngineState,
    Event,
    Gone,
    Held,
    HeldChanged,
    Kind,
    Mark,
    MarksChanged,
    Outcome,
    Place,
    Proposal,
    Sent,
    Shown,
    Span,
    Splice,
    StateChanged,
    Suggestion,
)
from suggest.values import Origin, Trigger


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing the fake marks wherever it stands."""

    text: str
    replacement: str | None
    kind: Kind
    rule: str
    message: str
    confidence: float = 0.8
    alternatives: tuple[str, ...] = ()


PHRASES = (
    Phrase(
        "In order to",
        "To",
        Kind.CLARITY,
        "wordy/in-order-to",
        "“In order to” says no more than “to”.",
        alternatives=("So, to", "So as to"),
    ),
    Phrase(
        "would of",
        "would have",
        Kind.CORRECTNESS,
        "grammar/would-of",
        "“Of” here stands for “have”.",
        0.94,
    ),
    Phrase(
        "leverage",
        "use",
        Kind.TONE,
        "jargon/leverage",
        "Corporate jargon; a plain verb reads warmer.",
        0.7,
    ),
    Phrase(
        "40% fewer tickets",
        None,
        Kind.FACT,
        "facts/number",
        "Check this number. Stet never changes it.",
        0.6,
    ),
)
HELD_PHRASES = (
    (
        Phrase("no matter how", "however", Kind.CLARITY, "wordy/no-matter", "Shorter.", 0.4),
        Drop(DropReason.BELOW_THRESHOLD),
    ),
    (
        Phrase("team of six", "small team", Kind.CLARITY, "wordy/team-of", "Shorter.", 0.7),
        Drop(DropReason.GUARDED, "numbers"),
    ),
    (
        Phrase("out loud", "openly", Kind.TONE, "tone/out-loud", "Plainer.", 0.7),
        Drop(DropReason.DISMISSED_BEFORE),
    ),
)


class FakeEngine:
    """Satisfies ui.engine.WritingEngine; `calls` lists what it was told."""

    def __init__(self, publish: Callable[[Event], None] | None = None) -> None:
        self.publish: Callable[[Event], None] = publish or (lambda event: None)
        self.calls: list[tuple[object, ...]] = []
        self.options = EngineOptions()
        self.state = EngineState.IDLE
        self.state_detail = ""
        self.when = datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
        self._lines: list[str] = [""]
        self._found: dict[str, tuple[Suggestion, Place]] = {}
        self._held: tuple[Held, ...] = ()
        self._forced: set[str] = set()
        self._dismissed: list[DismissalEntry] = []
        self._answered: set[str] = set()
        self._words: list[str] = ["Stet"]
        self.sent_of: dict[str, tuple[Sent, ...]] = {}
        self.triggers: list[Trigger] = []
        """Why each edit came about, in order."""
        self.origins: dict[str, Origin] = {}
        """Origins of phrases by their words: those come from a model."""

    # What the writer does to the text

    def load(self, lines: Sequence[str], document: str) -> None:
        self.calls.append(("load", document))
        self._lines = list(lines)
        self._answered.clear()
        self._find()

    def edit(self, splice: Splice, trigger: Trigger = Trigger.PAUSE) -> None:
        self.calls.append(("edit", splice))
        self.triggers.append(trigger)
        self._lines[splice.first : splice.first + splice.count] = list(splice.lines)
        self._find()

    def caret(self, line: int, column: int) -> None:
        self.calls.append(("caret", line, column))

    def viewport(self, first: int, last: int) -> None:
        self.calls.append(("viewport", first, last))

    def focus(self, focused: bool) -> None:
        self.calls.append(("focus", focused))

    # What is shown

    def marks(self, line: int) -> Sequence[Mark]:
        if self.state in (EngineState.OFF, EngineState.SNOOZED):
            return ()
        return [
            Mark(key, suggestion.proposal.kind, place.start, place.end)
            for key, (suggestion, place) in self._found.items()
            if place.line == line
        ]

    def place(self, suggestion_id: str) -> Place | None:
        found = self._found.get(suggestion_id)
        return found[1] if found else None

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        found = self._found.get(suggestion_id)
        return found[0] if found else None

    def suggestions(self) -> list[Suggestion]:
        if self.state in (EngineState.OFF, EngineState.SNOOZED):
            return []
        return [suggestion for suggestion, _ in self._found.values()]

    def held(self) -> tuple[Held, ...]:
        return self._held

    def phrase(self, suggestion_id: str) -> str:
        return f"{self.tenths(suggestion_id)} of 10 like this were kept"

    def tenths(self, suggestion_id: str) -> int:
        return round(self._found[suggestion_id][0].confidence * 10)

    def sent(self, suggestion_id: str) -> Sequence[Sent]:
        return self.sent_of.get(suggestion_id, ())

    def preview(self, eagerness: float) -> tuple[int, float]:
        return round(eagerness * 2 * len(self._found)), 0.95 - 0.3 * eagerness

    # What the writer answers

    def accept(self, suggestion_id: str, text: str | None = None) -> Edit | None:
        self.calls.append(("accept", suggestion_id, text))
        suggestion, place = self._found[suggestion_id]
        wording = suggestion.proposal.replacement if text is None else text
        if wording is None:
            return None
        self._answer(suggestion_id, Outcome.ACCEPTED)
        return Edit(place, wording, suggestion.proposal.original)

    def dismiss(self, suggestion_id: str, how: Dismissal) -> None:
        self.calls.append(("dismiss", suggestion_id, how))
        proposal = self._found[suggestion_id][0].proposal
        key = f"{proposal.rule}|{proposal.original}"
        entry = DismissalEntry(key, how, proposal.rule, proposal.original, self.when)
        self._dismissed.append(entry)
        if how is Dismissal.NOT_PHRASE:
            self._words.append(proposal.original)
        self._answer(suggestion_id, Outcome.DISMISSED)

    def check(self, suggestion_id: str) -> None:
        self.calls.append(("check", suggestion_id))
        self._answer(suggestion_id, Outcome.CHECKED)

    def rate(self, suggestion_id: str, good: bool) -> None:
        self.calls.append(("rate", suggestion_id, good))

    def report(self, suggestion_id: str, note: str) -> None:
        self.calls.append(("report", suggestion_id, note))

    def card_opened(self, suggestion_id: str) -> None:
        self.calls.append(("card_opened", suggestion_id))

    def card_closed(self, suggestion_id: str) -> None:
        self.calls.append(("card_closed", suggestion_id))

    def show_anyway(self, held_id: str) -> None:
        self.calls.append(("show_anyway", held_id))
        self._forced.add(held_id)
        self._find()

    def restore(self, key: str) -> None:
        self.calls.append(("restore", key))
        self._dismissed = [entry for entry in self._dismissed if entry.key != key]
        self._find()

    def dismissals(self) -> Sequence[DismissalEntry]:
        return tuple(self._dismissed)

    # What the writer sets

    def set_enabled(self, on: bool) -> None:
        self.calls.append(("set_enabled", on))
        self._become(EngineState.IDLE if on else EngineState.OFF)

    def snooze(self, minutes: int | None) -> None:
        self.calls.append(("snooze", minutes))
        self._become(EngineState.SNOOZED)

    def configure(self, options: EngineOptions) -> None:
        self.calls.append(("configure", options))
        self.options = options
        self._find()

    def words(self) -> list[str]:
        return list(self._words)

    def add_word(self, word: str) -> None:
        self.calls.append(("add_word", word))
        self._words.append(word)

    def remove_word(self, word: str) -> None:
        self.calls.append(("remove_word", word))
        self._words.remove(word)

    # Its own work

    def told(self, name: str) -> list[tuple[object, ...]]:
        """The calls of one method."""
        return [call for call in self.calls if call[0] == name]

    def _become(self, state: EngineState) -> None:
        self.state = state
        self.publish(StateChanged(state, self.state_detail))
        self.publish(MarksChanged(tuple(range(len(self._lines)))))

    def _answer(self, suggestion_id: str, outcome: Outcome) -> None:
        suggestion, place = self._found.pop(suggestion_id)
        self._answered.add(suggestion_id)
        self.publish(MarksChanged((place.line,)))
        self.publish(Gone(suggestion, outcome))

    def _find(self) -> None:
        before = self._found
        self._found = {}
        refused = {entry.key for entry in self._dismissed}
        for number, line in enumerate(self._lines):
            for phrase, forced in self._phrases():
                start = line.find(phrase.text)
                key = f"{phrase.rule}@{phrase.text}"
                if start < 0 or f"{phrase.rule}|{phrase.text}" in refused:
                    continue
                if phrase.kind not in self.options.classes and not forced:
                    continue
                suggestion = before[key][0] if key in before else self._suggestion(key, phrase)
                place = Place(number, start, number, start + len(phrase.text))
                self._found[key] = (suggestion, place)
        self._found = dict(sorted(self._found.items(), key=lambda item: _order(item[1][1])))
        for key, (suggestion, _) in self._found.items():
            if key not in before:
                self.publish(Shown(suggestion))
        for key, (suggestion, _) in before.items():
            if key not in self._found:
                self.publish(Gone(suggestion, Outcome.WITHDRAWN))
        self._hold()
        self.publish(MarksChanged(tuple(range(len(self._lines)))))

    def _phrases(self) -> list[tuple[Phrase, bool]]:
        forced = [p for p, _ in HELD_PHRASES if f"held:{p.rule}" in self._forced]
        return [(p, False) for p in PHRASES] + [(p, True) for p in forced]

    def _hold(self) -> None:
        held: list[Held] = []
        for number, line in enumerate(self._lines):
            for phrase, drop in HELD_PHRASES:
                key = f"held:{phrase.rule}"
                if phrase.text in line and key not in self._forced:
                    made = self._proposal(phrase)
                    held.append(Held(key, made, phrase.confidence, drop, 0.6, number))
        if tuple(held) != self._held:
            self._held = tuple(held)
            self.publish(HeldChanged(self._held))

    def _proposal(self, phrase: Phrase) -> Proposal:
        made = _proposal(phrase)
        origin = self.origins.get(phrase.text)
        return replace(made, source="model:propose@1", origin=origin) if origin else made

    def _suggestion(self, key: str, phrase: Phrase) -> Suggestion:
        return Suggestion(key, self._proposal(phrase), phrase.confidence, 0.6)


def _order(place: Place) -> tuple[int, int]:
    return place.line, place.start


def _proposal(phrase: Phrase) -> Proposal:
    return Proposal(
        span=Span(0, len(phrase.text)),
        original=phrase.text,
        replacement=phrase.replacement,
        kind=phrase.kind,
        rule=phrase.rule,
        message=phrase.message,
        source="House list",
        mutes=phrase.rule.split("/", maxsplit=1)[0],
        alternatives=phrase.alternatives,
    )
