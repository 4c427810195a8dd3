"""What one request will take at most, and what it took: in tokens, and in money with a price."""

import json
import math
from dataclasses import dataclass, replace
from datetime import datetime

from suggest.providers.base import Endpoint, ModelRequest, Usage
from suggest.spending.prices import Cost, Price

_BYTES_A_TOKEN = 3
_MOST_TOKENS = 10**9  # a server that counts more than this counts wrong


@dataclass(frozen=True, slots=True)
class Charge:
    """One request in the ledger. `estimated` says that the server has not counted it."""

    wall: datetime
    purpose: str
    provider: str
    host: str
    model: str
    usage: Usage
    cost: Cost | None = None

    @property
    def tokens(self) -> int:
        """All tokens, in and out."""
        return self.usage.total

    @property
    def estimated(self) -> bool:
        """Whether this is our guess."""
        return not self.usage.counted


def tokens_of(text: str) -> int:
    """The guess for a text: its bytes / 3, which for plain English is characters / 3.

    It is on the high side (a token of English has about four), and bytes do not let other scripts
    and emoji come out too cheap.
    """
    return -(-len(text.encode("utf-8", "surrogatepass")) // _BYTES_A_TOKEN)


def expected(request: ModelRequest, to: Endpoint, price: Price | None, wall: datetime) -> Charge:
    """The most a request should take: its text by the guess, and the longest answer allowed."""
    tokens_in = min(_input(request), _MOST_TOKENS)
    tokens_out = min(max(request.max_tokens, 0), _MOST_TOKENS)
    return Charge(
        wall,
        request.purpose.value,
        to.provider,
        to.host,
        request.model,
        Usage(fresh=tokens_in, output=tokens_out, counted=False),
        None if price is None else price.most(tokens_in, tokens_out),
    )


def raised(charge: Charge, tokens: float, money: float) -> Charge:
    """An estimate made larger by these factors."""
    usage, cost = charge.usage, charge.cost
    more = replace(
        usage, fresh=math.ceil(usage.fresh * tokens), output=math.ceil(usage.output * tokens)
    )
    dearer = None if cost is None else Cost(math.ceil(cost.nano * money), cost.currency)
    return replace(charge, usage=more, cost=dearer)


def corrected(charge: Charge, usage: Usage, answer: str, price: Price | None) -> Charge:
    """The charge once the answer is there.

    A server that counted nothing, or nonsense, has not counted: then the input stays as it was
    expected, and the output is the guess for the answer's text.
    """
    counts = (usage.fresh, usage.cached, usage.stored, usage.output)
    if usage.counted and any(counts) and all(0 <= count <= _MOST_TOKENS for count in counts):
        cost = None if price is None else price.cost(usage)
        return replace(charge, usage=usage, cost=cost)
    tokens_out = min(tokens_of(answer), charge.usage.output)
    guess = Usage(fresh=charge.usage.fresh, output=tokens_out, counted=False)
    cost = None if price is None else price.most(guess.fresh, tokens_out)
    return replace(charge, usage=guess, cost=cost)


def _input(request: ModelRequest) -> int:
    schema = json.dumps(dict(request.schema)) if request.schema is not None else ""
    return tokens_of(request.system) + tokens_of(request.user) + tokens_of(schema)
