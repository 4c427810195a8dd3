"""The most the writer wants to spend in a day and in a month."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """0 is no cap. Tokens are all tokens, in and out; money is in the currency of the prices."""

    day_tokens: int = 0
    month_tokens: int = 0
    day_money: float = 0.0
    month_money: float = 0.0

    @property
    def in_money(self) -> bool:
        """Whether a price is needed before anything may be sent."""
        return self.day_money > 0 or self.month_money > 0
