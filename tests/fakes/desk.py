"""What a window stands on in tests: preferences in memory, an exporter, prepared answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from suggest import Dialect, Kind
from ui.export_choice import ExportChoice, ExportCounts, ExportLook, ExportProblem, Told
from ui.question import Question


@dataclass(slots=True)
class FakePreferences:
    """Satisfies ui.preferences.Preferences."""

    theme: str = "light"
    reduce_motion: bool = True
    prose_size: int = 18
    column: int = 68
    dialect: Dialect = Dialect.US
    suggestions_on: bool = True
    delay_ms: int = 900
    eagerness: float = 0.5
    classes: frozenset[Kind] = frozenset(Kind)
    engine: str = "offline"
    anthropic_model: str = ""
    openai_model: str = ""
    anthropic_base_url: str = ""
    openai_base_url: str = ""
    grade_engine: str = "same"
    grade_model: str = ""
    grade_base_url: str = ""
    cap_day_tokens: int = 0
    cap_month_tokens: int = 0
    cap_day_money: float = 0.0
    cap_month_money: float = 0.0
    remote_consent: tuple[str, ...] = ()
    keep_text: bool = True
    text_days: int = 90
    learning_on: bool = True
    panel_open: bool = False
    geometry: bytes = b""
    recent: tuple[Path, ...] = ()
    last_file: Path | None = None
    first_run: bool = False


@dataclass(slots=True)
class FakeExporter:
    """Satisfies ui.export_choice.Exporter. `asked` are the choices counted, `steps` to be told."""

    ready: ExportCounts = field(default_factory=lambda: ExportCounts(12, 9, 2))
    runs: list[tuple[Path, ExportChoice]] = field(default_factory=list)
    asked: list[ExportChoice] = field(default_factory=list)
    problem: str = ""
    prepared: int = 0
    gate: Event = field(default_factory=Event)
    """Work waits for it, halfway; set unless a test clears it."""
    stopped: bool = False

    def __post_init__(self) -> None:
        self.gate.set()

    def prepare(self) -> None:
        self.prepared += 1

    def counts(self, choice: ExportChoice) -> ExportCounts:
        self.asked.append(choice)
        return self.ready

    def look(self, choice: ExportChoice, told: Told) -> ExportLook:
        self._work(told)
        return ExportLook({"events.jsonl": 12}, {"events.jsonl": ('{"row": 1}\n', '{"row": 2}\n')})

    def run(self, folder: Path, choice: ExportChoice, told: Told) -> Path:
        if self.problem:
            raise ExportProblem(self.problem)
        self._work(told)
        self.runs.append((folder, choice))
        return folder / "stet-export"

    def _work(self, told: Told) -> None:
        told(1, 2)
        self.gate.wait(10)
        if not told(2, 2):
            self.stopped = True
            raise ExportProblem("Stopped.")


@dataclass(slots=True)
class FakeEraser:
    """Satisfies ui.erase_dialog.Eraser."""

    erased: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def erase_all(self) -> list[str]:
        self.erased.append("all")
        return self.left

    def forget(self, document: str) -> list[str]:
        self.erased.append(document)
        return self.left


@dataclass(slots=True)
class FakeAsk:
    """Answers from `answers`, or with the question's `otherwise`; remembers what was asked."""

    answers: list[str] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def choose(self, question: Question, done: Callable[[str], None]) -> None:
        self.asked.append(question)
        answer = self.answers.pop(0) if self.answers else question.otherwise
        assert answer in (*question.answers, question.otherwise), answer
        done(answer)

    def file_to_open(self, folder: Path | None, done: Callable[[Path], None]) -> None:
        self._path(done)

    def file_to_save(self, suggestion: Path, done: Callable[[Path], None]) -> None:
        self._path(done)

    def folder(self, start: Path | None, done: Callable[[Path], None]) -> None:
        self._path(done)

    def _path(self, done: Callable[[Path], None]) -> None:
        if self.paths:
            done(self.paths.pop(0))
