"""Stand-ins for evals: a reader that marks words from a table, and small sets made in the test."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from suggest.checker import Finding
from suggest.evals.cases import Answer, EvalMark
from suggest.values import Drop, DropReason, Judged, Kind, Proposal, Span

Row = dict[str, Any]


@dataclass
class TableReader:
    """Proposes `words[old] = (new, confidence)`; shown from 0.5 on. `asked` keeps the texts."""

    words: Mapping[str, tuple[str | None, float]]
    asked: list[str] = field(default_factory=list)
    stop_at: int | None = None
    closed: bool = False

    async def check(
        self, text: str, *, eagerness: float = 0.5, bar: float | None = None
    ) -> list[Finding]:
        if text:
            self.asked.append(text)
        if self.stop_at is not None and len(self.asked) > self.stop_at:
            raise KeyboardInterrupt
        return [
            finding(match, new, confidence)
            for old, (new, confidence) in self.words.items()
            for match in re.finditer(rf"\b{old}\b", text)
        ]

    def close(self) -> None:
        self.closed = True


def finding(match: re.Match[str], new: str | None, confidence: float) -> Finding:
    """A correctness finding on a match, held below 0.5."""
    span = Span(*match.span())
    rule = f"words/{match[0].lower()}"
    proposal = Proposal(span, match[0], new, Kind.CORRECTNESS, rule, "Meant so.", "Table")
    drop = None if confidence >= 0.5 else Drop(DropReason.BELOW_THRESHOLD)
    return Finding(span, Judged(proposal, confidence), drop)


def mark(
    start: int,
    end: int,
    replacement: str | None,
    confidence: float = 0.8,
    kind: Kind = Kind.CORRECTNESS,
) -> EvalMark:
    """A mark that is shown from 0.5 on."""
    span = Span(start, end)
    return EvalMark(span, replacement, confidence, kind, "test/rule", "Table", confidence >= 0.5)


def answer(*marks: EvalMark) -> Answer:
    """An answer that took a millisecond."""
    return Answer(marks, 0.001)


def edit(text: str, old: str, new: str, **more: object) -> Row:
    """A person's edit of the first place where `old` stands."""
    start = text.index(old)
    return {"start": start, "end": start + len(old), "replacement": new, "original": old} | more


def revision(number: int, text: str, *edits: Row, **more: object) -> Row:
    """A line of a set of edits."""
    return {"id": f"t/{number}", "source": "notes", "text": text, "edits": list(edits)} | more


def lines(*rows: Row) -> bytes:
    """A set as bytes."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def written(path: Path, *rows: Row) -> Path:
    """A set in a file."""
    path.write_bytes(lines(*rows))
    return path
