"""The first pass: one call for a batch of passages, answered by typed edits, checked one by one."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from suggest.errors import BadAnswer
from suggest.model.base import Ask, Examples
from suggest.model.locating import Piece, locate, smallest
from suggest.model.material import fenced
from suggest.model.prompts import Prompt
from suggest.model.schemas import KINDS, LONGEST_QUOTE, LONGEST_REPLACEMENT, MOST_EDITS, SCHEMAS
from suggest.providers.base import ModelRequest, Stop
from suggest.providers.json_in_text import json_in_text
from suggest.values import Kind, Passage, Proposal, Span

UNLOCATED = "unlocated"
UNREAD = "unread"
"""Beside it: the answer as a whole was none, so nothing is known of the other passages."""
MOST_ITEMS = 100
_ITEM = re.compile(r'\{\s*"passage"')
_TOKENS_OF_AN_EDIT = 80
_LEAST_TOKENS = 300
_EXAMPLE_TOKENS = 300


@dataclass(frozen=True, slots=True)
class Personal:
    """What is told of the writer; empty parts are left out of the request."""

    style: str = ""
    profile: str = ""
    examples: Examples | None = None


class Proposing:
    """Makes the request for a batch and reads the answer to it.

    `token` makes what is random in each request. `personal` may be replaced at any time.
    """

    def __init__(self, prompt: Prompt, model: str, token: Callable[[], str]) -> None:
        self.prompt = prompt
        self.model = model
        self.personal = Personal()
        self._token = token

    @property
    def source(self) -> str:
        """What stands as the source of the proposals."""
        return f"model:{self.prompt.name}"

    def request(self, batch: Sequence[Ask]) -> ModelRequest:
        """One call for all passages of the batch."""
        data: dict[str, Any] = self._about_the_writer(batch)
        data["passages"] = [_shown(n, ask) for n, ask in enumerate(batch, 1)]
        return ModelRequest(
            purpose=self.prompt.purpose,
            model=self.model,
            system=self.prompt.system,
            user=fenced(self.prompt, data, self._token),
            max_tokens=_LEAST_TOKENS + _TOKENS_OF_AN_EDIT * MOST_EDITS * len(batch),
            schema=SCHEMAS[self.prompt.output],
            schema_name=self.prompt.output,
        )

    def read(self, text: str, stop: Stop, batch: Sequence[Ask]) -> list[list[Proposal]]:
        """The proposals for each passage of the batch, in order.

        What cannot be used (no such quotation, a bad item, no JSON at all) is a proposal over the
        whole passage with the signal "unlocated", so that it is seen where it is held back.
        """
        found: list[list[Proposal]] = [[] for _ in batch]
        if stop is Stop.REFUSED:
            return found
        try:
            items = _items(json_in_text(text), self.prompt.output)
        except BadAnswer:
            unusable = self._unusable(batch[0].passage)
            found[0].append(replace(unusable, signals=(*unusable.signals, (UNREAD, 1.0))))
            items = whole_items(text) if stop is Stop.LENGTH else []
        for item in items:
            number = item.get("passage") if isinstance(item, dict) else None
            if type(number) is not int or not 1 <= number <= len(batch):
                number = 1 if len(batch) == 1 else 0
            at = max(0, number - 1)
            if len(found[at]) < MOST_EDITS:
                usable = item if isinstance(item, dict) and number else {}
                found[at].extend(self._proposals(batch[at].passage, usable))
        return [list(dict.fromkeys(proposals)) for proposals in found]

    def _about_the_writer(self, batch: Sequence[Ask]) -> dict[str, Any]:
        told = self.personal
        data: dict[str, Any] = {}
        if told.style:
            data["style"] = told.style
        if told.profile:
            data["profile"] = told.profile
        if told.examples is not None:
            text = "\n".join(ask.passage.text for ask in batch)
            pairs = told.examples.for_text(text, _EXAMPLE_TOKENS)
            if pairs:
                data["examples"] = [{"old": pair.before, "new": pair.after} for pair in pairs]
        return data

    def _proposals(self, passage: Passage, item: Mapping[str, Any]) -> list[Proposal]:
        quote = _text(item.get("quote"), LONGEST_QUOTE)
        replacement = _text(item.get("replacement"), LONGEST_REPLACEMENT)
        kind = item.get("kind")
        slug = kind if isinstance(kind, str) and kind in KINDS else "wording"
        before = _text(item.get("before"), LONGEST_QUOTE) or ""
        span = locate(passage.text, quote, before) if quote is not None else None
        if span is None or replacement is None:
            return [self._unusable(passage, slug)]
        apart = KINDS[slug][0] is Kind.CORRECTNESS
        pieces = smallest(passage.text, span, replacement, apart=apart)
        return [self._proposal(passage, slug, piece) for piece in pieces]

    def _proposal(self, passage: Passage, slug: str, piece: Piece) -> Proposal:
        kind, message = KINDS[slug]
        return Proposal(
            span=piece.span,
            original=passage.text[piece.span.start : piece.span.end],
            replacement=piece.replacement,
            kind=kind,
            rule=f"model/{slug}",
            message=message,
            source=self.source,
            signals=(("model", 1.0),),
        )

    def _unusable(self, passage: Passage, slug: str = "wording") -> Proposal:
        kind, message = KINDS[slug]
        return Proposal(
            span=Span(0, len(passage.text)),
            original=passage.text,
            replacement=None,
            kind=kind,
            rule=f"model/{slug}",
            message=message,
            source=self.source,
            signals=(("model", 1.0), (UNLOCATED, 1.0)),
        )


def whole_items(text: str) -> list[dict[str, Any]]:
    """The complete edits in an answer that was cut off; the rest of it is not guessed at."""
    decoder = json.JSONDecoder(parse_constant=_refused)
    found: list[dict[str, Any]] = []
    for match in islice(_ITEM.finditer(text), MOST_ITEMS):
        with suppress(ValueError, RecursionError):
            item, _ = decoder.raw_decode(text, match.start())
            found.append(item)
    return found


def _refused(constant: str) -> object:
    raise ValueError(constant)


def _shown(number: int, ask: Ask) -> dict[str, Any]:
    shown: dict[str, Any] = {"n": number, "text": ask.passage.text}
    if ask.before:
        shown["before"] = ask.before
    if ask.after:
        shown["after"] = ask.after
    return shown


def _items(answer: object, name: str) -> list[Any]:
    """The list in an answer: under its name, or bare. Raises BadAnswer."""
    listed = answer.get(name) if isinstance(answer, dict) else answer
    if not isinstance(listed, list):
        raise BadAnswer("The model's answer has no list of edits.")
    return listed


def _text(value: object, longest: int) -> str | None:
    return value if isinstance(value, str) and len(value) <= longest else None
