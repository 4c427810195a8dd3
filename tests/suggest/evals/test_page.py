"""The page and the JSON of a run hold every figure, no text of a sealed set, and no address."""

import json
import re
from html.parser import HTMLParser

import pytest

from suggest.evals.cases import Choice, EvalMark
from suggest.evals.figures import Interval
from suggest.evals.page import page, span_of
from suggest.evals.reading import to_read
from suggest.evals.results import MOST_POINTS, Figure, thinned
from suggest.evals.run import Run
from suggest.evals.scoring import Task
from suggest.evals.sets import parse_set
from suggest.evals.shapes import score
from suggest.evals.svg import nice_top, short
from suggest.values import Kind, Span
from tests.fakes.evals import Row, answer, edit, lines, mark, revision

TEXT = "She write <b>letters</b> & sings."
EDITED = revision(1, TEXT, edit(TEXT, "write", "writes"), edit(TEXT, "sings", "sing"))
POST: Row = {
    "id": "p",
    "channel": "thread",
    "text": TEXT,
    "must": [{"start": 4, "end": 9, "class": "correctness", "replacements": ["writes"]}],
}


def task(name: str, row: Row, *marks: EvalMark) -> Task:
    chosen = parse_set(name, lines(row))
    return Task(chosen, Choice(), chosen.cases, (answer(*marks),))


RIGHT = mark(4, 9, "writes", 0.9)
ALARM = EvalMark(Span(0, 3), "Sie", 0.6, Kind.TONE, "odd/<rule>", "Table", True)
TASKS = (
    task("edits", EDITED, RIGHT, ALARM),
    task("clean", {"id": 1, "text": TEXT}, ALARM),
    task("labels", POST, RIGHT, ALARM),
)
RUN = Run(
    "edits-1",
    "2026-03-01T10:00:00+00:00",
    "offline",
    "abc",
    "US",
    {"bar": "shipped"},
    tuple(score(t) for t in TASKS),
)


class Reader(HTMLParser):
    """Tags that open and close, and attributes that name addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [f"{k}={v}" for k, v in attrs if k in {"src", "href", "srcset"}]
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_whole_and_asks_for_nothing() -> None:
    reader = Reader()
    text = page(RUN)
    reader.feed(text)
    assert reader.open == []
    assert reader.addresses == []
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    assert "url(" not in text
    assert "//" not in text.replace("<!doctype", "")
    assert "default-src 'none'" in text
    assert reader.tags.count("svg") == 3 + 1 + 4  # two curves, and a panel for each class of bins


def test_page_shows_every_figure_and_escapes_names() -> None:
    text = page(RUN)
    for result in RUN.results:
        for figure in result.figures:
            assert f"<td>{figure.name}</td>" in text
    assert "odd/&lt;rule&gt;" in text
    assert "<rule>" not in text
    assert "prefers-color-scheme: dark" in text


def test_what_is_not_known_has_no_interval() -> None:
    assert span_of(Figure("f", None, Interval(0.0, 0.0))) == ""
    assert span_of(Figure("f", 0.5, Interval(0.25, 0.75), 1, 2)) == "0.25 to 0.75"


def test_plots_stay_inside_their_frame() -> None:
    for x, y in re.findall(
        r"([\d.]+),([\d.]+)", " ".join(re.findall(r'points="(.*?)"', page(RUN)))
    ):
        assert 0 <= float(x) <= 380
        assert 0 <= float(y) <= 270


def test_json_holds_no_text_of_the_set() -> None:
    told = json.dumps(RUN.as_json())
    assert "letters" not in told
    assert "Sie" not in told
    figures = {f["name"]: f for f in RUN.as_json()["sets"][0]["figures"]}
    assert figures["Agreed share"]["value"] == 0.5
    assert figures["Recall, exact"]["value"] == 0.5


def test_lines_for_reading_name_what_became_of_marks_and_misses() -> None:
    told = [(row["verdict"], row["original"]) for row in to_read(TASKS[0])]
    assert told == [("agreed", "write"), ("alarm", "She"), ("missed", "sings")]
    assert [row["verdict"] for row in to_read(TASKS[1])] == ["alarm"]
    labelled = task("labels", POST, mark(4, 9, "wrote"))
    assert [row["verdict"] for row in to_read(labelled)] == ["words", "missed, touched"]


@pytest.mark.parametrize(
    ("values", "top"), [([], 1), ([0], 1), ([3.2], 5), ([0.07], 0.1), ([20], 20)]
)
def test_axes_end_at_a_round_number(values: list[float], top: float) -> None:
    assert nice_top(values) == pytest.approx(top)


def test_long_curves_keep_their_ends() -> None:
    points = tuple((float(i), float(i)) for i in range(1000))
    kept = thinned(points)
    assert len(kept) == MOST_POINTS
    assert (kept[0], kept[-1]) == (points[0], points[-1])


def test_bins_of_confidence_tell_marks_share_and_interval() -> None:
    edits, _clean, labels = RUN.results
    (group,) = (g for g in edits.groups if g.title == "confidence, correctness")
    (line,) = group.lines
    assert (line.name, line.count, line.values[:2]) == ("0.9 to 1.0", 1, (0.9, 1.0))
    (held,) = edits.as_json()["reliability"]["correctness"]
    assert (held["marks"], held["share"], held["high"]) == (1, 1.0, 1.0)
    assert 0.2 < held["low"] < 0.21
    assert set(edits.plots.bins) == {"correctness"}
    assert set(labels.plots.bins) == {"correctness", "tone"}
    assert ">Share agreed<" in page(RUN)
    assert ">Share right<" in page(RUN)


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0"), (999, "999"), (1000, "1.0k"), (9949, "9.9k"), (31400, "31k")]
)
def test_counts_above_a_plot_are_short(count: int, told: str) -> None:
    assert short(count) == told
