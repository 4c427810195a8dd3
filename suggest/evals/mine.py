"""Turns what the log knows of a passage into a line of the writer's own eval set.

A line is a labelled post as `stet eval run --set FILE` reads it: what must, may and must not be
marked. Pure: the caller appends it to a file.
"""

import hashlib
import json
from typing import Any

from suggest.errors import StetError
from suggest.feedback.definitions import KEPT
from suggest.feedback.insights.logged import LogPassage, LogProposal
from suggest.values import Dismissal, Outcome

_SOURCE = "mine"
_LABELS = ("must", "may", "never")


class NoWords(StetError):
    """A passage whose words the log no longer has cannot become a case."""


def case_of(passage: LogPassage) -> str:
    """The whole passage with everything that was answered in it, as one line. Raises NoWords.

    What was kept, or is labelled good, must be marked; what was refused, or is labelled bad, must
    not be; all else may be.
    """
    row = _row(passage)
    for proposal in passage.proposals:
        row[_verdict(proposal)].append(_label(proposal))
    return _line(row)


def assertion_of(passage: LogPassage, proposal: LogProposal, *, marked: bool) -> str:
    """One demand on one place: it must be marked, or must not; as one line. Raises NoWords."""
    row = _row(passage)
    place = (proposal.start, proposal.start + len(proposal.original))
    row["must" if marked else "never"].append(_label(proposal))
    for other in passage.proposals:
        if (other.start, other.start + len(other.original)) != place:
            row["may"].append(_label(other))
    return _line(row)


def _verdict(proposal: LogProposal) -> str:
    if proposal.good is not None:
        return "must" if proposal.good else "never"
    if proposal.outcome in KEPT:
        return "must"
    refused = proposal.outcome is Outcome.DISMISSED and proposal.dismissal is not Dismissal.NOT_NOW
    return "never" if refused or proposal.outcome is Outcome.REVERTED else "may"


def _row(passage: LogPassage) -> dict[str, Any]:
    if not passage.text:
        raise NoWords("The words of this passage are no longer in the log.")
    row: dict[str, Any] = {"id": "", "source": _SOURCE, "text": passage.text}
    return row | {name: [] for name in _LABELS}


def _label(proposal: LogProposal) -> dict[str, Any]:
    wanted = [words for words in (proposal.final, proposal.suggestion) if words is not None]
    return {
        "start": proposal.start,
        "end": proposal.start + len(proposal.original),
        "original": proposal.original,
        "class": proposal.kind.value,
        "replacements": list(dict.fromkeys(wanted)),
    }


def _line(row: dict[str, Any]) -> str:
    """Equal demands have equal ids, so that none stands in a set twice."""
    content = json.dumps(row, sort_keys=True, ensure_ascii=True).encode("ascii")
    row["id"] = f"{_SOURCE}-{hashlib.sha256(content).hexdigest()[:12]}"
    return json.dumps(row, ensure_ascii=False)
