"""The second pass: one call that grades every proposal that passed the guards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from suggest.errors import BadAnswer
from suggest.model.material import fenced
from suggest.model.prompts import Prompt
from suggest.model.schemas import GRADES, HIGHEST_GRADE, SCHEMAS
from suggest.providers.base import ModelRequest
from suggest.providers.json_in_text import json_in_text
from suggest.values import Passage, Proposal

UNGRADED = "ungraded"
AROUND = 160
"""Code points of the passage on each side of an edit that the grader sees."""
_TOKENS_OF_A_GRADE = 45
_LEAST_TOKENS = 100

Item = tuple[Passage, Proposal]


class Judging:
    """Makes the request for grades and reads the answer to it."""

    def __init__(self, prompt: Prompt, model: str, token: Callable[[], str]) -> None:
        self.prompt = prompt
        self.model = model
        self._token = token

    def request(self, items: Sequence[Item]) -> ModelRequest:
        """One call for all items."""
        data = {"items": [_shown(n, *item) for n, item in enumerate(items, 1)]}
        return ModelRequest(
            purpose=self.prompt.purpose,
            model=self.model,
            system=self.prompt.system,
            user=fenced(self.prompt, data, self._token),
            max_tokens=_LEAST_TOKENS + _TOKENS_OF_A_GRADE * len(items),
            schema=SCHEMAS[self.prompt.output],
            schema_name=self.prompt.output,
        )

    def read(self, text: str, items: Sequence[Item]) -> list[Proposal]:
        """The proposals with their grades as signals (0 to 1), or with the signal "ungraded"."""
        try:
            grades = _grades(json_in_text(text))
        except BadAnswer:
            grades = {}
        return [
            graded(proposal, grades[n]) if n in grades else ungraded(proposal)
            for n, (_, proposal) in enumerate(items, 1)
        ]


def graded(proposal: Proposal, grades: Mapping[str, float]) -> Proposal:
    """The proposal with its four grades, 0 to 1, as signals."""
    signals = tuple((f"grade_{name}", grades[name]) for name in GRADES)
    return replace(proposal, signals=(*proposal.signals, *signals))


def ungraded(proposal: Proposal) -> Proposal:
    """The proposal marked as one that should have been graded and was not: it is held back."""
    return replace(proposal, signals=(*proposal.signals, (UNGRADED, 1.0)))


def _shown(number: int, passage: Passage, proposal: Proposal) -> dict[str, Any]:
    text, span = passage.text, proposal.span
    return {
        "n": number,
        "before": text[max(0, span.start - AROUND) : span.start],
        "old": proposal.original,
        "new": proposal.replacement or "",
        "after": text[span.end : span.end + AROUND],
    }


def _grades(answer: object) -> dict[int, dict[str, float]]:
    """Valid entries by number; of an item graded twice the lower grades count."""
    listed = answer.get("grades") if isinstance(answer, dict) else answer
    found: dict[int, dict[str, float]] = {}
    for entry in listed if isinstance(listed, list) else ():
        if not isinstance(entry, dict) or type(entry.get("n")) is not int:
            continue
        values = {name: _grade(entry.get(name)) for name in GRADES}
        known = {name: value for name, value in values.items() if value is not None}
        if len(known) == len(GRADES):
            before = found.get(entry["n"], known)
            found[entry["n"]] = {name: min(known[name], before[name]) for name in GRADES}
    return found


def _grade(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value / HIGHEST_GRADE if 0 <= value <= HIGHEST_GRADE else None
