"""Named values kept in a small file that a person or a crash may have damaged.

The fields of a frozen dataclass say what is kept; each has a description and its own check. No
pydantic here: its import and one model cost 95 ms of CPU at every start (measured), as much as Qt's
own imports; this module costs 2 ms and reading a file 0.05 ms.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from app.atomic import keep_aside, write_atomic
from app.paths import private_folder

_SPEC = "spec"
_MAX_BYTES = 1_000_000  # such a file is never this long, so it is not read into memory
Raw = dict[str, Any]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Spec:
    """What a field holds; the settings dialog and the checks are built from it."""

    description: str
    read: Callable[[Any], Any]  # stored -> value; raises ValueError
    write: Callable[[Any], Any]  # value -> stored
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    when_bad: Any = None
    """In place of a stored value that cannot be used; None: the default."""


def spec_of(cls: type, name: str) -> Spec:
    """The spec of one field of a dataclass made with the functions below."""
    found: Spec = cls.__dataclass_fields__[name].metadata[_SPEC]  # type: ignore[attr-defined]
    return found


def names_of(cls: type) -> tuple[str, ...]:
    """The names of the kept fields, in order."""
    return tuple(cls.__dataclass_fields__)  # type: ignore[attr-defined]


def flag(default: bool, description: str) -> Any:
    """A field that is on or off."""

    def read(raw: Any) -> bool:
        if not isinstance(raw, bool):
            raise ValueError("must be true or false")
        return raw

    return _field(default, Spec(description, read, bool))


def number(
    default: float, low: float, high: float, description: str, when_bad: float | None = None
) -> Any:
    """A field with a number from `low` to `high`; whole if the default is.

    `when_bad` takes the place of a stored value that cannot be used, instead of the default.
    """
    whole = isinstance(default, int)
    kinds = (int,) if whole else (int, float)

    def read(raw: Any) -> float:
        if isinstance(raw, bool) or not isinstance(raw, kinds) or not low <= raw <= high:
            raise ValueError(f"must be a {'whole ' * whole}number from {low} to {high}")
        return raw if whole else float(raw)

    spec = Spec(description, read, lambda v: v, low, high, when_bad=when_bad)
    return _field(default, spec)


def choice(default: str, choices: Iterable[str], description: str) -> Any:
    """A field with one of some words; a StrEnum default gives its members back."""
    words = tuple(str(c) for c in choices)
    make: Callable[[str], str] = type(default) if isinstance(default, StrEnum) else str

    def read(raw: Any) -> str:
        if not isinstance(raw, str) or raw not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return make(raw)

    return _field(default, Spec(description, read, str, choices=words))


def several(default: frozenset[E], kind: type[E], description: str) -> Any:
    """A field with any number of the members of an enum; stored as a sorted list."""
    words = tuple(str(c) for c in kind)

    def read(raw: Any) -> frozenset[E]:
        if not isinstance(raw, list) or any(r not in words for r in raw):
            raise ValueError(f"must be a list of some of {', '.join(words)}")
        return frozenset(kind(r) for r in raw)

    return _field(default, Spec(description, read, lambda v: sorted(map(str, v)), choices=words))


def text(default: str, description: str) -> Any:
    """A field with a string."""

    def read(raw: Any) -> str:
        if not isinstance(raw, str):
            raise ValueError("must be a text")
        return raw

    return _field(default, Spec(description, read, str))


def checked(
    default: str, check: Callable[[str], str], description: str, when_bad: str | None = None
) -> Any:
    """A field with a string that `check` brings into shape; it raises ValueError for a bad one.

    The words of that ValueError follow the name of the field in a message: "must be ...".
    `when_bad` as in `number`.
    """

    def read(raw: Any) -> str:
        if not isinstance(raw, str):
            raise ValueError("must be a text")
        return check(raw)

    return _field(default, Spec(description, read, str, when_bad=when_bad))


def texts(description: str, most: int) -> Any:
    """A field with a list of strings, the first `most` of which are kept."""

    def read(raw: Any) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(r, str) for r in raw):
            raise ValueError("must be a list of texts")
        return tuple(raw[:most])

    return _field((), Spec(description, read, lambda v: list(v)[:most]))


def _field(default: Any, spec: Spec) -> Any:
    return field(default=default, metadata={_SPEC: spec})


@dataclass(frozen=True, slots=True)
class Format:
    """How a kept file is written down."""

    loads: Callable[[str], Any]  # raises ValueError
    dumps: Callable[[Raw], str]
    version: int
    # Step n takes what version n wrote to what version n + 1 means.
    migrations: tuple[Callable[[Raw], Raw], ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """What could be read; `messages` are fit to be shown."""

    values: T
    messages: tuple[str, ...] = ()


class KeptFile(Generic[T]):
    """One such file. Reading never raises; entries it does not know stay in the file."""

    def __init__(self, path: Path, kept: type[T], form: Format, title: str) -> None:
        self._path = path
        self._kept = kept
        self._form = form
        self._title = title  # "The settings file", for messages

    def load(self) -> Loaded[T]:
        """The values; what is missing or bad has its default, and a bad file is kept aside."""
        raw, problem = self._read()
        if raw is None:
            return Loaded(self._kept(), (self._aside(problem),) if problem else ())
        problem = self._migrate(raw)
        values, bad = self._checked(raw)
        if not problem and not bad:
            return Loaded(values)
        message = self._aside(problem or "; ".join(bad))
        self._try_write({**raw, **self._stored(values)})
        return Loaded(values, (message,))

    def change(self, **changes: Any) -> None:
        """Store new values of some fields beside all others in the file. Raises OSError.

        The file is read again, so two instances of Stet do not undo each other's changes.
        """
        raw, problem = self._read()
        if raw is None or self._migrate(raw):
            if problem:
                self._aside(problem)
            raw = {}
        raw |= {name: spec_of(self._kept, name).write(value) for name, value in changes.items()}
        self._write(raw)

    def _read(self) -> tuple[Raw | None, str]:
        """The entries, or None with what is wrong ("" if there is no file)."""
        try:
            if self._path.is_file() and self._path.stat().st_size > _MAX_BYTES:
                return None, "it is far too long"
            raw = self._form.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return None, ""
        except (ValueError, RecursionError):
            return None, "it is damaged"
        except OSError:
            return None, "it cannot be read"
        return (raw, "") if isinstance(raw, dict) else (None, "it is damaged")

    def _migrate(self, raw: Raw) -> str:
        """Bring `raw` to this version; what is wrong with its version, or ""."""
        version = raw.get("version", self._form.version)
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            return "its version makes no sense"
        if version > self._form.version:
            return "a newer version of Stet wrote it"
        for step in self._form.migrations[version - 1 :]:
            migrated = step(dict(raw))
            raw.clear()
            raw |= migrated
        return ""

    def _checked(self, raw: Raw) -> tuple[T, list[str]]:
        good: Raw = {}
        bad: list[str] = []
        for name in names_of(self._kept):
            if name in raw:
                spec = spec_of(self._kept, name)
                try:
                    good[name] = spec.read(raw[name])
                except ValueError as error:
                    bad.append(f"“{name}” {error}")
                    if spec.when_bad is not None:
                        good[name] = spec.when_bad
                        bad[-1] += f" and is {spec.when_bad} until you change it"
        return self._kept(**good), bad

    def _stored(self, values: T) -> Raw:
        default = self._kept()
        return {
            name: spec_of(self._kept, name).write(getattr(values, name))
            for name in names_of(self._kept)
            if getattr(values, name) != getattr(default, name)
        }

    def _aside(self, problem: str) -> str:
        kept = keep_aside(self._path)
        end = f"kept as “{kept.name}”." if kept else "still in its place."
        return f"{self._title} could not be used in full: {problem}. Defaults apply; it is {end}"

    def _try_write(self, raw: Raw) -> None:
        try:
            self._write({k: v for k, v in raw.items() if self._is_sound(k, v)})
        except OSError:
            return  # the values hold for this run; the next start finds defaults

    def _is_sound(self, name: str, stored: Any) -> bool:
        if name not in names_of(self._kept):
            return True
        try:
            spec_of(self._kept, name).read(stored)
        except ValueError:
            return False
        return True

    def _write(self, raw: Raw) -> None:
        private_folder(self._path.parent)
        data = self._form.dumps({**raw, "version": self._form.version})
        write_atomic(self._path, data.encode("utf-8"))


def replaced(values: T, **changes: Any) -> T:
    """A copy with some fields changed; raises ValueError if a value is not allowed."""
    for name, value in changes.items():
        spec = spec_of(type(values), name)
        spec.read(spec.write(value))
    return dataclasses.replace(values, **changes)  # type: ignore[type-var]
