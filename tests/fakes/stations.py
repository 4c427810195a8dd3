"""Stand-ins for the stations of the engine: small, deterministic, counting what they were asked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from suggest.capture import Capture
from suggest.engine import Engine
from suggest.errors import SuggesterFailed
from suggest.events import Event
from suggest.feedback.dismissed import Dismissals
from suggest.guards import GUARDS
from suggest.guards.dismissed import DismissedGuard
from suggest.language import LanguageGate
from suggest.options import EngineOptions
from suggest.parts import EngineParts
from suggest.passages import PassageReader
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Bars, Policy
from suggest.protection import Protector
from suggest.values import (
    Dialect,
    Dismissal,
    DocumentFacts,
    Drop,
    DropReason,
    Grade,
    Judged,
    Kind,
    Outcome,
    Passage,
    Proposal,
    Span,
    Suggestion,
    Trigger,
)


@dataclass
class WordSuggester:
    """Proposes a replacement for each of its words; `asked` keeps the texts it was given."""

    words: dict[str, str]
    kind: Kind = Kind.CORRECTNESS
    name: str = "words"
    asked: list[str] = field(default_factory=list)
    fails: bool = False
    at_end: list[bool] = field(default_factory=list)

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        self.asked.append(passage.text)
        self.at_end.append(facts.at_end)
        if self.fails:
            raise SuggesterFailed("The word list is broken.")
        return [
            Proposal(
                Span(*match.span()),
                match[0],
                new,
                self.kind,
                f"words/{old}",
                f"“{new}” is meant.",
                "Test list",
                "words",
            )
            for old, new in self.words.items()
            for match in re.finditer(rf"\b{old}\b", passage.text)
        ]

    async def warm_up(self) -> None: ...

    def close(self) -> None: ...


class NothingOffline:
    """Stands for the offline lists: holds nothing and costs nothing."""

    def suggesters(self, dialect: Dialect) -> tuple[WordSuggester, ...]:
        return ()


class FlatGrader:
    """Grades everything alike."""

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        return [Grade(0.0) for _ in proposals]


@dataclass
class FixedCalibration:
    """Confidence by the original word, else `default`."""

    by_word: dict[str, float] = field(default_factory=dict)
    default: float = 0.8

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        return self.by_word.get(proposal.original, self.default)


class ListRecorder:
    """Keeps everything it is told as tuples in `told`."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def names(self, word: str) -> list[object]:
        """First arguments of every call of that name."""
        return [row[1] for row in self.told if row[0] == word]

    def open_document(self, document: str) -> None:
        self.told.append(("open_document", document))

    def close_document(self) -> None:
        self.told.append(("close_document",))

    def read(self, words: int) -> None:
        self.told.append(("read", words))

    def held(
        self, proposal_id: str, judged: Judged, drop: Drop, bar: float, passage: Passage
    ) -> None:
        self.told.append(("held", proposal_id, drop.reason))

    def shown(self, suggestion: Suggestion, passage: Passage, trigger: Trigger) -> None:
        self.told.append(("shown", suggestion.id, trigger))

    def visible(self, ids: Collection[str]) -> None:
        self.told.append(("visible", frozenset(ids)))

    def caret_in(self, ids: Collection[str]) -> None:
        self.told.append(("caret_in", tuple(ids)))

    def tick(self) -> float | None:
        return None

    def card_opened(self, suggestion_id: str) -> None:
        self.told.append(("card_opened", suggestion_id))

    def card_closed(self, suggestion_id: str) -> None:
        self.told.append(("card_closed", suggestion_id))

    def accepted(self, suggestion_id: str, text: str) -> None:
        self.told.append(("accepted", suggestion_id, text))

    def amended(self, suggestion_id: str, text: str) -> None:
        self.told.append(("amended", suggestion_id, text))

    def dismissed(self, suggestion_id: str, how: Dismissal) -> None:
        self.told.append(("dismissed", suggestion_id, how))

    def checked(self, suggestion_id: str) -> None:
        self.told.append(("checked", suggestion_id))

    def rated(self, suggestion_id: str, good: bool) -> None:
        self.told.append(("rated", suggestion_id, good))

    def reported(self, suggestion_id: str, note: str) -> None:
        self.told.append(("reported", suggestion_id, note))

    def overtyped(self, suggestion_id: str) -> None:
        self.told.append(("overtyped", suggestion_id))

    def edited_around(self, suggestion_id: str, rewrite: str | None) -> None:
        self.told.append(("edited_around", suggestion_id, rewrite))

    def reverted(self, suggestion_id: str) -> None:
        self.told.append(("reverted", suggestion_id))

    def withdrawn(self, suggestion_id: str, reason: DropReason) -> None:
        self.told.append(("withdrawn", suggestion_id, reason))

    def probe(self, suggestion_id: str, seconds: float, kept: float, retained: int) -> None:
        self.told.append(("probe", suggestion_id, seconds, kept, retained))

    def outcome(self, suggestion_id: str) -> Outcome | None:
        return None

    def record_of(self, rule: str, kind: Kind) -> tuple[int, int]:
        return (0, 0)


@dataclass
class Bench:
    """An engine on fakes, and what it published and recorded."""

    engine: Engine
    suggester: WordSuggester
    recorder: ListRecorder
    dismissals: Dismissals
    events: list[Event]


def bench(
    words: dict[str, str],
    *,
    options: EngineOptions | None = None,
    confidence: dict[str, float] | None = None,
    now: "Clock | None" = None,
    gate: LanguageGate | None = None,
) -> Bench:
    """An engine whose only suggester replaces `words`, with bars of 0.5."""
    suggester = WordSuggester(words)
    recorder = ListRecorder()
    dismissals = Dismissals(None, lambda: datetime(2026, 3, 12, tzinfo=UTC))
    guards = (*(guard() for guard in GUARDS), DismissedGuard(dismissals))
    stations = Stations((suggester,), guards, FlatGrader(), FixedCalibration(confidence or {}))
    ids = count(1)
    parts = EngineParts(
        lambda dialect: Pipeline(stations),
        lambda delay, gone: Capture(PassageReader(Protector()), delay, gone),
        Policy({kind: Bars(0.9, 0.5, 0.3) for kind in Kind}),
        recorder,
        dismissals,
        gate or EveryLanguage(),
        now or Clock(),
        lambda: f"s{next(ids)}",
    )
    events: list[Event] = []
    engine = Engine(parts, options or EngineOptions(Dialect.US), events.append)
    return Bench(engine, suggester, recorder, dismissals, events)


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class EveryLanguage(LanguageGate):
    """Reads everything without loading a classifier."""

    async def warm_up(self) -> None: ...
