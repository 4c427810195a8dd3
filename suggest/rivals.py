"""Marks on screen that a new reading drops: which give way, and which stay before their rival."""

from collections.abc import Callable
from dataclasses import replace

from suggest.items import Item, Reading, Status
from suggest.policy import KEEP_MARGIN
from suggest.values import Drop, DropReason

_RIVALRY = (DropReason.OVERLAP, DropReason.DUPLICATE)


def give_way(reading: Reading, hold: Callable[[Item, Drop], None]) -> None:
    """Holds the shown marks that the reading takes away, each with why.

    A mark that only lost its place stays while no rival is better by the margin; the rivals are
    dropped in its favour, so that two marks never stand on the same words.
    """
    for item in reading.items:
        drop = item.judged.drop
        if item.status is not Status.SHOWN or item.forced or drop is None:
            continue
        rivals = _rivals(item, reading) if drop.reason in _RIVALRY else []
        if drop.reason not in _RIVALRY or any(_wins(rival, item) for rival in rivals):
            hold(item, drop)
            continue
        item.judged = replace(item.judged, drop=None)
        lost = Drop(DropReason.OVERLAP, detail=item.judged.proposal.rule)
        for rival in rivals:
            rival.judged = replace(rival.judged, drop=lost)


def _rivals(item: Item, reading: Reading) -> list[Item]:
    """What the reading would show on the same words instead."""
    span = item.judged.proposal.span
    return [
        other
        for other in reading.items
        if other.judged.drop is None
        and other.status is not Status.RESOLVED
        and other.judged.proposal.span.meets(span)
    ]


def _wins(rival: Item, shown: Item) -> bool:
    there = rival.status is Status.SHOWN
    return there or rival.judged.confidence >= shown.judged.confidence + KEEP_MARGIN
