"""Runs the product's own suggesters and guards over the sets and labels what they propose."""

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from types import ModuleType
from typing import Any

from scripts.training.lints import CachedLinter, Lints, load_lints, save_lints
from scripts.training.own import own_verdict
from scripts.training.sets import OWN, SETS, Gold, load_scorer, read_set
from suggest.capture import Capture
from suggest.checker import located, split
from suggest.endings import open_ended
from suggest.features import features, surroundings
from suggest.frequency import load_frequencies
from suggest.guards import GUARDS
from suggest.language import LanguageGate
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.base import Suggester
from suggest.suggesters.offline import Offline, load_offline
from suggest.values import Dialect, DocumentFacts, Passage, Proposal, Span

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_PARTS = 16


@dataclass(frozen=True, slots=True)
class Sample:
    """A proposal that passed the guards, its features, and what people did there."""

    set: str
    doc: str
    post: str
    kind: str
    passage: int
    proposal: Proposal
    span: Span
    found: dict[str, float]
    agree: bool
    neutral: bool


@dataclass(frozen=True, slots=True)
class Read:
    """One passage of a line, what its document shows, and where it stands."""

    number: int
    passage: Passage
    facts: DocumentFacts
    place: Any


def collect(
    data: Path,
    cache: Path,
    names: Sequence[str] = SETS,
    change: Callable[[Offline], Offline] = lambda offline: offline,
) -> list[Sample]:
    """Every proposal on the named sets that are there; uses two processes.

    `change` may put other suggesters in place of the product's.
    """
    load_offline(RESOURCES, {})  # a damaged rule file ends the run here, not in every worker
    _Worker.data, _Worker.lints, _Worker.change = data, load_lints(cache), staticmethod(change)
    jobs = [(name, part) for name in names for part in range(_PARTS)]
    samples: list[Sample] = []
    fresh: Lints = {}
    with Pool(min(2, os.cpu_count() or 1), _Worker.start) as pool:
        for found, new in pool.imap(_Worker.run, jobs):
            samples.extend(found)
            fresh.update(new)
    if fresh:
        save_lints(cache, {**_Worker.lints, **fresh})
    return samples


class _Worker:
    """What a worker process holds; the first three are set before the fork."""

    data: Path
    lints: Lints
    change: Callable[[Offline], Offline]
    reader: "_Reader"

    @classmethod
    def start(cls) -> None:
        cls.reader = _Reader(cls.data, cls.lints, cls.change)

    @classmethod
    def run(cls, job: tuple[str, int]) -> tuple[list[Sample], Lints]:
        name, part = job
        lines = list(read_set(cls.data, name))[part::_PARTS]
        samples = asyncio.run(cls.reader.read(lines))
        return samples, cls.reader.fresh()


class _Reader:
    """Reads texts as `stet check` does, up to the grader."""

    def __init__(self, data: Path, lints: Lints, change: Callable[[Offline], Offline]) -> None:
        self._scorer: ModuleType = load_scorer(data)
        self._frequencies = load_frequencies(RESOURCES / "frequencies.txt")
        self._offline = change(load_offline(RESOURCES, self._frequencies))
        self._linter = CachedLinter(self._offline.weir.data, lints)
        self._gate = LanguageGate()
        self._guards = tuple(guard() for guard in GUARDS)

    def fresh(self) -> Lints:
        """What Harper was asked since the last call."""
        return self._linter.take_fresh()

    async def read(self, lines: Sequence[Gold]) -> list[Sample]:
        suggesters = self._offline.suggesters(Dialect.US, lambda dialect, pack: self._linter)
        await self._gate.warm_up()
        found: list[Sample] = []
        for gold in lines:
            doc = None if gold.set == OWN else self._scorer.Doc(gold.line)
            for part in _passages(gold, self._gate):
                found.extend(await self._samples(gold, doc, part, suggesters))
        for suggester in suggesters:
            suggester.close()
        return found

    async def _samples(
        self, gold: Gold, doc: Any, part: Read, suggesters: Sequence[Suggester]
    ) -> list[Sample]:
        passage, facts = part.passage, part.facts
        proposals = [
            proposal
            for suggester in suggesters
            for proposal in await suggester.propose(passage, facts)
            if all(guard.check(passage, proposal) is None for guard in self._guards)
        ]
        around = surroundings(passage, proposals, facts, self._frequencies)
        found: list[Sample] = []
        for proposal in proposals:
            span = part.place(proposal.span)
            if gold.text[span.start : span.end] != proposal.original:
                continue
            numbers = features(proposal, around)
            verdict = self._verdict(gold, doc, (proposal, span))
            if verdict is None:
                continue
            agree, neutral = verdict
            found.append(
                Sample(
                    gold.set,
                    gold.id,
                    gold.post,
                    gold.kind,
                    part.number,
                    proposal,
                    span,
                    numbers,
                    agree,
                    neutral,
                )
            )
        return found

    def _verdict(
        self, gold: Gold, doc: Any, made: tuple[Proposal, Span]
    ) -> tuple[bool, bool] | None:
        proposal, span = made
        if doc is None:
            return own_verdict(gold, proposal, span)
        judged, _counts = self._scorer.judge(doc, [prediction(proposal, span)])
        if not judged:
            return None
        return bool(judged[0]["agree"]), bool(judged[0]["neutral"])


def prediction(proposal: Proposal, span: Span, confidence: float = 0.5) -> dict[str, Any]:
    """What the scorer reads of a proposal."""
    return {
        "start": span.start,
        "end": span.end,
        "replacement": proposal.replacement,
        "confidence": confidence,
        "class": proposal.kind.value,
    }


def _passages(gold: Gold, gate: LanguageGate) -> Iterator[Read]:
    capture = Capture(PassageReader(Protector()), 0.0, lambda line: None)
    lines, starts = split(gold.text)
    capture.load(lines)
    gate.reset()
    for number, job in enumerate(capture.blocks()):
        first = starts[job.first]
        last = first + len(job.passage.text) + len(job.lines)
        if gold.scored is not None and not any(first < b and a < last for a, b in gold.scored):
            continue
        if gate.reads(job.passage):
            facts = capture.tally.facts(at_end=open_ended(job, capture.document.lines))

            def place(span: Span, job: Any = job) -> Span:
                return located(job, span, starts)

            yield Read(number, job.passage, facts, place)
