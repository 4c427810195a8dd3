"""A whole engine with a courier and a fake provider, typed into with a clock that jumps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from suggest.calibration import TableCalibration
from suggest.capture import Capture
from suggest.engine import Engine
from suggest.events import Event, StateChanged
from suggest.feedback.dismissed import Dismissals
from suggest.feedback.event import FeedbackEvent
from suggest.feedback.outcomes import Outcomes
from suggest.feedback.telling import Clocks
from suggest.frequency import load_frequencies
from suggest.guards import GUARDS
from suggest.guards.base import Guard
from suggest.makers import ByMaker
from suggest.model.base import Answers
from suggest.model.confidence import ModelConfidence, load_priors
from suggest.model.courier import Courier
from suggest.model.desk import DeskParts, ModelDesk, Seat
from suggest.model.guards import CloseGuard, GradedGuard
from suggest.model.judging import Judging
from suggest.model.memory import ModelMemory
from suggest.model.pace import Pace
from suggest.model.prompts import load_prompts
from suggest.model.proposing import Proposing
from suggest.options import EngineOptions
from suggest.parts import EngineParts
from suggest.passages import PassageReader
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Policy, load_bars
from suggest.protection import Protector
from suggest.providers.base import Provider
from suggest.values import Dialect, Splice, Trigger
from tests.fakes.provider import FakeProvider
from tests.fakes.stations import EveryLanguage, FlatGrader, WordSuggester

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"


def model_guards() -> tuple[Guard, ...]:
    """The guards of model proposals in front of those of all."""
    frequencies = load_frequencies(RESOURCES / "frequencies.txt")
    return (
        GradedGuard(),
        CloseGuard(frequencies),
        *(guard() for guard in GUARDS),
    )


def make_desk(
    memory: ModelMemory,
    proposer: Provider,
    grader: Provider | None,
    guards: tuple[Guard, ...] = (),
    answers: Answers | None = None,
    model: str = "fake-1",
) -> ModelDesk:
    """A desk with the shipped prompts; ids and boundaries are numbered."""
    prompts = load_prompts(RESOURCES / "prompts")
    numbers = count(1)

    def token() -> str:
        return f"{next(numbers):08d}"

    judging = Judging(prompts.get("grade"), "fake-grader", token) if grader else None
    parts = DeskParts(
        proposing=Proposing(prompts.get("propose"), model, token),
        proposer=Seat(proposer, lambda answer: (0.5, "EUR")),
        guards=lambda: guards,
        new_id=lambda: f"call-{next(numbers)}",
        judging=judging,
        grader=Seat(grader, lambda answer: (0.25, "EUR")) if grader else None,
        answers=answers,
    )
    return ModelDesk(parts, memory)


@dataclass
class ModelBench:
    """The engine, its courier and everything it wrote to the log; use inside `in_virtual_time`."""

    proposer: FakeProvider
    grader: FakeProvider | None
    words: dict[str, str] = field(default_factory=dict)
    pace: Pace | None = None
    answers: Answers | None = None
    log: list[FeedbackEvent] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    lines: list[str] = field(default_factory=lambda: [""])
    stale: int = 0

    async def start(self, *lines: str) -> None:
        """Opens a text and reads it."""
        now = asyncio.get_running_loop().time
        self.memory = ModelMemory()
        self.courier = Courier(self.memory, now, self.pace)
        guards = model_guards()
        bars = load_bars(RESOURCES / "confidence.json")
        models = ModelConfidence(
            load_priors(RESOURCES / "model_priors.json"),
            {kind: bar.balanced for kind, bar in bars.items()},
        )
        makers = ByMaker(FlatGrader(), TableCalibration({}), models)
        stations = Stations((WordSuggester(self.words), self.memory), guards, makers, makers)
        ids = count(1)
        clocks = Clocks(now, lambda: datetime(2026, 3, 12, tzinfo=UTC))
        parts = EngineParts(
            lambda dialect: Pipeline(stations),
            lambda delay, gone: Capture(PassageReader(Protector()), delay, gone),
            Policy(bars),
            Outcomes(self.log.append, clocks, "session"),
            Dismissals(None, lambda: datetime(2026, 3, 12, tzinfo=UTC)),
            EveryLanguage(),
            now,
            lambda: f"s{next(ids)}",
            self.courier,
        )
        self._warm = asyncio.Event()
        self.engine = Engine(parts, EngineOptions(Dialect.US), self._publish)
        self.guards = guards
        self.courier.use(self.desk())
        self.load(*lines)
        await self.engine.start()
        await self._warm.wait()  # a thread warms up: time must not run away meanwhile
        await asyncio.sleep(3)

    def _publish(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, StateChanged):
            self._warm.set()

    def desk(self, model: str = "fake-1") -> ModelDesk:
        """A desk over the two providers."""
        return make_desk(self.memory, self.proposer, self.grader, self.guards, self.answers, model)

    def load(self, *lines: str) -> None:
        """Another text is in the window."""
        self.lines = list(lines) or [""]
        self.engine.load(self.lines, "document")
        self.engine.viewport(0, 40)
        self.engine.focus(True)

    def splice(self, first: int, number: int, new: tuple[str, ...], at: tuple[int, int]) -> None:
        """Replaces lines; `at` are the code points kept at the start and the end."""
        self.lines[first : first + number] = list(new)
        self.engine.edit(Splice(first, number, new, *at), Trigger.PAUSE)

    def type(self, line: int, text: str, column: int | None = None) -> None:
        """Puts text into a line and the caret behind it; "\\n" splits the line."""
        old = self.lines[line]
        at = len(old) if column is None else column
        pieces = tuple((old[:at] + text + old[at:]).split("\n"))
        tail = len(old) - at
        self.splice(line, 1, pieces, (at, tail))
        self.engine.caret(line + len(pieces) - 1, len(pieces[-1]) - tail)

    def erase(self, line: int, start: int, end: int) -> None:
        """Takes code points out of a line."""
        old = self.lines[line]
        self.splice(line, 1, (old[:start] + old[end:],), (start, len(old) - end))
        self.engine.caret(line, start)

    @property
    def marked(self) -> list[tuple[str, str | None]]:
        """What is marked now, with the replacement."""
        shown = self.engine.suggestions()
        return [(s.proposal.original, s.proposal.replacement) for s in shown]

    @property
    def held(self) -> list[tuple[str, str, str]]:
        """What is held back: the words, the guard or reason, and the sentence."""
        return [
            (one.proposal.original, one.drop.guard or one.drop.reason.value, one.drop.detail)
            for one in self.engine.held()
        ]

    @property
    def details(self) -> list[str]:
        """The sentences the status bar was given, without repetitions."""
        told = [e.detail for e in self.events if isinstance(e, StateChanged)]
        return [d for n, d in enumerate(told) if d and (n == 0 or told[n - 1] != d)]
