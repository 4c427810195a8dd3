"""Reads eval sets from JSON lines (file input); every bad line is named by its number."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from suggest.errors import StetError
from suggest.evals.cases import Case, EvalSet, GoldEdit, Label, Labels, Shape
from suggest.evals.tokens import count_words
from suggest.values import Dialect, Kind, Span

SEALED = frozenset({"posts_frozen", "posts_held"})
"""Sets of these names are run as a whole: only totals leave the run."""
_NEUTRAL = ("factual", "adds_content", "markup")
_Known = TypeVar("_Known", bound=StrEnum)


class BadSet(StetError):
    """A set that cannot be read; the text says which line and what to do."""


def read_set(path: Path) -> EvalSet:
    """The set in a file. Raises BadSet for a missing or empty file and for a bad line."""
    name = path.stem.encode("utf-8", "replace").decode("utf-8")  # a name may be no text
    return parse_set(name, read_file(path))


def read_file(path: Path) -> bytes:
    """The bytes of a set. Raises BadSet."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadSet(f"“{path}” is not there. Check the name of the set.") from None
    except IsADirectoryError:
        raise BadSet(f"“{path}” is a folder. Name the sets in it.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadSet(f"“{path}” could not be read: {why}.") from None


def parse_set(name: str, data: bytes) -> EvalSet:
    """The set that these lines are. Raises BadSet."""
    every = list(read_rows(name, data))
    rows = [(number, row) for number, row in every if "votes" not in row]
    graded = len(every) - len(rows)
    if not rows and graded:
        what = f"The set “{name}” holds only edits with votes, which judge a grader."
        raise BadSet(f"{what} Use `stet eval grades` for it, or name a set with texts.")
    if not rows:
        raise BadSet(f"The set “{name}” holds no texts. Name a set with texts.")
    shape = _shape(name, rows)
    cases = tuple(_case(name, number, row, shape) for number, row in rows)
    told = f"{graded} edits with votes were skipped; `stet eval grades` is for them."
    notes = (told,) if graded else ()
    content = hashlib.sha256(data).hexdigest()[:16]
    return EvalSet(name, content, shape, cases, notes, name in SEALED)


def read_rows(name: str, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line that is not empty with its number, from 1. Raises BadSet."""
    # Only \n ends a line: a text may hold other characters that Python takes for line ends.
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield number, _row(name, number, line)


def _row(name: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
        # An escape may stand for half a character, in any field; reports could not hold it.
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise _bad(name, number, "it is not UTF-8") from None
    except ValueError:  # besides JSON that is none, a number of thousands of digits
        raise _bad(name, number, "it is not JSON") from None
    except RecursionError:
        raise _bad(name, number, "it is nested too deep") from None
    if not isinstance(row, dict):
        raise _bad(name, number, "it is not an object")
    if not isinstance(row.get("text"), str):
        raise _bad(name, number, "“text” is missing or not a string")
    if not isinstance(row.get("id"), str) and not _is_whole(row.get("id")):
        raise _bad(name, number, "“id” is missing or not a name")
    return row


def _shape(name: str, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> Shape:
    """Labels when the first line has labels; then all must. Clean when nobody edited anything."""
    labelled = "must" in rows[0][1]
    for number, row in rows:
        if ("must" in row) != labelled:
            raise _bad(name, number, "labelled posts and other texts need sets of their own")
    if labelled:
        return Shape.LABELS
    edited = any(row.get("edits") or any(row.get("edits_by_ref") or ()) for _, row in rows)
    return Shape.EDITS if edited else Shape.CLEAN


def _case(name: str, number: int, row: Mapping[str, Any], shape: Shape) -> Case:
    text: str = row["text"]
    try:
        scored = row.get("scored")
        ranges = None if scored is None else tuple(_span(text, *pair) for pair in scored)
        given = _words(row)
        counted = count_words(text)
        use_given = given and (shape is Shape.CLEAN or ranges is not None)
        return Case(
            id=str(row["id"]),
            text=text,
            source=str(row.get("source") or row.get("channel") or "?"),
            commit_kind=_commit_kind(row),
            dialect=_one_of(Dialect, row["spelling"]) if row.get("spelling") else None,
            refs=_refs(text, row),
            scored=ranges,
            labels=_labels(text, row) if shape is Shape.LABELS else None,
            words=given if use_given else counted,
            all_words=counted,
        )
    except KeyError as error:
        raise _bad(name, number, f"{error} is missing") from None
    except (TypeError, AttributeError):
        raise _bad(name, number, "a field is not of its kind") from None
    except ValueError as error:
        raise _bad(name, number, str(error)) from None


def _words(row: Mapping[str, Any]) -> int:
    words = row.get("words") or 0
    if not _is_whole(words) or words < 0:
        raise ValueError("“words” is not a count")
    return int(words)


def _commit_kind(row: Mapping[str, Any]) -> str | None:
    kind = row.get("commit_kind")
    if kind is not None and not isinstance(kind, str):
        raise ValueError("“commit_kind” is not a word")
    return kind


def _refs(text: str, row: Mapping[str, Any]) -> tuple[tuple[GoldEdit, ...], ...]:
    refs = row.get("edits_by_ref") or [row.get("edits") or []]
    return tuple(tuple(_gold(text, edit) for edit in ref) for ref in refs)


def _gold(text: str, edit: Mapping[str, Any]) -> GoldEdit:
    replacement = edit.get("replacement") or ""
    if not isinstance(replacement, str):
        raise ValueError("a replacement is not a string")
    return GoldEdit(
        _span(text, edit["start"], edit["end"]),
        replacement,
        any(bool(edit.get(why)) for why in _NEUTRAL),
        str(edit.get("class") or edit.get("intent") or ""),
    )


def _labels(text: str, row: Mapping[str, Any]) -> Labels:
    def those(name: str) -> tuple[Label, ...]:
        return tuple(_label(text, label) for label in row.get(name) or ())

    return Labels(those("must"), those("may"), those("never"))


def _label(text: str, label: Mapping[str, Any]) -> Label:
    span = _span(text, label["start"], label["end"])
    if "original" in label and text[span.start : span.end] != label["original"]:
        raise ValueError(f"{span.start} to {span.end} is not “{label['original']}”")
    kind = _one_of(Kind, label["class"]) if "class" in label else None
    return Label(span, kind, tuple(str(words) for words in label.get("replacements") or ()))


def _span(text: str, start: object, end: object) -> Span:
    if _is_whole(start) and _is_whole(end) and 0 <= start <= end <= len(text):
        return Span(start, end)
    raise ValueError(f"{start} to {end} is not a range of the text")


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of(known: type[_Known], value: object) -> _Known:
    try:
        return known(str(value))
    except ValueError:
        names = ", ".join(member.value for member in known)
        raise ValueError(f"“{value}” is none of: {names}") from None


def _bad(name: str, number: int, why: str) -> BadSet:
    return BadSet(f"Line {number} of the set “{name}” cannot be used: {why}.")
