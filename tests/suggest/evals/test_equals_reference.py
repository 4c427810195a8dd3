"""Our figures equal those of the given scorer on the same texts and marks."""

import importlib
import json
import random
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from suggest.evals.cases import Answer, Case, Choice, EvalMark, EvalSet, Shape
from suggest.evals.results import Figure, SetResult
from suggest.evals.scoring import Task
from suggest.evals.sets import parse_set
from suggest.evals.shapes import score
from suggest.values import Kind, Span
from tests.fakes.evals import Row, edit, lines, revision

reference: Any = importlib.import_module("tests.evals_reference.score_suggestions")
# The given scorer leaves closing its files to Python.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

BUS = "The bus leave at nine, and and nobody waits for it’s driver."
BREAD = "We baked breads for fourty guests\u2028in a oven that Ana lent us."
RIVER = "Please swim only between the flags because river currents is strong in 2019."
DOC = (
    "# A garden in June\r\n\r\nThe roses was late.\r\n\r\n"
    "Nobody pruned them , so we cutted the old wood in march.\r\n\r\n- Water it’s roots.\r\n"
)
EMPTY_HEAD = "the well is dry 🙂 since Tuesday"


def edited_rows() -> list[Row]:
    """Edits of all kinds: words, insertions, deletions, suffixes, neutral ones, none."""
    return [
        revision(
            1,
            BUS,
            edit(BUS, "leave", "leaves"),
            edit(BUS, "and and", "and"),
            edit(BUS, "it’s", "its"),
            commit_kind="fix",
        ),
        revision(
            2,
            BREAD,
            edit(BREAD, "breads", "bread"),
            edit(BREAD, "fourty", "forty"),
            edit(BREAD, "a oven", "an oven"),
            edit(BREAD, "Ana", "Ana, our neighbour from upstairs,", adds_content=True),
            commit_kind="fix",
            source="recipes",
        ),
        revision(
            3,
            RIVER,
            edit(RIVER, "because ", "because the "),
            edit(RIVER, "is", "are"),
            edit(RIVER, "2019", "2018", factual=True),
            commit_kind="other",
        ),
        revision(4, EMPTY_HEAD, edit(EMPTY_HEAD, "the", "The"), commit_kind="fix"),
        revision(5, "Nothing to do here, says the cook.", commit_kind="fix"),
    ]


def document_rows() -> list[Row]:
    """Whole documents of which some paragraphs are judged."""
    first, last = DOC.index("Nobody"), DOC.index("march.") + len("march.")
    return [
        revision(
            1,
            DOC,
            edit(DOC, "them ,", "them,"),
            edit(DOC, "cutted", "cut"),
            edit(DOC, "march", "March", markup=True),
            scored=[[first, last]],
            words=11,
            commit_kind="fix",
        ),
        revision(2, BUS, edit(BUS, "leave", "leaves"), scored=[[0, 21]], words=5),
    ]


def referenced_rows() -> list[Row]:
    """Several acceptable corrections of one text."""
    refs = [[edit(BUS, "leave", "leaves")], [edit(BUS, "bus", "buses"), edit(BUS, "it’s", "its")]]
    return [
        {"id": "r/1", "text": BUS, "edits_by_ref": refs},
        {"id": "r/2", "text": RIVER, "edits_by_ref": [[edit(RIVER, "is", "are")], []]},
    ]


def clean_rows() -> list[Row]:
    """Texts that are right, one with its own word count."""
    return [
        {"id": "c/1", "source": "notes", "text": "The ferry is late again."},
        {"id": "c/2", "source": "recipes", "text": DOC, "words": 17},
        {"id": "c/3", "source": "notes", "text": "Six hens, two of them brown."},
    ]


SETS = {
    "edits": edited_rows(),
    "documents": document_rows(),
    "references": referenced_rows(),
    "clean": clean_rows(),
}


def random_marks(case: Case, source: random.Random) -> tuple[EvalMark, ...]:
    """The person's edits, near misses of them, flags, no-ops and noise."""
    text = case.text
    spans: list[tuple[int, int, str | None]] = []
    for gold in (gold for ref in case.refs for gold in ref):
        start, end = gold.span.start, gold.span.end
        wider = max(0, start - 1)
        made = text[wider:start] + gold.replacement
        options = [(start, end, gold.replacement), (wider, end, made), (start, end, None)]
        spans += source.sample(options, source.randrange(3))
    for _ in range(source.randrange(5)):
        start = source.randrange(len(text))
        end = min(len(text), start + source.randrange(9))
        words = (None, "", "the", "ly", text[start:end], "two words", ", ", "’s")
        spans.append((start, end, source.choice(words)))
    return tuple(
        EvalMark(
            Span(start, end),
            words,
            round(source.random(), 4),
            source.choice(list(Kind)),
            f"rule/{source.randrange(3)}",
            "Table",
            source.random() < 0.6,
        )
        for start, end, words in spans
    )


def score_both(folder: Path, name: str, choice: Choice, seed: int) -> tuple[SetResult, Any, Any]:
    """Our result, the scorer's for what is shown, and the scorer's for everything."""
    rows = SETS[name]
    chosen = parse_set(name, lines(*rows))
    source = random.Random(seed)
    marks = {case.id: random_marks(case, source) for case in chosen.cases}
    cases = choice.cases(chosen)
    ours = score(Task(chosen, choice, cases, tuple(Answer(marks[c.id], 0.001) for c in cases)))
    return ours, *(_scorer(folder, chosen, marks, choice, only) for only in (True, False))


def _scorer(
    folder: Path,
    chosen: EvalSet,
    marks: dict[str, tuple[EvalMark, ...]],
    choice: Choice,
    only_shown: bool,
) -> Any:
    gold, predicted = folder / "gold.jsonl", folder / "marks.jsonl"
    gold.write_bytes(lines(*SETS[chosen.name]))
    rows = [{"id": name, **m.as_json()} for name, held in marks.items() for m in held]
    if choice.bar is not None or not only_shown:
        rows = [{key: value for key, value in row.items() if key != "shown"} for row in rows]
    predicted.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    reference.CLASSES = {kind.value for kind in choice.kinds} or None
    options = Namespace(
        gold=[str(gold)],
        pred=str(predicted),
        kind=",".join(choice.commit_kinds) or None,
        source=",".join(choice.sources) or None,
        bar=choice.bar,
    )
    command = reference.cmd_clean if chosen.shape is Shape.CLEAN else reference.cmd_edits
    return command(options)


def figures_of(result: SetResult) -> dict[str, Figure]:
    return {figure.name: figure for figure in result.figures}


def same(ours: float | None, theirs: float | None, places: int = 4) -> bool:
    """Equal as printed; where there is nothing to divide the scorer prints 0 or leaves it out."""
    return round(ours or 0.0, places) == (theirs or 0.0)


CHOICES = [
    Choice(),
    Choice(bar=0.4),
    Choice(bar=0.0, kinds=frozenset({Kind.CORRECTNESS, Kind.TONE})),
    Choice(commit_kinds=frozenset({"fix"})),
    Choice(bar=0.7, sources=frozenset({"notes"})),
]


@pytest.mark.parametrize("name", ["edits", "documents", "references"])
@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("seed", range(6))
def test_edits(tmp_path: Path, name: str, choice: Choice, seed: int) -> None:
    if not choice.cases(parse_set(name, lines(*SETS[name]))):
        assert name == "references"  # the only set without kinds and sources
        return
    ours, shown, every = score_both(tmp_path, name, choice, seed)
    figures = figures_of(ours)
    value = {key: figure.value for key, figure in figures.items()}
    exact, touch = shown["exact"], shown["touch"]
    assert same(value["Precision, exact"], exact["P"])
    assert same(value["Recall, exact"], exact["R"])
    assert same(value["F0.5, exact"], exact["F0.5"])
    assert same(value["Precision, touch"], touch["P"])
    assert same(value["Recall, touch"], touch["R"])
    assert same(value["Agreed share"], shown["agree P (shown suggestions)"])
    assert same(value["Marks per 1,000 words"], shown["per 1000 words"], 2)
    assert same(value["ECE, shown marks"], shown.get("ECE shown agree"))
    assert same(value["Mean confidence, shown marks"], shown.get("mean confidence shown"))
    assert same(value["ECE"], every.get("ECE agree"))
    assert same(value["ECE, touch"], every.get("ECE touch"))
    assert same(value["Brier score"], every.get("Brier agree"))
    assert same(value["AUROC"], every.get("AUROC agree"))
    for ours_name, theirs in (
        ("F0.5, exact", exact["F0.5 95%"]),
        ("Precision, touch", touch["P 95%"]),
        ("Agreed share", shown["agree P 95%"]),
    ):
        interval = figures[ours_name].interval
        assert interval is not None
        assert [round(interval.low, 4), round(interval.high, 4)] == theirs, ours_name
    assert ours.counts["texts"] == shown["documents"]
    assert ours.counts["words"] == shown["words"]
    assert ours.counts["human edits"] == shown["gold edits"]
    assert ours.counts["marks shown"] == shown["suggestions"]


@pytest.mark.parametrize("seed", range(6))
def test_edits_by_class_and_coverage(tmp_path: Path, seed: int) -> None:
    ours, shown, every = score_both(tmp_path, "edits", Choice(), seed)
    by_class = next(group for group in ours.groups if group.title == "class")
    told = {
        line.name: [line.count, round(line.values[0] or 0, 3), round(line.values[-1] or 0, 3)]
        for line in by_class.lines
    }
    assert told == shown["by class [n, agree P, touch P]"]
    assert told
    for name, theirs in (("agreed", "agree"), ("touched", "touch")):
        points = {
            f"top {int(coverage * 100)}% ({marks})": round(share, 4)
            for coverage, marks, share in ours.precision_at[name]
        }
        assert points == every[f"precision-coverage {theirs}"]


@pytest.mark.parametrize("choice", [CHOICES[0], CHOICES[1], CHOICES[2], CHOICES[4]])
@pytest.mark.parametrize("seed", range(6))
def test_clean(tmp_path: Path, choice: Choice, seed: int) -> None:
    ours, shown, _ = score_both(tmp_path, "clean", choice, seed)
    figures = figures_of(ours)
    rate, silent = figures["Marks per 1,000 words"], figures["Silent texts"]
    assert same(rate.value, shown["false alarms per 1000 words (upper bound)"], 3)
    assert rate.interval is not None
    assert [round(rate.interval.low, 4), round(rate.interval.high, 4)] == shown["95%"]
    assert same(silent.value, shown["silent documents"], 3)
    assert ours.counts["words"] == shown["words"]
    assert ours.counts["marks shown"] == shown["suggestions"]
    by_class = next(group for group in ours.groups if group.title == "class")
    assert {line.name: line.count for line in by_class.lines} == shown["by class"]
    by_source = next(group for group in ours.groups if group.title == "source")
    told = {line.name: round(line.values[0] or 0, 2) for line in by_source.lines}
    assert told == shown["by source per 1000"]
