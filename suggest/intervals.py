"""How sure a counted share is."""

from math import sqrt

_Z = 1.96


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson; `whole` is at least 1."""
    rate, square = part / whole, _Z * _Z / whole
    middle = (rate + square / 2) / (1 + square)
    reach = _Z * sqrt(rate * (1 - rate) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)
