"""Makes feedback logs as long and as mixed as months of use leave behind, in seconds.

Rows go straight into the tables in one transaction; every number follows from the seed. The words
are made up of a few plain sentences, and only the newest proposals have any.
"""

import hashlib
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suggest.feedback.schema import COLUMNS
from suggest.feedback.store import open_log

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
_PER_SESSION = 60  # proposals
_WORDS_FOR = 40  # sessions, the newest, whose proposals have their words


@dataclass(frozen=True, slots=True)
class Trait:
    """A rule: how often it is proposed and kept, and the change it offers."""

    rule: str
    kind: str
    weight: int
    kept: float
    change: tuple[str, str | None]
    source: str = "House list"
    model: str = ""


TRAITS: Sequence[Trait] = (
    Trait("spelling/typo", "correctness", 18, 0.92, ("teh", "the"), "Spelling"),
    Trait("grammar/would-of", "correctness", 9, 0.90, ("would of", "would have"), "Grammar"),
    Trait("grammar/its", "correctness", 5, 0.86, ("it's", "its"), "Grammar"),
    Trait("wordy/in-order-to", "clarity", 12, 0.82, ("in order to", "to")),
    Trait("wordy/at-this-point", "clarity", 7, 0.74, ("at this point in time", "now")),
    Trait("wordy/due-to", "clarity", 6, 0.69, ("due to the fact that", "because")),
    Trait("plain/utilize", "clarity", 5, 0.22, ("utilize", "use")),
    Trait("jargon/leverage", "tone", 8, 0.58, ("leverage", "use")),
    Trait("jargon/reach-out", "tone", 4, 0.44, ("reach out to", "ask")),
    Trait("worn/game-changer", "tone", 3, 0.51, ("a game changer", "a big help")),
    Trait("facts/number", "fact", 6, 0.62, ("40%", None), "Facts"),
    Trait(
        "model/wording", "clarity", 9, 0.71, ("gave help to", "helped"), "push@6", "claude-sonnet"
    ),
    Trait("model/rewrite", "tone", 6, 0.66, ("very unique", "rare"), "push@7", "claude-sonnet"),
    Trait("post/first-line", "post", 1, 0.60, ("Hello all", None), "Post rules"),
)
_SENTENCES = (
    "We tried {} twice before the spring release.",
    "Nobody on the team asked for {} until the numbers came in.",
    "On Monday {} made the difference, and the queue was empty by noon.",
    "The second draft says {} where the first one said nothing.",
)
_DROPS = (
    ("below_threshold", "", 55),
    ("over_budget", "", 15),
    ("guarded", "numbers", 8),
    ("protected", "protected", 9),
    ("dismissed_before", "dismissed", 9),
    ("overlap", "", 4),
)
_DEFAULTS = {
    "trigger": "pause",
    "provider": "offline",
    "model": "",
    "request_id": "",
    "grades": "[]",
    "shown": 0,
    "guard": "",
    "currency": "",
    "visible_ms": 0,
    "card_ms": 0,
}


@dataclass(frozen=True, slots=True)
class _Proposal:
    """One proposal of a session; `start` is when it came up."""

    session: str
    number: int
    start: datetime
    trait: Trait
    confidence: float

    @property
    def id(self) -> str:
        return f"{self.session}-p{self.number}"

    def event(self, action: str, later: float, **more: object) -> dict[str, object]:
        """The columns of one event, `later` seconds after the proposal came up."""
        trait = self.trait
        wall = self.start + timedelta(seconds=later)
        request = f"r-{self.session}-{self.number // 4}" if trait.model else ""
        old, new = trait.change
        row: dict[str, object] = {
            **dict.fromkeys(COLUMNS),
            **_DEFAULTS,
            "wall": wall.isoformat(timespec="milliseconds"),
            "mono": self.number * 30.0 + later,
            "session": self.session,
            "document": f"doc-{self.session[-2:]}",
            "suggestion_id": self.id,
            "action": action,
            "rule": trait.rule,
            "kind": trait.kind,
            "source": trait.source,
            "span_length": len(old),
            "edit_length": None if new is None else len(new),
            "raw": 0.4,
            "confidence": self.confidence,
            "bar": 0.6,
        }
        if trait.model:
            cost = {"tokens": 640, "cost": 0.0021, "currency": "EUR", "latency_ms": 1400}
            row |= {"provider": "anthropic", "model": trait.model, "request_id": request, **cost}
        return row | more


def make_log(path: Path, events: int = 200_000, *, seed: int = 7, weeks: int = 26) -> int:
    """A log with at least so many events, newest at NOW; returns how many there are."""
    draw = random.Random(seed)
    sessions = max(1, events // 185)
    with closing(open_log(path)) as connection:
        connection.execute("BEGIN")
        for number in range(sessions * 4):
            begun = NOW - timedelta(weeks=weeks) * (1 - number / sessions) - timedelta(hours=1)
            if begun > NOW - timedelta(minutes=40):
                break
            _session(connection, draw, number, (begun, number >= sessions - _WORDS_FOR))
        connection.execute("COMMIT")
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _session(
    connection: sqlite3.Connection, draw: random.Random, number: int, when: tuple[datetime, bool]
) -> None:
    begun, words = when
    session = f"{number:06x}"
    rows: list[dict[str, object]] = []
    states: list[tuple[object, ...]] = []
    for place in range(_PER_SESSION):
        trait = draw.choices(TRAITS, [one.weight for one in TRAITS])[0]
        sure = min(0.97, max(0.3, draw.gauss(trait.kept + 0.02, 0.1)))
        start = begun + timedelta(seconds=place * 30)
        one = _Proposal(session, place, start, trait, round(sure, 4))
        told = list(_shown(one, draw) if draw.random() < 0.55 else _held(one, draw))
        last = next(row for row in reversed(told) if row["action"] != "probe")
        names = ("session", "suggestion_id", "document", "rule", "kind", "shown", "outcome")
        more = (last["dismissal"], last["drop_reason"])
        states.append((*(last[name] for name in names), *more))
        for row in told:
            row["event_id"] = f"{session}-{len(rows)}"
            rows.append(row)
    _write(connection, rows, states)
    if words:
        _write_words(connection, draw, rows)
    count = (session, f"doc-{session[-2:]}", begun.date().isoformat(), 140, 1_450)
    connection.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?)", count)


def _held(one: _Proposal, draw: random.Random) -> Iterator[dict[str, object]]:
    reason, guard, _ = draw.choices(_DROPS, [weight for *_, weight in _DROPS])[0]
    sure = round(draw.uniform(0.2, 0.59), 4) if reason == "below_threshold" else one.confidence
    yield one.event("held", 0, drop_reason=reason, guard=guard, trigger=None, confidence=sure)


def _shown(one: _Proposal, draw: random.Random) -> Iterator[dict[str, object]]:
    """A mark that was shown and what became of it; kept as often as its confidence says."""
    yield one.event("shown", 0, shown=1)
    seen = {"shown": 1, "visible_ms": draw.randint(900, 9000)}
    took = max(400, round(draw.lognormvariate(7.8, 0.7)))
    ending, how = _ending(one, draw)
    decided: dict[str, object] = {"outcome": ending, "dismissal": how, **seen}
    if ending not in ("unresolved", "ignored", "overtyped"):
        decided |= {"card_ms": took // 2, "decide_ms": took}
    previous = None
    if ending == "reverted":
        yield one.event("outcome", took / 1000, **{**decided, "outcome": "accepted"})
        previous = "accepted"
    if ending != "unresolved":
        yield one.event("outcome", took / 1000 + 1, previous=previous, **decided)
    if ending in ("accepted", "edited"):
        kept = 1.0 if draw.random() < 0.85 else 0.2
        for seconds in (30.0, 120.0, 300.0, 600.0):
            yield one.event(
                "probe", seconds, probe_s=seconds, kept=kept, retained=4, outcome=None, **seen
            )
    closed = {**decided, "decide_ms": None}
    yield one.event("closed", 1_300, previous=ending, **closed)


def _ending(one: _Proposal, draw: random.Random) -> tuple[str, str | None]:
    chance = draw.random()
    if chance < 0.12:
        return "unresolved", None
    if chance < 0.2:
        return "ignored", None
    if draw.random() < one.confidence - 0.03 * (one.trait.kind == "tone"):
        if one.trait.change[1] is None:
            return "checked", None
        return draw.choices(("accepted", "edited", "overtyped"), (80, 12, 8))[0], None
    if draw.random() < 0.1:
        return "reverted", None
    hows = ("not_now", "not_here", "not_phrase", "mute_rule")
    return "dismissed", draw.choices(hows, (40, 40, 17, 3))[0]


def _write(
    connection: sqlite3.Connection,
    rows: Sequence[dict[str, object]],
    states: Sequence[tuple[object, ...]],
) -> None:
    marks = ", ".join("?" for _ in COLUMNS)
    connection.executemany(
        f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({marks})",
        [[row[name] for name in COLUMNS] for row in rows],
    )
    connection.executemany("INSERT INTO states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", states)


def _write_words(
    connection: sqlite3.Connection, draw: random.Random, rows: Sequence[dict[str, object]]
) -> None:
    changes = {trait.rule: trait.change for trait in TRAITS}
    for row in rows:
        if row["action"] not in ("shown", "held"):
            continue
        old, new = changes[str(row["rule"])]
        sentence = draw.choice(_SENTENCES)
        text = sentence.format(old)
        passage = hashlib.sha256(text.encode()).hexdigest()[:16]
        connection.execute("INSERT OR IGNORE INTO passages VALUES (?, ?)", (passage, text))
        connection.execute(
            "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, NULL, '')",
            (row["event_id"], row["wall"], passage, text.index(old), old, new),
        )
