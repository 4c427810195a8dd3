"""What is measured on each shape of set, as functions of whole numbers summed over its texts.

Being functions of sums, the same measures serve the whole, every draw of a bootstrap and the
difference of two runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from suggest.evals.cases import Shape
from suggest.evals.figures import Row, f_half, ratio


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure; `better` is 1 when more is better, -1 when less is, 0 when it only describes."""

    name: str
    of: Callable[[Row], float | None]
    better: int
    places: int = 3


PER_1000 = "Marks per 1,000 words"
ALARMS = "False alarms per 1,000 words"

EDIT_FIELDS = (
    "same",  # token edits that equal the person's
    "beyond",  # token edits nobody made
    "missed",  # the person's token edits that were not made
    "agreed",  # marks with at least one of the person's own edits
    "touched",  # marks that stand at one
    "judged",  # marks that are not neutral
    "found",  # the person's edits that a mark stands at
    "gold",
    "words",
    "marks",
)
CLEAN_FIELDS = ("marks", "words", "silent", "texts")
LABEL_FIELDS = (
    "must",
    "met",
    "right",
    "never",
    "hit",
    "good",  # marks with acceptable words
    "counted",  # marks that are not on debatable passages
    "alarms",
    "words",
    "clean",
    "silent",
    "clean_marks",
    "clean_words",
    "marks",
)
FIELDS: Mapping[Shape, tuple[str, ...]] = {
    Shape.EDITS: EDIT_FIELDS,
    Shape.CLEAN: CLEAN_FIELDS,
    Shape.LABELS: LABEL_FIELDS,
}


def _share(fields: tuple[str, ...], part: str, *whole: str) -> Callable[[Row], float | None]:
    top = fields.index(part)
    under = [fields.index(name) for name in whole]
    return lambda row: ratio(row[top], sum(row[i] for i in under))


def _rate(fields: tuple[str, ...], part: str, words: str) -> Callable[[Row], float | None]:
    share = _share(fields, part, words)

    def per_thousand(row: Row) -> float | None:
        value = share(row)
        return None if value is None else 1000 * value

    return per_thousand


def _f(
    precision: Callable[[Row], float | None], recall: Callable[[Row], float | None]
) -> Callable[[Row], float | None]:
    return lambda row: f_half(precision(row), recall(row))


def _edit_measures() -> tuple[Measure, ...]:
    f = EDIT_FIELDS
    precision, recall = _share(f, "same", "same", "beyond"), _share(f, "same", "same", "missed")
    at, found = _share(f, "touched", "judged"), _share(f, "found", "gold")
    return (
        Measure("Agreed share", _share(f, "agreed", "judged"), 1),
        Measure("Precision, exact", precision, 1),
        Measure("Recall, exact", recall, 1),
        Measure("F0.5, exact", _f(precision, recall), 1),
        Measure("Precision, touch", at, 1),
        Measure("Recall, touch", found, 1),
        Measure("F0.5, touch", _f(at, found), 1),
        Measure(PER_1000, _rate(f, "marks", "words"), 0, 2),
    )


def _clean_measures() -> tuple[Measure, ...]:
    f = CLEAN_FIELDS
    return (
        Measure(PER_1000, _rate(f, "marks", "words"), -1),
        Measure("Silent texts", _share(f, "silent", "texts"), 1),
    )


def _label_measures() -> tuple[Measure, ...]:
    f = LABEL_FIELDS
    right, good = _share(f, "right", "must"), _share(f, "good", "counted")
    return (
        Measure("Must marks, right first", right, 1),
        Measure("Must marks, marked", _share(f, "met", "must"), 1),
        Measure("Precision", good, 1),
        Measure("F0.5", _f(good, right), 1),
        Measure("Never marks hit", _share(f, "hit", "never"), -1),
        Measure(ALARMS, _rate(f, "alarms", "words"), -1, 2),
        Measure("Silent clean posts", _share(f, "silent", "clean"), 1),
        Measure(
            "Marks per 1,000 words of clean posts", _rate(f, "clean_marks", "clean_words"), -1, 2
        ),
    )


MEASURES: Mapping[Shape, tuple[Measure, ...]] = {
    Shape.EDITS: _edit_measures(),
    Shape.CLEAN: _clean_measures(),
    Shape.LABELS: _label_measures(),
}
