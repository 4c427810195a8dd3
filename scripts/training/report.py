"""The five figures on held-out confidences, counted by the given scorer."""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.training.collect import Sample, prediction
from scripts.training.sets import load_scorer
from suggest.pipeline import resolve_overlaps
from suggest.values import Grade, Judged, Kind

STYLE = (Kind.CLARITY, Kind.TONE, Kind.FACT, Kind.POST)
_ABOVE = 1e-4


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal that won its place, with its confidence."""

    sample: Sample
    confidence: float


def resolved(samples: Sequence[Sample], confidence: Callable[[Sample], float]) -> list[Shown]:
    """One proposal per span and passage, as the pipeline resolves them."""
    by: defaultdict[tuple[str, str, int], list[Sample]] = defaultdict(list)
    for sample in samples:
        by[sample.set, sample.doc, sample.passage].append(sample)
    kept: list[Shown] = []
    for group in by.values():
        places = {id(s.proposal): s for s in group}
        judged = [Judged(s.proposal, confidence(s), None, Grade(0.0)) for s in group]
        spans = {(s.proposal.span, s.proposal.rule, s.proposal.replacement): s for s in group}
        for item in resolve_overlaps(judged):
            if item.drop is None:
                p = item.proposal
                sample = places.get(id(p)) or spans[p.span, p.rule, p.replacement]
                kept.append(Shown(sample, item.confidence))
    return kept


class Scores:
    """Asks the scorer about predictions on a set."""

    def __init__(self, data: Path, shown: Sequence[Shown]) -> None:
        self._data = data
        self._scorer = load_scorer(data)
        self._by: defaultdict[str, list[Shown]] = defaultdict(list)
        for item in shown:
            self._by[item.sample.set].append(item)

    def clean(self, name: str, bars: Mapping[Kind, float], classes: Sequence[Kind]) -> Any:
        """Marks per 1,000 words at the shipped bars."""
        return self._ask("clean", name, bars, classes=classes)

    def edits(
        self, name: str, bars: Mapping[Kind, float] | float | None, kind: str | None = "fix"
    ) -> Any:
        """Agreement, matched share and calibration of correctness marks."""
        return self._ask("edits", name, bars, classes=[Kind.CORRECTNESS], kind=kind)

    def touched(self, name: str, bars: Mapping[Kind, float]) -> Any:
        """The same over all classes (for the catalogue)."""
        return self._ask("edits", name, bars, classes=None)

    def _ask(
        self,
        what: str,
        name: str,
        bars: Mapping[Kind, float] | float | None,
        **options: Any,
    ) -> Any:
        classes = options.get("classes")
        bar = bars if isinstance(bars, float) else None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "predictions.jsonl"
            with path.open("w", encoding="utf-8") as file:
                for item in self._by[name]:
                    if isinstance(bars, Mapping):
                        # The scorer knows one bar; a class's own bar becomes 0.5.
                        above = item.confidence >= bars[item.sample.proposal.kind]
                        if not above:
                            continue
                    row = prediction(item.sample.proposal, item.sample.span, item.confidence)
                    file.write(json.dumps({"id": item.sample.doc, **row}) + "\n")
            vars(self._scorer)["CLASSES"] = {str(c) for c in classes} if classes else None
            arguments = argparse.Namespace(
                gold=[str(self._data / f"{name}.jsonl")],
                pred=str(path),
                kind=options.get("kind"),
                source=None,
                bar=bar,
            )
            ask = self._scorer.cmd_clean if what == "clean" else self._scorer.cmd_edits
            return ask(arguments)


def find_bar(
    shown: Sequence[Shown], words: Mapping[str, int], kinds: Sequence[Kind], limit: float
) -> float:
    """The least confidence that keeps these classes on every clean set within marks per 1,000."""
    bar = 0.0
    for name, count in words.items():
        marks = [s for s in shown if s.sample.set == name and s.sample.proposal.kind in kinds]
        values = sorted((mark.confidence for mark in marks), reverse=True)
        allowed = int(limit * count / 1000)
        if len(values) > allowed:
            bar = max(bar, values[allowed] + _ABOVE)
    return round(bar, 4)
