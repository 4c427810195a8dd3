"""Asks the engine about the texts of a set, keeping each answer and its CPU time."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

from suggest.checker import Finding
from suggest.evals.cases import Answer, Case, marks_of
from suggest.values import Dialect

EAGERNESS = 0.5
"""What ships; the writer's own setting has no place in a figure that others must get too."""


class Reader(Protocol):
    """Reads a whole text; `Checker` is one."""

    async def check(
        self, text: str, *, eagerness: float = ..., bar: float | None = ...
    ) -> list[Finding]:
        """Every proposal in the text."""
        ...

    def close(self) -> None:
        """Frees what reading needs."""
        ...


class Answers(Protocol):
    """Answers of earlier runs; `AnswerStore` is one."""

    def get(self, text: str, dialect: Dialect) -> Answer | None:
        """The answer, if it is known."""
        ...

    def put(self, text: str, dialect: Dialect, answer: Answer) -> None:
        """Keeps an answer."""
        ...


@dataclass(frozen=True, slots=True)
class Bench:
    """What reads the texts, and who is told after each of them."""

    make_reader: Callable[[Dialect], Reader]
    dialect: Dialect
    advance: Callable[[], None]


async def answer_all(cases: Sequence[Case], bench: Bench, store: Answers) -> list[Answer]:
    """One answer per text, in order; a text that names its spelling is read in it.

    Raises what the reader raises; every answer until then is kept in the store.
    """
    answers: list[Answer] = []
    with ExitStack() as readers:
        by_dialect: dict[Dialect, Reader] = {}
        for case in cases:
            dialect = case.dialect or bench.dialect
            known = store.get(case.text, dialect)
            if known is None:
                if dialect not in by_dialect:
                    reader = bench.make_reader(dialect)
                    readers.callback(reader.close)
                    await reader.check("")  # starting up is no part of reading
                    by_dialect[dialect] = reader
                known = await _timed(by_dialect[dialect], case.text)
                store.put(case.text, dialect, known)
            answers.append(known)
            bench.advance()
    return answers


async def _timed(reader: Reader, text: str) -> Answer:
    """CPU seconds of all threads of this process, since engines read in worker threads."""
    start = time.process_time()
    findings = await reader.check(text, eagerness=EAGERNESS)
    return Answer(marks_of(findings), round(time.process_time() - start, 6))
