"""Answers as plain JSON and back, and the key they are kept under; no draft text in either key."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from suggest.values import Kind, Origin, Passage, Proposal, Span

FORM = 1
"""Raised when a kept answer of an older version must not be used."""


def key_of(passage: Passage, settings: Sequence[str]) -> str:
    """The key of an answer: a hash of the passage's id and of all that shaped the answer."""
    data = json.dumps([FORM, passage.id, *settings])
    return hashlib.blake2b(data.encode(), digest_size=16).hexdigest()


def to_json(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """What `from_json` reads. Originals are left out: the passage has them."""
    rows = []
    for proposal in proposals:
        row = asdict(proposal)
        del row["original"]
        row["kind"] = proposal.kind.value
        row["span"] = [proposal.span.start, proposal.span.end]
        rows.append(row)
    return rows


def from_json(data: object, passage: Passage) -> list[Proposal] | None:
    """The proposals of a kept answer, None when it is not one for this passage.

    They took no tokens this time.
    """
    try:
        return [_proposal(row, passage) for row in _rows(data)]
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None


def _rows(data: object) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError
    return data


def _proposal(row: dict[str, Any], passage: Passage) -> Proposal:
    span = Span(int(row["span"][0]), int(row["span"][1]))
    if not 0 <= span.start <= span.end <= len(passage.text):
        raise ValueError
    replacement = row["replacement"]
    return Proposal(
        span=span,
        original=passage.text[span.start : span.end],
        replacement=None if replacement is None else str(replacement),
        kind=Kind(row["kind"]),
        rule=str(row["rule"]),
        message=str(row["message"]),
        source=str(row["source"]),
        signals=tuple((str(name), float(value)) for name, value in row["signals"]),
        origin=_origin(row["origin"]),
    )


def _origin(row: dict[str, Any] | None) -> Origin | None:
    if row is None:
        return None
    free = None if row["cost"] is None else 0.0
    return replace(Origin(**row), latency_ms=0, tokens=0, cost=free)
