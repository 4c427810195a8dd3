"""What the command line says about models, for one run: beside the settings and never kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, get_type_hints

from app.kept import replaced
from app.remote_settings import (
    SERVICES,
    EngineName,
    RemoteSettings,
    address_of,
    grading_engine,
    remote_settings,
)
from app.settings import Settings

HELD = frozenset(
    {
        "engine",
        "anthropic_model",
        "openai_model",
        "anthropic_base_url",
        "openai_base_url",
        "grade_engine",
        "grade_model",
        "grade_base_url",
    }
)
"""The settings that such a run changes for itself alone."""


class GradeEngine(StrEnum):
    """Who grades: the server that reads, or a kind of server."""

    SAME = "same"
    ANTHROPIC = "anthropic"
    OPENAI = "openai"


class BadFlag(ValueError):
    """An option cannot be taken; the text says which and what to do."""


def _flag(default: Any, description: str) -> Any:
    return field(default=default, metadata={"help": description})


@dataclass(frozen=True, slots=True)
class ModelFlags:
    """The options; each field is one, and its metadata hold its line of help."""

    engine: EngineName | None = _flag(  # noqa: RUF009 - it makes a field
        None, "Who reads: this computer, or a kind of server."
    )
    base_url: str | None = _flag(None, "Address of the server that reads.")
    model: str | None = _flag(None, "Id of the model that reads.")
    grade_engine: GradeEngine | None = _flag(  # noqa: RUF009 - it makes a field
        None, "Who grades what was proposed."
    )
    grade_base_url: str | None = _flag(None, "Address of the server that grades.")
    grade_model: str | None = _flag(None, "Id of the model that grades.")
    grade: bool = _flag(True, "Grade what the model proposes.")
    """For commands; in the window everything is graded."""

    def words(self) -> list[str]:
        """The options with a value as they stand on a command line."""
        given = ((option(name), getattr(self, name)) for name in _hints())
        return [f"{name}={value}" for name, value in given if value is not None]

    def named(self, wanted: RemoteSettings) -> frozenset[str]:
        """The hosts that these options name: naming one is agreeing to it for this run."""
        found = set()
        if wanted.reads is not None and (self.engine or self.base_url):
            found.add(wanted.reads.host)
        of_its_own = self.grade_engine not in (None, GradeEngine.SAME) or self.grade_base_url
        if wanted.grades is not None and of_its_own:
            found.add(wanted.grades.host)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Settings for one run, and the variables for addresses that count beside them.

    `held` are the names of settings that hold for the run only, `messages` what was wrong with the
    file of settings.
    """

    settings: Settings
    addresses: Mapping[str, str]
    held: frozenset[str] = HELD
    messages: tuple[str, ...] = ()

    @property
    def wanted(self) -> RemoteSettings:
        """What they mean."""
        return remote_settings(self.settings, self.addresses)


def option(name: str) -> str:
    """The option of a field."""
    return f"--{name.replace('_', '-')}"


def with_flags(settings: Settings, flags: ModelFlags, environment: Mapping[str, str]) -> Chosen:
    """The settings under the options. An option comes before the environment. Raises BadFlag.

    Another server that reads brings no grader of the settings along: text goes where it was told.
    """
    _refuse_empty(flags)
    engine = flags.engine or EngineName(settings.engine)
    if engine is EngineName.OFFLINE:
        return Chosen(replace(settings, engine=engine.value), _alone(flags, environment))
    if flags.base_url or engine.value != settings.engine or flags.grade_engine:
        settings = replace(settings, grade_engine="same", grade_model="", grade_base_url="")
    settings = replace(settings, engine=engine.value)
    if flags.grade_engine:
        settings = replace(settings, grade_engine=flags.grade_engine.value)
    grader = grading_engine(settings)
    if address_of(settings, environment, grader).fixed:
        settings = replace(settings, grade_base_url="")  # the environment comes before it
    for kind in dict.fromkeys((engine, grader)):
        own = flags.base_url if kind is engine else flags.grade_base_url
        found = address_of(settings, environment, kind)
        if not own:
            settings = _set(settings, f"{kind.value}_base_url", found.text, f"“{found.place}”")
    for name, setting in (
        ("base_url", f"{engine.value}_base_url"),
        ("model", f"{engine.value}_model"),
        ("grade_base_url", "grade_base_url"),
        ("grade_model", "grade_model"),
    ):
        if value := getattr(flags, name):
            settings = _set(settings, setting, value, option(name))
    used = {SERVICES[kind].url_variable for kind in (engine, grader)}
    return Chosen(settings, {k: v for k, v in environment.items() if k not in used})


def _set(settings: Settings, name: str, value: str, place: str) -> Settings:
    try:
        return replaced(settings, **{name: value})
    except ValueError as error:
        raise BadFlag(f"{place} {error}.") from None


def _refuse_empty(flags: ModelFlags) -> None:
    """An address that a script forgot to fill in must not send text to the usual server."""
    for word in flags.words():
        name, _, value = word.partition("=")
        if not value.strip():
            raise BadFlag(f"{name} needs a value.")


def _alone(flags: ModelFlags, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Nothing about models may be said of a run without any. Raises BadFlag."""
    other = [word for word in flags.words() if not word.startswith("--engine=")]
    if other:
        name = other[0].partition("=")[0]
        raise BadFlag(f"{name} needs --engine anthropic or openai.")
    return environment


def read_flags(words: Sequence[str]) -> tuple[ModelFlags, list[str]]:
    """The options among the words of a command line, and the rest. Raises BadFlag.

    Options end at "--", which is left out; what looks like one and is none is refused.
    """
    readers = _readers()
    given: dict[str, Any] = {}
    rest: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            rest += waiting
            break
        if not word.startswith("-"):
            rest.append(word)
            continue
        name, is_whole, value = word.partition("=")
        if name not in readers:
            raise BadFlag(f"No such option: {name}.")
        if not is_whole:
            if not waiting:
                raise BadFlag(f"{name} needs a value.")
            value = waiting.pop(0)
        setting = name.removeprefix("--").replace("-", "_")
        given[setting] = readers[name](value)
    return ModelFlags(**given), rest


def _readers() -> dict[str, Callable[[str], Any]]:
    """How the value of each option is read, as the annotation of its field has it."""
    return {option(name): _reader(option(name), hint) for name, hint in _hints().items()}


def _hints() -> dict[str, Any]:
    """The options that take a value, and what kind of one."""
    return {name: hint for name, hint in get_type_hints(ModelFlags).items() if hint is not bool}


def _reader(name: str, hint: Any) -> Callable[[str], Any]:
    (family,) = (part for part in hint.__args__ if part is not type(None))

    def read(value: str) -> Any:
        try:
            return family(value)
        except ValueError:
            raise BadFlag(f"{name} takes one of: {', '.join(family)}.") from None

    return read
