"""How long passages wait before they are sent, and what a courier did in a session."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pace:
    """When passages leave. Times are seconds.

    `gather`: how long the first ready one waits for company. `rest`: how long the writer must have
    rested in a passage for it to be ready all the same. `again`: when a failed one is tried again,
    at most `tries` times in all. `most` passages and `longest` code points go in one call; `calls`
    are under way at once.
    """

    gather: float = 1.5
    rest: float = 5.0
    look: float = 0.25
    again: float = 30.0
    tries: int = 3
    most: int = 8
    longest: int = 8_000
    calls: int = 2
    queue: int = 60


@dataclass(slots=True)
class Figures:
    """What the courier did in this session; `delays` are seconds from offer to request."""

    batches: int = 0
    canceled: int = 0
    failed: int = 0
    most_at_once: int = 0
    delays: list[float] = field(default_factory=list)
