"""From a choice of models to the pieces that ask them: provider, meter, patience, prompts, desk.

Everything heavy is imported in a thread when a model is first used.
"""

from __future__ import annotations

import asyncio
import secrets
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.contact import why_not
from app.keys import Keys
from app.paths import Paths
from app.prepared import Prepared
from app.remote_settings import EngineName, ModelChoice, RemoteSettings
from app.watching import Heard, Watched, nobody_hears
from suggest.errors import NotAllowed
from suggest.guards.base import Guard
from suggest.model.base import Answers
from suggest.model.desk import DeskParts, ModelDesk, Money, Seat
from suggest.model.judging import Judging
from suggest.model.memory import ModelMemory
from suggest.model.prompts import Prompt, load_prompts
from suggest.model.proposing import Proposing
from suggest.providers.base import ModelAnswer, Provider, Purpose
from suggest.spending.caps import Caps
from suggest.spending.ledger import Ledger
from suggest.spending.metered import Budget
from suggest.spending.prices import load_prices

if TYPE_CHECKING:
    from suggest.providers.anthropic import Anthropic
    from suggest.providers.openai_compatible import OpenAICompatible

PROPOSE, GRADE = "propose", "grade"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What differs between the window and the commands.

    `prompt` is an id or id@version. `purpose` replaces that of the prompts, so that a command may
    wait longer than a writer would.
    """

    prompt: str = PROPOSE
    grading: bool = True
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What all desks of one run of the program share."""

    keys: Keys
    budget: Budget
    answers: Answers | None
    resources: Path
    heard: Heard = nobody_hears


def make_budget(paths: Paths, caps: Caps | None = None) -> Budget:
    """The writer's ledger and prices; nothing is read before it is needed, in a thread."""
    ledger = Ledger(paths.data / "spending.sqlite3")
    prices = partial(load_prices, paths.config / "prices.toml")
    return Budget(ledger, caps or Caps(), prices, _local_time)


async def make_desk(
    settings: RemoteSettings,
    tools: Tools,
    memory: ModelMemory,
    guards: Callable[[], tuple[Guard, ...]],
    wishes: Wishes | None = None,
) -> ModelDesk:
    """The desk for the chosen models. Raises ProviderFailed, BadResource."""
    wishes = wishes or Wishes()
    if settings.reads is None or settings.grades is None or settings.problems:
        raise NotAllowed(settings.problem or "Choose a model in the settings.")
    tools.budget.caps = settings.caps
    prompts = await asyncio.to_thread(load_prompts, tools.resources / "prompts")
    reader = await make_provider(settings.reads, tools)
    grader = reader
    if _server(settings.grades) != _server(settings.reads):
        try:
            grader = await make_provider(settings.grades, tools)
        except BaseException:  # an end of the task too: nobody else would close the first
            await reader.close()
            raise

    def cost(answer: ModelAnswer) -> Money | None:
        found = tools.budget.cost(answer.model, answer.usage)
        return None if found is None else (found.amount, found.currency)

    propose = _for(prompts.get(wishes.prompt), wishes)
    grade = _for(prompts.get(GRADE), wishes)
    return ModelDesk(
        DeskParts(
            proposing=Proposing(propose, settings.reads.model, _token),
            proposer=Seat(reader, cost),
            guards=guards,
            new_id=lambda: uuid.uuid4().hex,
            judging=Judging(grade, settings.grades.model, _token) if wishes.grading else None,
            grader=Seat(grader, cost) if wishes.grading else None,
            answers=tools.answers,
            wall=_local_time,
        ),
        memory,
    )


async def make_provider(choice: ModelChoice, tools: Tools) -> Provider:
    """A patient, counted provider for one server; its client is being made. Raises ProviderFailed.

    It must be closed by the caller.
    """
    key = await tools.keys.key_for(choice.host, choice.engine)
    secret = key.reveal(choice.host) if key is not None else ""
    provider, prepare = await asyncio.to_thread(_provider, choice, secret, tools)
    return Prepared(provider, prepare)


async def test_connection(choice: ModelChoice, tools: Tools) -> tuple[bool, str]:
    """Whether a model answers, and a sentence about it. Raises nothing of a server's making."""
    from suggest.errors import CapReached, ProviderFailed
    from suggest.providers.base import ModelRequest

    try:
        provider = await make_provider(choice, tools)
    except ProviderFailed as error:
        return False, why_not(error, choice)
    began = time.monotonic()
    try:
        request = ModelRequest(Purpose.TEST, choice.model, "Answer with OK.", "OK?", 16)
        answer = await provider.complete(request)
    except (ProviderFailed, CapReached) as error:
        return False, why_not(error, choice)
    finally:
        await provider.close()
    seconds = time.monotonic() - began
    return True, f"{choice.host} answered with {answer.model} in {seconds:.1f}\u00a0s."


def _provider(
    choice: ModelChoice, secret: str, tools: Tools
) -> tuple[Provider, Callable[[], Awaitable[None]]]:
    """The provider, and what makes its client ahead of the first call."""
    from suggest.providers.resilience import Resilient
    from suggest.spending.metered import Metered

    provider: Anthropic | OpenAICompatible
    if choice.engine is EngineName.ANTHROPIC:
        from suggest.providers.anthropic import Anthropic

        provider = Anthropic(secret, choice.url.text)
    else:
        from suggest.providers.openai_compatible import OpenAICompatible

        provider = OpenAICompatible(choice.url.text, secret)
    patient = Resilient(Metered(provider, tools.budget))
    return Watched(patient, tools.heard), provider.prepare


def _for(prompt: Prompt, wishes: Wishes) -> Prompt:
    return prompt if wishes.purpose is None else replace(prompt, purpose=wishes.purpose)


def _server(choice: ModelChoice) -> tuple[EngineName, str]:
    return choice.engine, choice.url.text


def _token() -> str:
    return secrets.token_hex(12)


def _local_time() -> datetime:
    return datetime.now().astimezone()
