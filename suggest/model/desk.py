"""One batch from request to memory: propose, guard, grade, keep."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from suggest.errors import CapReached, ProviderFailed
from suggest.guards.base import Guard
from suggest.model.base import Answers, Ask, Sent
from suggest.model.judging import UNGRADED, Item, Judging, ungraded
from suggest.model.memory import ModelMemory
from suggest.model.proposing import UNREAD, Proposing
from suggest.model.stored import from_json, key_of, to_json
from suggest.providers.base import ModelAnswer, ModelRequest, Provider
from suggest.values import Origin, Passage, Proposal

Money = tuple[float, str]
MOST_SENT = 300
"""Calls of which the session remembers what was sent."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A provider and the pass it makes; `cost` is an amount with its currency, if there is one."""

    provider: Provider
    cost: Callable[[ModelAnswer], Money | None] = lambda answer: None


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What a desk works with. `judging` None shows proposals without a second pass.

    `guards` gives those that run before anything is graded. `settings` are further words that shape
    answers (style, profile): they are part of the key that answers are kept under.
    `wall` is local time, for the note of what was sent.
    """

    proposing: Proposing
    proposer: Seat
    guards: Callable[[], tuple[Guard, ...]]
    new_id: Callable[[], str]
    judging: Judging | None = None
    grader: Seat | None = None
    answers: Answers | None = None
    settings: tuple[str, ...] = ()
    wall: Callable[[], datetime] | None = None


class ModelDesk:
    """Asks models about passages and keeps what they say in `memory`."""

    def __init__(self, parts: DeskParts, memory: ModelMemory) -> None:
        self.memory = memory
        self._parts = parts
        self._sent: OrderedDict[str, tuple[Sent, ...]] = OrderedDict()

    @property
    def proposing(self) -> Proposing:
        """The first pass, whose `personal` part may be replaced."""
        return self._parts.proposing

    async def recall(self, asks: Sequence[Ask]) -> list[Ask]:
        """Takes over answers kept from before; returns the passages that have none."""
        fresh: list[Ask] = []
        for ask in asks:
            known = await self._known(ask.passage)
            if known is None:
                fresh.append(ask)
            else:
                self.memory.keep(ask.passage, known)
        return fresh

    async def consult(self, asks: Sequence[Ask]) -> str:
        """One call for all of them, one more for grades. Raises ProviderFailed, CapReached.

        Returns why the grades are missing, in a sentence, or "".
        """
        parts = self._parts
        request = parts.proposing.request(asks)
        call = parts.new_id()
        self._note(call, request, parts.proposer, parts.proposing.prompt.name)
        answer = await parts.proposer.provider.complete(request)
        found = parts.proposing.read(answer.text, answer.stop, asks)
        origin = self._origin(call, answer)
        items = [
            (ask.passage, replace(proposal, origin=origin))
            for ask, proposals in zip(asks, found, strict=True)
            for proposal in proposals
        ]
        judged, trouble = await self._judge(call, items, origin)
        is_read = not any(proposal.signal(UNREAD) for _, proposal in judged)
        for ask in asks:
            proposals = [p for passage, p in judged if passage.id == ask.passage.id]
            self.memory.keep(ask.passage, proposals)
            is_graded = not any(proposal.signal(UNGRADED) for proposal in proposals)
            # A bad day of a server is not to be its answer for months.
            if parts.answers is not None and is_read and is_graded:
                await parts.answers.put(self._key(ask.passage), to_json(proposals))
        return trouble

    def sent(self, call: str) -> tuple[Sent, ...]:
        """What was sent in a call and its grading, empty when it is not known any more."""
        return self._sent.get(call, ())

    def forget_sent(self) -> None:
        """Forgets what was sent: it is the words of drafts."""
        self._sent.clear()

    async def close(self) -> None:
        """Frees the connections."""
        await self._parts.proposer.provider.close()
        if self._parts.grader is not None:
            await self._parts.grader.provider.close()

    async def _judge(self, call: str, items: list[Item], origin: Origin) -> tuple[list[Item], str]:
        """All items again, those that pass the guards with grades; and why there are none."""
        judging, grader = self._parts.judging, self._parts.grader
        numbers = [n for n, item in enumerate(items) if self._passes(*item)]
        if judging is None or grader is None or not numbers:
            return items, ""
        wanted = [items[n] for n in numbers]
        request = judging.request(wanted)
        self._note(call, request, grader, judging.prompt.name)
        trouble = ""
        try:
            answer = await grader.provider.complete(request)
        except (ProviderFailed, CapReached) as error:
            trouble = str(error)
            proposals = [ungraded(proposal) for _, proposal in wanted]
        else:
            proposals = judging.read(answer.text, wanted)
            origin = self._with(origin, answer, grader)
        judged = list(items)
        for n, proposal in zip(numbers, proposals, strict=True):
            judged[n] = (items[n][0], proposal)
        return [(passage, replace(p, origin=origin)) for passage, p in judged], trouble

    def _passes(self, passage: Passage, proposal: Proposal) -> bool:
        return all(guard.check(passage, proposal) is None for guard in self._parts.guards())

    def _origin(self, call: str, answer: ModelAnswer) -> Origin:
        seat = self._parts.proposer
        endpoint = seat.provider.endpoint
        cost, currency = seat.cost(answer) or (None, "")
        return Origin(
            call=call,
            provider=endpoint.provider,
            host=endpoint.host,
            model=answer.model,
            request_id=answer.request_id,
            latency_ms=answer.latency_ms,
            tokens=answer.usage.total if answer.usage.counted else None,
            cost=cost,
            currency=currency,
        )

    def _with(self, origin: Origin, answer: ModelAnswer, seat: Seat) -> Origin:
        """The figures of the whole: proposing and grading; two currencies make no sum."""
        more, currency = seat.cost(answer) or (None, "")
        known = origin.cost is not None and more is not None and currency == origin.currency
        tokens = None
        if origin.tokens is not None and answer.usage.counted:
            tokens = origin.tokens + answer.usage.total
        return replace(
            origin,
            latency_ms=origin.latency_ms + answer.latency_ms,
            tokens=tokens,
            cost=(origin.cost or 0.0) + (more or 0.0) if known else None,
            currency=currency if known else "",
        )

    async def _known(self, passage: Passage) -> list[Proposal] | None:
        answers = self._parts.answers
        if answers is None:
            return None
        kept = await answers.get(self._key(passage))
        return None if kept is None else from_json(kept, passage)

    def _key(self, passage: Passage) -> str:
        parts = self._parts
        settings = [*parts.settings, *_who(parts.proposer, parts.proposing)]
        if parts.judging is not None and parts.grader is not None:
            settings += _who(parts.grader, parts.judging)
        return key_of(passage, settings)

    def _note(self, call: str, request: ModelRequest, seat: Seat, prompt: str) -> None:
        host = seat.provider.endpoint.host
        at = None if self._parts.wall is None else self._parts.wall()
        sent = Sent(prompt, host, request.model, request.system, request.user, at)
        self._sent[call] = (*self._sent.get(call, ()), sent)
        while len(self._sent) > MOST_SENT:
            self._sent.popitem(last=False)


def _who(seat: Seat, work: Proposing | Judging) -> list[str]:
    endpoint = seat.provider.endpoint
    return [endpoint.provider, endpoint.host, work.model, work.prompt.name]
