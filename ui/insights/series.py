"""The figures of each plot as rows of a table and as one sentence for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from suggest import Calibration, DecideBin, FunnelStep, Rates, Week
from ui import insight_strings as words
from ui.insights.figures_text import number, one_digit, percent, seconds
from ui.insights.funnel import shares
from ui.insights.table import Cell, TableRow

ENOUGH = 20  # outcomes before a rate is quoted, as the figures have it


def funnel_rows(steps: Sequence[FunnelStep]) -> list[TableRow]:
    """One row for each step."""
    return [
        TableRow(
            words.FUNNEL_STEPS[step.step.value],
            (Cell(number(step.count), step.count), _percent(share)),
        )
        for step, share in zip(steps, shares(steps), strict=True)
    ]


def calibration_rows(figures: Calibration) -> list[TableRow]:
    """One row for each bin."""
    return [
        TableRow(
            percent(one.said),
            (
                _percent(one.kept),
                Cell(f"{percent(one.low)}–{percent(one.high)}", one.high - one.low),
                Cell(number(one.count), one.count),
            ),
        )
        for one in figures.bins
    ]


def decide_label(bins: Sequence[DecideBin], place: int, *, short: bool = False) -> str:
    """The range of a bin: "under 1 s", "1–2 s", "30 s and more"; `short` leaves words out."""
    below = bins[place].below_ms
    low = (bins[place - 1].below_ms or 0) // 1000 if place else 0
    if below is None:
        return f"{low}+" if short else words.DECIDE_ABOVE.format(n=low)
    high = below // 1000
    if short:
        return f"{low}–{high}"
    if not place:
        return words.DECIDE_BELOW.format(n=high)
    return words.DECIDE_BETWEEN.format(low=low, high=high)


def decide_rows(bins: Sequence[DecideBin]) -> list[TableRow]:
    """One row for each bin."""
    return [
        TableRow(decide_label(bins, n), (Cell(number(one.count), one.count),))
        for n, one in enumerate(bins)
    ]


def per_100(week: Week) -> float | None:
    """Marks per 100 words of a week."""
    return 100 * week.rates.shown / week.words if week.words else None


def week_label(week: Week) -> str:
    """Its Monday, short."""
    return f"{week.monday.day} {week.monday:%b}"


def weeks_rows(weeks: Sequence[Week]) -> list[TableRow]:
    """One row for each week, the newest first."""
    return [
        TableRow(
            f"{week.monday.day} {week.monday:%B %Y}",
            (
                Cell(number(week.rates.shown), week.rates.shown),
                *_rates(week.rates, (week.rates.acceptance, week.rates.kept_rate)),
                Cell(one_digit(per_100(week)), per_100(week) or 0.0),
            ),
        )
        for week in reversed(weeks)
    ]


def rates_row(rates: Rates) -> Sequence[Cell]:
    """The cells of one group; where there is too little, one sentence in place of the rates."""
    counts = [Cell(number(rates.shown), rates.shown), Cell(number(rates.outcomes), rates.outcomes)]
    if not rates.enough:
        few = words.TOO_FEW.format(enough=ENOUGH, n=rates.outcomes)
        return [*counts, Cell(few, wide=True)]
    shown = (rates.acceptance, rates.kept_rate, rates.regret, rates.dismissal, rates.silence)
    time = Cell(seconds(rates.decide_ms), rates.decide_ms or -1.0)
    return [*counts, *(_percent(share) for share in shown), time]


def spoken(title: str, help_text: str, rows: Sequence[TableRow]) -> str:
    """A plot in words."""
    values = "; ".join(f"{row.name}: {', '.join(cell.text for cell in row.cells)}" for row in rows)
    return words.PLOT_SPOKEN.format(title=title, help=help_text, values=values)


def _percent(share: float | None) -> Cell:
    return Cell(percent(share), -1.0 if share is None else share)


def _rates(rates: Rates, shown: Sequence[float | None]) -> Sequence[Cell]:
    return [_percent(share if rates.enough else None) for share in shown]
