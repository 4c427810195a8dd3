"""Items whose lines left the document: cut, joined or split, they may come back with others."""

from suggest.context import neighbours
from suggest.items import Identity, Item, Status, rewritten
from suggest.values import Judged, Passage

FEW_STRAYS = 200
"""More items than this were not rewritten: nobody looks for what was put in their place."""


class Strays:
    """In the order in which they were added, found by what they propose."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._alike: dict[Identity, dict[str, Item]] = {}

    def add(self, item: Item) -> None:
        """Its line is gone; adding it again changes nothing."""
        self._items[item.id] = item
        self._alike.setdefault(item.identity, {})[item.id] = item

    def remove(self, item: Item) -> None:
        """It has a line again or came to an end."""
        if self._items.pop(item.id, None) is not None:
            self._alike[item.identity].pop(item.id, None)

    def claim(self, judged: Judged, passage: Passage) -> Item | None:
        """Takes out the stray that this proposal is again, one with the same words beside it first.

        A mark is never claimed: it follows its text, so its line is known.
        """
        proposal = judged.proposal
        alike = self._alike.get((proposal.rule, proposal.original, proposal.replacement), {})
        able = [i for i in alike.values() if i.status not in (Status.SHOWN, Status.RESOLVED)]
        if not able:
            return None
        around = neighbours(passage.text, proposal.span.start, proposal.span.end)
        found = next((item for item in able if item.around == around), able[0])
        self.remove(found)
        return found

    def rewritten(self, text: str) -> list[Item]:
        """Takes out those that stood where now other words stand in `text`."""
        if len(self._items) > FEW_STRAYS:
            return []
        found = [
            item
            for item in self._items.values()
            if item.status is Status.DISTURBED and rewritten(item, text)
        ]
        for item in found:
            self.remove(item)
        return found

    def drain(self) -> list[Item]:
        """Takes out all of them."""
        gone = list(self._items.values())
        self._items.clear()
        self._alike.clear()
        return gone
