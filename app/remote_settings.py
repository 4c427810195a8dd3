"""Which model reads and which grades, from the settings and the environment.

Nothing is chosen for the writer: a key that is there selects no engine, and no model is a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.hosts import BaseUrl, base_url
from app.settings import Settings
from suggest.spending.caps import Caps


class EngineName(StrEnum):
    """Who reads the text."""

    OFFLINE = "offline"
    ANTHROPIC = "anthropic"
    OPENAI = "openai"


@dataclass(frozen=True, slots=True)
class Service:
    """What is fixed about a kind of server."""

    title: str
    base_url: str
    """Where it is when the writer names no other address."""
    url_variable: str
    key_variable: str


SERVICES: Mapping[EngineName, Service] = {
    EngineName.ANTHROPIC: Service(
        "Anthropic", "https://api.anthropic.com", "STET_ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"
    ),
    EngineName.OPENAI: Service(
        "OpenAI-compatible", "https://api.openai.com/v1", "STET_OPENAI_BASE_URL", "OPENAI_API_KEY"
    ),
}


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """One model on one server. `model` is "" while the writer has chosen none."""

    engine: EngineName
    url: BaseUrl
    model: str

    @property
    def host(self) -> str:
        """The server's name for keys, consent and the status bar."""
        return self.url.host


@dataclass(frozen=True, slots=True)
class RemoteSettings:
    """All a model engine is built from. `reads` is None for the offline engine.

    `problems` are sentences fit to be shown; with any of them, the offline engine reads alone.
    """

    engine: EngineName = EngineName.OFFLINE
    reads: ModelChoice | None = None
    grades: ModelChoice | None = None
    caps: Caps = field(default_factory=Caps)
    agreed: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """What is missing, as one text; "" when nothing is."""
        return " ".join(self.problems)

    @property
    def ready(self) -> bool:
        """A model can be asked, once the writer agreed to its host."""
        return self.reads is not None and self.grades is not None and not self.problems

    @property
    def hosts(self) -> tuple[str, ...]:
        """Everyone who gets text: the reader's host, then the grader's if it is another."""
        chosen = (self.reads, self.grades)
        return tuple(dict.fromkeys(c.host for c in chosen if c is not None))

    @property
    def to_agree(self) -> tuple[str, ...]:
        """The hosts the writer has not agreed to yet; nothing may be sent before."""
        return tuple(host for host in self.hosts if host not in self.agreed)


@dataclass(frozen=True, slots=True)
class Written:
    """An address as somebody wrote it; `place` is the setting or the variable it stands in."""

    place: str
    text: str
    fixed: bool = False
    """It is the environment's, which comes before the settings."""

    def read(self) -> BaseUrl:
        """The address. Raises ValueError whose words follow the place: "must ..."."""
        return base_url(self.text)


def remote_settings(settings: Settings, environment: Mapping[str, str]) -> RemoteSettings:
    """What the settings mean beside the addresses of the environment. Never raises."""
    name = EngineName(settings.engine)
    caps = Caps(
        settings.cap_day_tokens,
        settings.cap_month_tokens,
        settings.cap_day_money,
        settings.cap_month_money,
    )
    agreed = frozenset(settings.remote_consent)
    if name is EngineName.OFFLINE:
        return RemoteSettings(name, caps=caps, agreed=agreed)
    problems: list[str] = []
    reads = _choice(name, _model(settings, name), address_of(settings, environment), problems)
    grader = grading_engine(settings)
    grades = _choice(
        grader,
        settings.grade_model or _model(settings, grader),
        grading_address(settings, environment),
        problems,
    )
    return RemoteSettings(name, reads, grades, caps, agreed, tuple(dict.fromkeys(problems)))


def grading_engine(settings: Settings) -> EngineName:
    """What kind of server grades."""
    same = settings.grade_engine == "same"
    return EngineName(settings.engine if same else settings.grade_engine)


def address_of(
    settings: Settings, environment: Mapping[str, str], engine: EngineName | None = None
) -> Written:
    """Where a kind of server is, by default the one that reads; the environment comes first."""
    engine = engine or EngineName(settings.engine)
    service = SERVICES[engine]
    override = environment.get(service.url_variable, "").strip()
    if override:
        return Written(service.url_variable, override, fixed=True)
    place = f"{engine.value}_base_url"
    return Written(place, getattr(settings, place) or service.base_url)


def grading_address(settings: Settings, environment: Mapping[str, str]) -> Written:
    """Where the server that grades is: at its own address, else where that kind of server is."""
    found = address_of(settings, environment, grading_engine(settings))
    own = settings.grade_base_url
    return Written("grade_base_url", own) if own and not found.fixed else found


def env_keys(environment: Mapping[str, str]) -> dict[tuple[EngineName, str], str]:
    """The keys in the environment by what they are for and the one host each belongs to.

    A key from the environment belongs to the address from the environment; without one, to the
    service's own. An address in the settings never gets it.
    """
    found = {}
    for engine, service in SERVICES.items():
        key = environment.get(service.key_variable, "").strip()
        try:
            url = base_url(environment.get(service.url_variable, "").strip() or service.base_url)
        except ValueError:
            continue
        if key:
            found[engine, url.host] = key
    return found


def _model(settings: Settings, engine: EngineName) -> str:
    return str(getattr(settings, f"{engine.value}_model", ""))


def _choice(
    engine: EngineName, model: str, address: Written, problems: list[str]
) -> ModelChoice | None:
    title = SERVICES[engine].title
    if not model:
        problems.append(f"Choose a model for the {title} engine in the settings.")
    try:
        return ModelChoice(engine, address.read(), model)
    except ValueError as error:
        problems.append(f"The server address “{address.place}” {error}.")
        return None
