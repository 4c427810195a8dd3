"""All records of a writer's answers, kept in step with the states of the suggestions."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from suggest.learning.answers import APART, Answer, Subject
from suggest.learning.definitions import KEPT, MOST_ANSWERS, weight
from suggest.learning.evidence import (
    NOTHING,
    Measure,
    Moment,
    Note,
    conviction,
    convinced,
    log_odds,
    measure,
)
from suggest.values import Dismissal

_REFUSALS_BEFORE = 10.0
"""Refusals of full weight that a writer starts with when their mean weight is asked for."""


@dataclass(frozen=True, slots=True)
class _Entry:
    note: Note
    subject: Subject
    keys: tuple[str, ...]


class Records:
    """Records by key (see `Subject.keys`). Reading is cached until the next answer or day."""

    def __init__(self) -> None:
        self._notes: dict[str, deque[_Entry]] = {}
        self._live: dict[tuple[str, str], tuple[Answer, int, list[tuple[str, Note]]]] = {}
        self._order = 0
        self._refusals = [_REFUSALS_BEFORE, _REFUSALS_BEFORE]
        self._cache: dict[str, Measure] = {}
        self._moment: Moment | None = None
        self._sures: dict[str, float] = {}  # of each record, as if nothing else were learned
        self._stale: set[str] = set()

    def add(self, answer: Answer) -> None:
        """Counts an answer; a later state of the same suggestion takes the place of the former."""
        self._forget(answer.id)
        outcome = answer.outcome
        worth = 0.0 if outcome is None else weight(outcome, answer.dismissal, answer.distance)
        self._cache.clear()
        self._moment = None
        if outcome is None or not worth:
            return
        self._order += 1
        kept = outcome in KEPT
        if not kept:
            self._refuse(worth, 1)
        written: list[tuple[str, Note]] = []
        odds = log_odds(min(0.98, max(0.002, answer.shipped)))
        mild = answer.dismissal is Dismissal.NOT_NOW
        keys = answer.subject.keys
        phrase = answer.subject.phrase
        for key in keys:
            voice = _voice(key, answer.subject, phrase)
            note = Note(answer.document, voice, worth, kept, odds, mild, self._order, answer.at)
            self._notes.setdefault(key, deque(maxlen=MOST_ANSWERS)).append(
                _Entry(note, answer.subject, keys)
            )
            written.append((key, note))
            self._stale.add(key)
        self._live[answer.id] = (answer, self._order, written)

    def keys(self) -> Iterable[str]:
        """Names of all records."""
        return self._notes.keys()

    def latest(self, key: str) -> Subject | None:
        """The subject of the newest answer in a record."""
        notes = self._notes.get(key)
        return notes[-1].subject if notes else None

    def shift(self, subject: Subject, since: Mapping[str, datetime], now: datetime) -> float:
        """The shift of all its records together, in log odds.

        `since` takes older answers out: by record, under "" for all records without their own.
        """
        return sum(self.measure(key, since, now).shift for key in subject.keys)

    def measure(self, key: str, since: Mapping[str, datetime], now: datetime) -> Measure:
        """What one record shows on top of the wider ones."""
        moment = self._at(since, now)
        known = self._cache.get(key)
        if known is None:
            known = self._cache[key] = self._measured(key, since, moment)
        return known

    def refresh(self) -> None:
        """What counts changed: everything is measured anew."""
        self._stale.update(self._notes)
        self._cache.clear()
        self._moment = None

    def _measured(self, key: str, since: Mapping[str, datetime], moment: Moment) -> Measure:
        found = self._entries(key, since)
        if not found or self._echoes(key):
            return NOTHING
        level = key.partition(":")[0]
        offsets: dict[int, float] = {}
        for entry in found:
            wider = (k for k in entry.keys if _rank(k) < _RANKS[level])
            offsets[entry.note.order] = sum(self.measure(k, since, moment.now).shift for k in wider)
        notes = [entry.note for entry in found]
        wide = level in ("class", "list", "place")
        return measure(notes, moment, lambda note: offsets[note.order], wide=wide)

    def _echoes(self, key: str) -> bool:
        """True for a phrase that its rule has nothing beside: it must not count twice."""
        rule = rule_of(key)
        if rule is None:
            return False
        return len(self._notes.get(rule, ())) == len(self._notes.get(key, ()))

    def _entries(self, key: str, since: Mapping[str, datetime]) -> list[_Entry]:
        after = _latest(since, key)
        return [e for e in self._notes.get(key, ()) if after is None or e.note.at > after]

    def _at(self, since: Mapping[str, datetime], now: datetime) -> Moment:
        moment = self._moment
        if moment is None or moment.now.date() != now.date():
            self._cache.clear()
            moment = Moment(now, self._order, self._refusals[0] / self._refusals[1])
            moment = convinced(moment, self._plainness(since, moment))
            self._moment = moment
        return moment

    def _plainness(self, since: Mapping[str, datetime], moment: Moment) -> float:
        """How plain this writer's tastes are, by whichever scatter most: places, rules, phrases."""
        for key in self._stale:
            found = self._entries(key, since)
            plain = measure([e.note for e in found], moment, lambda note: 0.0, wide=False)
            self._sures[key] = plain.sure
        self._stale.clear()
        return max(
            conviction(v for k, v in self._sures.items() if k.startswith(level))
            for level in ("place:", "rule:", "phrase:")
        )

    def _forget(self, one: tuple[str, str]) -> None:
        before = self._live.pop(one, None)
        if before is None:
            return
        answer, order, written = before
        if answer.outcome not in KEPT and written:
            self._refuse(written[0][1].weight, -1)
        for key, _ in written:
            self._stale.add(key)
            notes = self._notes[key]
            kept = [one for one in notes if one.note.order != order]
            notes.clear()
            notes.extend(kept)
            if not notes:
                del self._notes[key]

    def _refuse(self, worth: float, sign: int) -> None:
        self._refusals[0] += sign * min(1.0, worth)
        self._refusals[1] += sign


_RANKS = {"class": 0, "list": 1, "place": 2, "rule": 3, "phrase": 4}


def _rank(key: str) -> int:
    return _RANKS[key.partition(":")[0]]


def _voice(key: str, subject: Subject, phrase: str) -> str:
    """Parts of a record: for a class or list rules in places, for a rule phrases in places."""
    level = key.partition(":")[0]
    if level == "place":
        return subject.rule
    part = {"rule": phrase, "phrase": ""}.get(level, subject.rule)
    return f"{part}\n{subject.place}"


def _latest(since: Mapping[str, datetime], key: str) -> datetime | None:
    """When a record last began anew: by itself, with its rule, or with everything."""
    names = ["", key, rule_of(key) or ""]
    return max((since[name] for name in names if name in since), default=None)


def rule_of(key: str) -> str | None:
    """The record of the rule that a phrase's record belongs to; None for other records."""
    level, _, name = key.partition(":")
    return f"rule:{name.partition(APART)[0]}" if level == "phrase" else None
