"""Checks a whole text in one go, through the same stations as the engine; behind `stet check`."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from suggest.capture import Capture, Job
from suggest.document import Line
from suggest.endings import open_ended
from suggest.language import LanguageGate
from suggest.model.base import Ask
from suggest.paragraphs import LONGEST_LINE
from suggest.pipeline import Pipeline
from suggest.policy import Candidate, Policy
from suggest.values import Drop, DropReason, Judged, Passage, Span

LONGEST_NEIGHBOUR = 300
"""Code points of a neighbouring sentence that a model is shown."""
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Finding:
    """One proposal at its place in the text; `drop` is None when it would be pushed."""

    span: Span
    judged: Judged
    drop: Drop | None


class Checker:
    """Reads texts one after the other with one set of stations."""

    def __init__(
        self,
        pipeline: Pipeline,
        policy: Policy,
        gate: LanguageGate,
        capture: Callable[[float, Callable[[Line], None]], Capture],
        ahead: Callable[[Sequence[Ask]], Awaitable[None]] | None = None,
    ) -> None:
        """`ahead` is told of all passages of a text before the first is read, to ask models."""
        self._pipeline = pipeline
        self._policy = policy
        self._gate = gate
        self._capture = capture(0.0, lambda line: None)
        self._ahead = ahead
        self._warm = False
        self.left_alone: tuple[str, ...] = ()
        """Why parts of the last text were not read, in sentences."""

    async def check(
        self, text: str, *, eagerness: float = 0.5, bar: float | None = None
    ) -> list[Finding]:
        """Every proposal in the text, in order; `bar` replaces all bars and the budget."""
        if not self._warm:
            await self._pipeline.warm_up()
            await self._gate.warm_up()
            self._warm = True
        lines, starts = split(text)
        self._capture.load(lines)
        self._gate.reset()
        findings: list[Finding] = []
        jobs = list(self._capture.blocks())
        for job in jobs:
            self._gate.reads(job.passage)  # short ones follow the language of them all
        self.left_alone = _left_alone(lines, self._gate.verdict())
        read = [(j, self._gate.shielded(j.passage)) for j in jobs if self._gate.reads(j.passage)]
        if self._ahead is not None and read:
            await self._ahead(_asks([passage for _, passage in read]))
        for job, passage in read:
            at_end = open_ended(job, self._capture.document.lines)
            facts = self._capture.tally.facts(at_end=at_end)
            verdict = await self._pipeline.read(passage, facts)
            for judged in verdict.judged:
                span = located(job, judged.proposal.span, starts)
                if text[span.start : span.end] == judged.proposal.original:
                    findings.append(Finding(span, judged, judged.drop))
        findings.sort(key=lambda f: f.span)
        return self._decided(findings, eagerness, bar)

    def close(self) -> None:
        """Frees the suggesters."""
        self._pipeline.close()

    def _decided(
        self, findings: list[Finding], eagerness: float, bar: float | None
    ) -> list[Finding]:
        candidates: list[Candidate] = []
        low: set[int] = set()
        for number, finding in enumerate(findings):
            if finding.drop is not None:
                continue
            kind = finding.judged.proposal.kind
            least = self._policy.bar(kind, eagerness) if bar is None else bar
            if finding.judged.confidence >= least:
                candidates.append(Candidate(str(number), kind, finding.judged.confidence))
            else:
                low.add(number)
        words = self._capture.tally.total
        all_ids = {c.id for c in candidates}
        within = all_ids
        if bar is None:
            within = self._policy.within_budget(candidates, words, eagerness)
        return [
            replace(finding, drop=_drop_of(finding, number in low, str(number) in within))
            for number, finding in enumerate(findings)
        ]


def _asks(passages: Sequence[Passage]) -> list[Ask]:
    """Each passage with the last sentence before it and the first one after it."""
    asks = []
    for number, passage in enumerate(passages):
        before = passages[number - 1] if number else None
        after = passages[number + 1] if number + 1 < len(passages) else None
        asks.append(Ask(passage, _sentence(before, -1), _sentence(after, 0)))
    return asks


def _sentence(passage: Passage | None, which: int) -> str:
    if passage is None or not passage.sentences:
        return ""
    span = passage.sentences[which]
    return passage.text[span.start : span.end][:LONGEST_NEIGHBOUR]


def _drop_of(finding: Finding, low: bool, within: bool) -> Drop | None:
    if finding.drop is not None:
        return finding.drop
    if low:
        return Drop(DropReason.BELOW_THRESHOLD)
    return None if within else Drop(DropReason.OVER_BUDGET)


def split(text: str) -> tuple[list[str], list[int]]:
    """The lines of a text and the offset of each, whatever their line breaks are."""
    lines: list[str] = []
    starts: list[int] = []
    start = 0
    for match in _BREAK.finditer(text):
        lines.append(text[start : match.start()])
        starts.append(start)
        start = match.end()
    lines.append(text[start:])
    starts.append(start)
    return lines, starts


def located(job: Job, span: Span, starts: list[int]) -> Span:
    """A passage span in the whole text; line breaks of two characters are counted as they are."""

    def place(offset: int) -> int:
        number = 0
        while offset > len(job.lines[number].text):
            offset -= len(job.lines[number].text) + 1
            number += 1
        return starts[job.first + number] + offset

    return Span(place(span.start), place(span.end))


def _left_alone(lines: list[str], language: str) -> tuple[str, ...]:
    long = sum(len(line) > LONGEST_LINE for line in lines)
    told = f"{long} line(s) of over {LONGEST_LINE:,} characters were not checked." if long else ""
    other = f"The draft is in {language}; it was left alone." if language else ""
    return tuple(sentence for sentence in (told, other) if sentence)
