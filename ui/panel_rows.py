"""The rows of the side panel, worked out from the engine's values before any widget is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from suggest import DropReason, Held, Kind
from ui import strings
from ui.card_text import shortened
from ui.engine import WritingEngine
from ui.rule_names import rule_name

_LONGEST = 60

_GROUPS: dict[DropReason, str] = {
    DropReason.BELOW_THRESHOLD: strings.HELD_BELOW,
    DropReason.DISMISSED_BEFORE: strings.HELD_BEFORE,
    DropReason.MUTED: strings.HELD_BEFORE,
    DropReason.OVER_BUDGET: strings.HELD_BUDGET,
    DropReason.PROTECTED: strings.HELD_PROTECTED,
}
_FACT_GUARDS = ("numbers", "names", "links", "quotations")
_ORDER = (
    strings.HELD_BELOW,
    strings.HELD_FACT,
    strings.HELD_BEFORE,
    strings.HELD_BUDGET,
    strings.HELD_PROTECTED,
    strings.HELD_OTHER,
)
_WHY: dict[DropReason, str] = {
    DropReason.DISMISSED_BEFORE: strings.WHY_BEFORE,
    DropReason.OVER_BUDGET: strings.WHY_BUDGET,
    DropReason.PROTECTED: strings.WHY_PROTECTED,
    DropReason.OVERLAP: strings.WHY_OVERLAP,
    DropReason.DUPLICATE: strings.WHY_OVERLAP,
    DropReason.STALE: strings.WHY_STALE,
    DropReason.FAILED: strings.WHY_FAILED,
}


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One row; a heading has no `id` and no `kind`."""

    id: str
    kind: Kind | None
    old: str
    new: str | None = None
    note: str = ""
    right: str = ""

    @property
    def heading(self) -> bool:
        """Whether this row only names a group."""
        return self.kind is None

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if self.kind is None:
            return self.old
        change = (
            self.old
            if self.new is None
            else strings.CHANGE.format(old=self.old, new=self.new or strings.DELETES)
        )
        kind = strings.KIND_NAMES[self.kind.value]
        said = (kind, change, self.note.rstrip("."), self.right)
        return ". ".join(part for part in said if part)


def mark_rows(engine: WritingEngine, hidden: frozenset[Kind]) -> list[PanelRow]:
    """A row for each live mark in document order, without the `hidden` classes."""
    rows = []
    for suggestion in engine.suggestions():
        proposal = suggestion.proposal
        if proposal.kind in hidden:
            continue
        flag = proposal.replacement is None
        rows.append(
            PanelRow(
                id=suggestion.id,
                kind=proposal.kind,
                old=shortened(proposal.original, _LONGEST),
                new=_new(proposal.replacement),
                note=proposal.message,
                right="" if flag else strings.TENTHS.format(n=engine.tenths(suggestion.id)),
            )
        )
    return rows


def held_rows(held: Sequence[Held]) -> list[PanelRow]:
    """Rows of what was held back, grouped by reason, each group under its heading."""
    groups: dict[str, list[PanelRow]] = {}
    for one in held:
        proposal = one.proposal
        row = PanelRow(
            id=one.id,
            kind=proposal.kind,
            old=shortened(proposal.original, _LONGEST),
            new=_new(proposal.replacement),
            note=why(one),
        )
        groups.setdefault(_group(one), []).append(row)
    rows: list[PanelRow] = []
    for title in _ORDER:
        if title in groups:
            rows.append(PanelRow("", None, title))
            rows.extend(groups[title])
    return rows


def _group(held: Held) -> str:
    if held.drop.reason is DropReason.GUARDED and held.drop.guard in _FACT_GUARDS:
        return strings.HELD_FACT
    return _GROUPS.get(held.drop.reason, strings.HELD_OTHER)


def why(held: Held) -> str:
    """The plain sentence that says why something was held back."""
    reason, drop = held.drop.reason, held.drop
    if reason is DropReason.BELOW_THRESHOLD:
        bar = max(round(held.bar * 10), 1)
        return strings.WHY_BELOW.format(n=min(round(held.confidence * 10), bar - 1), bar=bar)
    if reason is DropReason.MUTED:
        return strings.WHY_MUTED.format(rule=rule_name(held.proposal.mutes or held.proposal.rule))
    if drop.detail.endswith("."):  # else it is a name for the log, not a sentence
        return drop.detail
    if reason is DropReason.GUARDED:
        return strings.WHY_GUARD.get(drop.guard, strings.WHY_GUARDED)
    if reason is DropReason.PROTECTED and drop.guard == "language":
        return strings.WHY_LANGUAGE
    return _WHY.get(reason, strings.WHY_OTHER)


def _new(replacement: str | None) -> str | None:
    return None if replacement is None else shortened(replacement, _LONGEST)
