"""One passage through the stations: propose, guard, grade, calibrate, resolve overlaps.

It is handed its stations and imports none of them. Every proposal comes out as one Judged.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from suggest.errors import SuggesterFailed
from suggest.guards.base import Guard
from suggest.suggesters.base import Suggester
from suggest.values import (
    DocumentFacts,
    Drop,
    DropReason,
    Grade,
    Judged,
    Kind,
    Passage,
    Proposal,
    Span,
)

MOST_ALTERNATIVES = 3
LEAST_LENT = 0.02
"""Confidence below which a proposal has no words worth lending to the mark on its place."""
_AT_ONCE = 8
"""Proposals that are checked in one slice of about a millisecond."""
_log = logging.getLogger(__name__)


class Grader(Protocol):
    """The second pass: a raw score for each proposal that passed the guards."""

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        """One grade per proposal, in order."""
        ...


class Calibration(Protocol):
    """Raw grades to probabilities that this writer accepts."""

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        """A probability, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Stations:
    """What a passage passes through, in order."""

    suggesters: tuple[Suggester, ...]
    guards: tuple[Guard, ...]
    grader: Grader
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything proposed for a passage, judged, and the suggesters that failed on it."""

    passage: Passage
    judged: tuple[Judged, ...]
    failed: tuple[str, ...] = ()


class Pipeline:
    """Judges passages."""

    def __init__(self, stations: Stations) -> None:
        self._stations = stations

    async def warm_up(self) -> None:
        """Pays the one-off costs of all suggesters. Raises SuggesterFailed."""
        for suggester in self._stations.suggesters:
            await suggester.warm_up()

    def close(self) -> None:
        """Frees the suggesters' threads."""
        for suggester in self._stations.suggesters:
            suggester.close()

    async def read(self, passage: Passage, facts: DocumentFacts) -> Verdict:
        """The verdict on one passage; a suggester that fails costs only its own proposals."""
        proposals, failed = await self._propose(passage, facts)
        drops: list[Drop | None] = []
        for at, proposal in enumerate(proposals):
            if at % _AT_ONCE == 0:
                await asyncio.sleep(0)  # a long passage must not hold up a key
            drops.append(self._check(passage, proposal))
        drops = _refused_too(passage, proposals, drops)
        checked = list(zip(proposals, drops, strict=True))
        dropped = [Judged(p, 0.0, drop) for p, drop in checked if drop is not None]
        passed = [p for p, drop in checked if drop is None]
        await asyncio.sleep(0)
        grades = await self._stations.grader.grade(passage, passed, facts)
        judged = [
            Judged(p, self._stations.calibration.confidence(p, g), None, g)
            for p, g in zip(passed, grades, strict=True)
        ]
        return Verdict(passage, (*resolve_overlaps(judged), *dropped), failed)

    async def _propose(
        self, passage: Passage, facts: DocumentFacts
    ) -> tuple[list[Proposal], tuple[str, ...]]:
        suggesters = self._stations.suggesters
        answers = await asyncio.gather(
            *(s.propose(passage, facts) for s in suggesters), return_exceptions=True
        )
        proposals: list[Proposal] = []
        failed: list[str] = []
        for suggester, answer in zip(suggesters, answers, strict=True):
            if isinstance(answer, SuggesterFailed):
                failed.append(suggester.name)
            elif isinstance(answer, KeyboardInterrupt | SystemExit):
                raise answer
            elif isinstance(answer, BaseException):  # an engine in another language may panic
                _log.error("The suggester %s broke on a passage", suggester.name, exc_info=answer)
                failed.append(suggester.name)
            else:
                proposals.extend(answer)
        return proposals, tuple(failed)

    def _check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        for guard in self._stations.guards:
            drop = guard.check(passage, proposal)
            if drop is not None:
                return drop
        return None


def _refused_too(
    passage: Passage, proposals: Sequence[Proposal], drops: Sequence[Drop | None]
) -> list[Drop | None]:
    """The drops, and those of what comes to the same as a change the writer said no to."""
    refused = [
        (proposal, drop)
        for proposal, drop in zip(proposals, drops, strict=True)
        if drop is not None
        and drop.reason is DropReason.DISMISSED_BEFORE
        and proposal.replacement is not None
    ]

    def drop_of(proposal: Proposal) -> Drop | None:
        same = (drop for no, drop in refused if _same_offer(passage, no, proposal))
        return next(same, None)

    return [
        drop if drop is not None or not refused else drop_of(proposal)
        for proposal, drop in zip(proposals, drops, strict=True)
    ]


def _same_offer(passage: Passage, refused: Proposal, other: Proposal) -> bool:
    """Whether another rule would ask again what was answered.

    That is the same change; other words at the same place, which the card had as alternatives; and
    for style any change of the same class that meets it. A slip inside a refused rewording is none.
    """
    if other.replacement is None:
        return False
    if other.kind is refused.kind:
        style = other.kind in (Kind.CLARITY, Kind.TONE)
        if other.span == refused.span or (style and other.span.meets(refused.span)):
            return True
    return _changed(passage, other) == _changed(passage, refused)


def _changed(passage: Passage, proposal: Proposal) -> str:
    """The passage after the change."""
    text, span = passage.text, proposal.span
    return text[: span.start] + (proposal.replacement or "") + text[span.end :]


def resolve_overlaps(judged: Sequence[Judged]) -> list[Judged]:
    """One mark per span: the most confident wins, equal spans lend it their replacements.

    A question about a fact goes before any correction of the same words: facts are the writer's.
    """
    winners: list[Judged] = []
    losers: list[Judged] = []
    for item in sorted(judged, key=_rank):
        rival = next((w for w in winners if _clash(w.proposal, item.proposal)), None)
        if rival is None:
            winners.append(item)
            continue
        same = rival.proposal.span == item.proposal.span
        twin = same and rival.proposal.replacement == item.proposal.replacement
        reason = DropReason.DUPLICATE if twin else DropReason.OVERLAP
        losers.append(replace(item, drop=Drop(reason, detail=rival.proposal.rule)))
        if same and not twin and item.confidence >= LEAST_LENT:
            winners[winners.index(rival)] = _with_alternative(rival, item.proposal)
    return winners + losers


def _rank(judged: Judged) -> tuple[bool, float, Span]:
    proposal = judged.proposal
    asks = proposal.kind is Kind.FACT and proposal.replacement is None
    return not asks, -judged.confidence, proposal.span


def _clash(one: Proposal, other: Proposal) -> bool:
    """True for proposals on the same text, and for two that add the same word at one place."""
    if one.span.meets(other.span):
        return True
    gap = max(one.span.start - other.span.end, other.span.start - one.span.end)
    return gap <= 1 and bool(_added(one)) and _added(one) == _added(other)


def _added(proposal: Proposal) -> str:
    """The words that a proposal adds before or after a text that stays."""
    old, new = proposal.original, proposal.replacement or ""
    if not old or len(new) <= len(old):
        return ""
    if new.startswith(old):
        return new[len(old) :].strip()
    return new[: -len(old)].strip() if new.endswith(old) else ""


def _with_alternative(winner: Judged, other: Proposal) -> Judged:
    proposal = winner.proposal
    offered = (other.replacement, *other.alternatives)
    fresh = [
        text
        for text in offered
        if text is not None and text != proposal.replacement and text not in proposal.alternatives
    ]
    alternatives = (*proposal.alternatives, *fresh)[:MOST_ALTERNATIVES]
    return replace(winner, proposal=replace(proposal, alternatives=alternatives))
