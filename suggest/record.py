"""Confidence in words: the writer's own record once there is one, before that the rule's."""

ENOUGH = 20
"""Outcomes of a kind before its own rate is quoted."""


def tenths(confidence: float) -> int:
    """Confidence as so many of ten, at least 0 and at most 10."""
    return max(0, min(10, round(confidence * 10)))


def phrase(confidence: float, kept: int, decided: int) -> str:
    """The sentence under the dots of a card."""
    if decided >= ENOUGH:
        return f"{tenths(kept / decided)} of 10 like this were kept"
    times = tenths(confidence)
    return f"No record yet; the rule is usually right {times} times in 10"
