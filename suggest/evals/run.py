"""A whole run: which engine, which choice, which sets, and its JSON form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from suggest.evals.results import SetResult

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Run:
    """Results of several sets by one engine. `made` is the time in ISO form."""

    name: str
    made: str
    engine: str
    version: str
    dialect: str
    choice: Mapping[str, str]
    results: tuple[SetResult, ...]

    def about(self) -> Iterator[tuple[str, str]]:
        """What a reader needs to know to get the same figures, as names and values."""
        yield from (("engine", f"{self.engine} {self.version}"), ("dialect", self.dialect))
        yield from self.choice.items()
        yield "made", self.made

    def as_json(self) -> dict[str, Any]:
        """Everything but texts."""
        return {
            "format": FORMAT,
            "name": self.name,
            "made": self.made,
            "engine": {"name": self.engine, "version": self.version, "dialect": self.dialect},
            "choice": dict(self.choice),
            "sets": [result.as_json() for result in self.results],
        }
