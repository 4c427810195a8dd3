"""Draws plots as inline SVG text; colours come from the page's classes, so both themes fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

from suggest.evals.figures import BINS, Bin

WIDTH, HEIGHT = 380, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 28, 44
_LETTER = 6.5  # about as wide as a letter of a legend
_STEPS = 5
_DOT = 4.0
_THOUSAND, _TEN = 1000, 9.95


@dataclass(frozen=True, slots=True)
class Axis:
    """From 0 to `top`."""

    label: str
    top: float = 1.0


@dataclass(frozen=True, slots=True)
class Series:
    """A named line through points in the units of the axes."""

    name: str
    points: Sequence[tuple[float, float]]


def line_plot(title: str, x: Axis, y: Axis, series: Sequence[Series]) -> str:
    """Up to four lines; told apart by dashes as well as colour, and named in a legend."""
    parts = [_frame(x, y)]
    for number, line in enumerate(series):
        points = " ".join(f"{_x(px, x):.1f},{_y(py, y):.1f}" for px, py in line.points)
        if len(line.points) == 1:
            parts.append(_dot(line.points[0], (x, y), f"dot s{number}", 3.0))
        else:
            parts.append(f'<polyline class="line s{number}" points="{points}"/>')
    if len(series) > 1:
        parts += _legend([line.name for line in series])
    return _svg(title, parts)


def reliability_plot(title: str, bins: Sequence[Bin], outcome: str) -> str:
    """Share that came true over stated confidence, with intervals; above, the marks of a bin."""
    x, y = Axis("Stated confidence"), Axis(outcome)
    diagonal = f'x1="{_x(0, x)}" y1="{_y(0, y)}" x2="{_x(1, x)}" y2="{_y(1, y)}"'
    parts = [_frame(x, y), f'<line class="even" {diagonal}/>']
    for held in bins:
        low, high = held.interval.low, held.interval.high
        told = (
            f"{held.count} marks: confidence {held.confidence:.2f},"
            f" came true {held.share:.2f} ({low:.2f} to {high:.2f})"
        )
        at = _x(held.confidence, x)
        middle = _x(held.start + 0.5 / BINS, x)
        parts += [
            f'<line class="reach" x1="{at}" y1="{_y(low, y)}" x2="{at}" y2="{_y(high, y)}"/>',
            _dot((held.confidence, held.share), (x, y), "dot s0", _DOT, told),
            f'<text class="tick small mid" x="{middle}" y="18">{short(held.count)}</text>',
        ]
    return _svg(title, parts)


def short(count: int) -> str:
    """A count in at most four signs: 870, 1.2k, 31k."""
    if count < _THOUSAND:
        return str(count)
    thousands = count / _THOUSAND
    return f"{thousands:.1f}k" if thousands < _TEN else f"{thousands:.0f}k"


def nice_top(values: Iterable[float]) -> float:
    """A round number at or above all values; 1 when there is nothing above 0."""
    most = max(values, default=0.0)
    if most <= 0:
        return 1.0
    unit = 10.0 ** floor(log10(most))
    return next(unit * step for step in (1, 2, 5, 10) if unit * step >= most)


def _x(value: float, axis: Axis) -> float:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * min(1.0, value / axis.top), 1)


def _y(value: float, axis: Axis) -> float:
    return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(1.0, value / axis.top), 1)


def _frame(x: Axis, y: Axis) -> str:
    parts: list[str] = []
    bottom, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    for step in range(_STEPS + 1):
        at_x, at_y = x.top * step / _STEPS, y.top * step / _STEPS
        parts += [
            f'<line class="grid" x1="{_LEFT}" y1="{_y(at_y, y)}" x2="{right}" y2="{_y(at_y, y)}"/>',
            f'<text class="tick end" x="{_LEFT - 7}" y="{_y(at_y, y) + 4}">{at_y:.3g}</text>',
            f'<text class="tick mid" x="{_x(at_x, x)}" y="{bottom + 16}">{at_x:.3g}</text>',
        ]
    middle_x, middle_y = (_LEFT + right) / 2, (_TOP + bottom) / 2
    parts += [
        f'<text class="label mid" x="{middle_x}" y="{HEIGHT - 8}">{escape(x.label)}</text>',
        f'<text class="label mid" transform="translate(14 {middle_y}) rotate(-90)">'
        f"{escape(y.label)}</text>",
    ]
    return "".join(parts)


def _dot(
    place: tuple[float, float], axes: tuple[Axis, Axis], style: str, radius: float, told: str = ""
) -> str:
    title = f"<title>{escape(told)}</title>" if told else ""
    x, y = _x(place[0], axes[0]), _y(place[1], axes[1])
    return f'<circle class="{style}" cx="{x}" cy="{y}" r="{radius:.1f}">{title}</circle>'


def _legend(names: Sequence[str]) -> list[str]:
    """In the strip above the plot, from the right, so that no line runs through it."""
    parts: list[str] = []
    right: float = WIDTH - _RIGHT
    for number, name in reversed(list(enumerate(names))):
        left = round(right - _LETTER * len(name), 1)
        parts += [
            f'<text class="tick end" x="{right}" y="15">{escape(name)}</text>',
            f'<line class="line s{number}" x1="{left - 32}" y1="11" x2="{left - 6}" y2="11"/>',
        ]
        right = left - 46
    return parts


def _svg(title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )
