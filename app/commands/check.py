"""`stet check`: prints what would be pushed, for files, standard input or a batch of texts."""

import json
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.console import Output
from app.textfile import read_text
from suggest.checker import Checker, Finding, split
from suggest.values import Drop, Kind
from ui.files import FileProblem

LARGEST_BATCH_LINE = 20_000_000
"""Code points of one batch line; a longer one is refused, not read to the end of memory."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line asked for."""

    format: str = "text"
    bar: float | None = None
    everything: bool = False
    fail_on: frozenset[Kind] = frozenset()
    eagerness: float = 0.5


@dataclass(slots=True)
class Tally:
    """What the exit code is made of."""

    found: set[Kind] = field(default_factory=set)
    unreadable: bool = False

    def exit_code(self, fail_on: frozenset[Kind]) -> int:
        """2 for unreadable input, 1 for findings that were asked to fail, else 0."""
        if self.unreadable:
            return 2
        return 1 if self.found & fail_on else 0


async def check_files(
    checker: Checker, names: Iterable[str], options: CheckOptions, out: Output
) -> int:
    """Checks files one after the other ("-" is standard input); returns the exit code."""
    tally = Tally()
    for name in names:
        try:
            text = _read(name)
        except FileProblem as problem:
            out.problem(problem.message)
            tally.unreadable = True
            continue
        findings = await checker.check(text, eagerness=options.eagerness, bar=options.bar)
        for finding in _wanted(findings, options):
            if finding.drop is None:
                tally.found.add(finding.judged.proposal.kind)
            out.line(_line(text, finding, {"file": name}, options.format))
        for reason in checker.left_alone:
            out.problem(f"{name}: {reason}")
    return tally.exit_code(options.fail_on)


async def check_batch(
    checker: Checker, source: IO[bytes], options: CheckOptions, out: Output
) -> int:
    """Checks texts given as JSON lines `{"id", "text"}`, streaming, in input order."""
    tally = Tally()
    async for row_id, text in _rows(source, tally, out):
        findings = await checker.check(text, eagerness=options.eagerness, bar=options.bar)
        for finding in _wanted(findings, options):
            if finding.drop is None:
                tally.found.add(finding.judged.proposal.kind)
            out.line(_line(text, finding, {"id": row_id}, "jsonl"))
        out.advance()
    return tally.exit_code(options.fail_on)


def json_line(finding: Finding, origin: dict[str, Any]) -> dict[str, Any]:
    """The JSON object of a suggestion; offsets are code points of the decoded text."""
    proposal = finding.judged.proposal
    return {
        **origin,
        "start": finding.span.start,
        "end": finding.span.end,
        "original": proposal.original,
        "replacement": proposal.replacement,
        "alternatives": list(proposal.alternatives),
        "class": proposal.kind.value,
        "rule": proposal.rule,
        "source": proposal.source,
        "message": proposal.message,
        "confidence": round(finding.judged.confidence, 4),
        "shown": finding.drop is None,
        "held_reason": _held_reason(finding.drop),
    }


def _wanted(findings: list[Finding], options: CheckOptions) -> Iterator[Finding]:
    return (f for f in findings if options.everything or f.drop is None)


def _held_reason(drop: Drop | None) -> str | None:
    if drop is None:
        return None
    return f"{drop.reason.value}: {drop.detail}" if drop.detail else drop.reason.value


def _line(text: str, finding: Finding, origin: dict[str, Any], style: str) -> str:
    if style == "jsonl":
        return json.dumps(json_line(finding, origin), ensure_ascii=False)
    proposal = finding.judged.proposal
    row, column = _position(text, finding.span.start)
    new = "" if proposal.replacement is None else f" -> {_quoted(proposal.replacement)}"
    held = "" if finding.drop is None else f" [held: {_held_reason(finding.drop)}]"
    name = origin.get("file", origin.get("id"))
    return (
        f"{name}:{row}:{column}: {proposal.kind.value} {_quoted(proposal.original)}{new}  "
        f"{proposal.message} ({proposal.rule}, {finding.judged.confidence:.2f}){held}"
    )


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split()) if text.strip() else text}”"


def _position(text: str, offset: int) -> tuple[int, int]:
    lines, starts = split(text[:offset])
    return len(lines), offset - starts[-1] + 1


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError:
        raise _unreadable(f"“{name}” is not there. Check the name.") from None
    except IsADirectoryError:
        raise _unreadable(f"“{name}” is a folder. Name the files in it.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _unreadable(f"“{name}” could not be read: {why}.") from None
    return read_text(data, "standard input" if name == "-" else Path(name).name, large_ok=True).text


def _unreadable(message: str) -> FileProblem:
    from ui.files import FileProblemKind

    return FileProblem(FileProblemKind.UNREADABLE, message)


async def _rows(
    source: IO[bytes], tally: Tally, out: Output
) -> AsyncIterator[tuple[str | int, str]]:
    number = 0
    while True:
        raw = source.readline(LARGEST_BATCH_LINE)
        if not raw:
            return
        number += 1
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
            row_id, text = row["id"], row["text"]
            if not isinstance(text, str) or not isinstance(row_id, str | int):
                raise TypeError
            text.encode("utf-8")
        except (ValueError, KeyError, TypeError, RecursionError):
            tally.unreadable = True
            out.problem(
                f'Line {number} is not {{"id": ..., "text": ...}} in UTF-8; it was skipped.'
            )
            continue
        yield row_id, text
