"""The report of a run as one HTML page that needs nothing else: no script, no network."""

from collections.abc import Sequence
from html import escape

from suggest.evals.cases import Shape
from suggest.evals.results import Figure, Group, SetResult, rounded
from suggest.evals.run import Run
from suggest.evals.svg import Axis, Series, line_plot, nice_top, reliability_plot

MOST_LINES = 40
"""Lines of a group on the page; the JSON file has them all."""

_STYLE = """
:root { color-scheme: light dark; --bg: #FBFAF7; --card: #FFFFFF; --text: #26241F;
  --muted: #666259; --border: #E3DFD6; --s0: #1E6B5A; --s1: #B82A24; --s2: #2279CC; --s3: #6B35B0; }
@media (prefers-color-scheme: dark) { :root { --bg: #1B1B1A; --card: #2A2928; --text: #DAD6CE;
  --muted: #A7A298; --border: #454240; --s0: #6DBDA5; --s1: #EF7268; --s2: #4F97E6;
  --s3: #CDB0FA; } }
body { background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, sans-serif;
  max-width: 1240px; margin: 0 auto; padding: 24px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 36px 0 4px; }
h3 { font-size: 15px; margin: 0 0 6px; } p { margin: 4px 0; } .muted { color: var(--muted); }
.grid-of { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 14px; align-items: flex-start; }
.card { background: var(--card); border: 1px solid var(--border); border-radius: 8px;
  padding: 14px 16px; overflow-x: auto; }
.plot { flex: 1 1 340px; max-width: 460px; } svg { width: 100%; height: auto; display: block; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 10px; text-align: right; border-bottom: 1px solid var(--border); }
th { color: var(--muted); font-weight: 500; }
tr > :first-child { text-align: left; padding-left: 0; }
.grid { stroke: var(--border); stroke-width: 1; }
.even { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 3 3; }
.tick, .label { font: 11px system-ui, sans-serif; fill: var(--muted); } .label { font-size: 12px; }
.mid { text-anchor: middle; } .end { text-anchor: end; }
.line { fill: none; stroke-width: 2; }
.s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); stroke-dasharray: 6 3; }
.s2 { stroke: var(--s2); stroke-dasharray: 2 3; } .s3 { stroke: var(--s3); stroke-dasharray: 9 3; }
.dot.s0 { fill: var(--s0); stroke: none; } .reach { stroke: var(--s0); stroke-width: 1.5; }
.tick.small { font-size: 10px; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(run: Run) -> str:
    """The whole page."""
    about = " · ".join(escape(f"{name} {value}") for name, value in run.about())
    sets = "".join(_set(result) for result in run.results)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Stet eval {escape(run.name)}</title><style>{_STYLE}</style></head>\n"
        f'<body><h1>Eval {escape(run.name)}</h1><p class="muted">{about}</p>\n'
        '<p class="muted">Intervals: 95 %, bootstrap over texts;'
        f" in reliability plots after Wilson. Numbers above them: marks.</p>{sets}</body></html>\n"
    )


def number(value: float | None, places: int) -> str:
    """A figure for reading; a dash where there is none."""
    return "–" if value is None else f"{value:,.{places}f}"


def span_of(figure: Figure) -> str:
    """The interval for reading; none of a figure that is not known."""
    if figure.interval is None or figure.value is None:
        return ""
    low, high = figure.interval.low, figure.interval.high
    return f"{number(low, figure.places)} to {number(high, figure.places)}"


def _set(result: SetResult) -> str:
    counts = " · ".join(f"{value:,} {escape(name)}" for name, value in result.counts.items())
    notes = "".join(f'<p class="muted">{escape(note)}</p>' for note in result.notes)
    plots = "".join(f'<div class="card plot">{plot}</div>' for plot in _plots(result))
    groups = "".join(_group(group) for group in result.groups if group.lines)
    coverage = _coverage(result)
    return (
        f"\n<h2>{escape(result.name)}</h2><p>{counts}</p>{notes}"
        f'<div class="grid-of">{_figures(result.figures)}{coverage}</div>'
        f'<div class="grid-of">{plots}</div><div class="grid-of">{groups}</div>'
    )


def _figures(figures: Sequence[Figure]) -> str:
    rows = [(f.name, number(f.value, f.places), span_of(f)) for f in figures]
    return _table("Figures", ("", "value", "95 %"), rows)


def _coverage(result: SetResult) -> str:
    if not result.precision_at:
        return ""
    names = tuple(result.precision_at)
    points = zip(*result.precision_at.values(), strict=True)
    rows = [
        (f"{held[0][0]:.0%}", str(held[0][1]), *(number(share, 3) for _, _, share in held))
        for held in points
    ]
    return _table("Most confident marks", ("", "marks", *names), rows)


def _group(group: Group) -> str:
    rows = [
        (line.name, f"{line.count:,}", *(number(rounded(v), 3) for v in line.values))
        for line in group.lines[:MOST_LINES]
    ]
    more = len(group.lines) - MOST_LINES
    title = f"By {group.title}" + (
        f" (first {MOST_LINES}, {more} more in the JSON file)" * (more > 0)
    )
    return _table(title, ("", group.counted, *group.columns), rows)


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="card"><h3>{escape(title)}</h3>'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _plots(result: SetResult) -> list[str]:
    plots = result.plots
    drawn: list[str] = []
    if plots.curves:
        series = [Series(name, points) for name, points in plots.curves.items()]
        rates = not plots.coverage
        top = nice_top(y for line in series for _, y in line.points) if rates else 1.0
        label = series[0].name.capitalize() if rates else _share(series)
        title = "If all classes had one bar"
        y = Axis(label, top)
        drawn.append(_titled(title, line_plot(title, Axis("Bar"), y, series)))
    if plots.coverage:
        series = [Series(name, points) for name, points in plots.coverage.items()]
        title = "Precision and coverage"
        axes = Axis("Share of all marks, most confident first"), Axis(_share(series))
        drawn.append(_titled(title, line_plot(title, *axes, series)))
    for name, bins in plots.bins.items():
        if bins:
            title = f"Reliability, {name}"
            drawn.append(_titled(title, reliability_plot(title, bins, _outcome(result))))
    return drawn


def _outcome(result: SetResult) -> str:
    return "Share agreed" if result.shape is Shape.EDITS else "Share right"


def _share(series: Sequence[Series]) -> str:
    return f"Share {series[0].name}" if len(series) == 1 else "Share of marks"


def _titled(title: str, plot: str) -> str:
    return f"<h3>{escape(title)}</h3>{plot}"
