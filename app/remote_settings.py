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


def remote_settings(
    settings: Settings, environment: Mapping[str, str], engine: str | None = None
) -> RemoteSettings:
    """What the settings mean; `engine` replaces the setting, as `--engine` does. Never raises."""
    name = EngineName(engine or settings.engine)
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
    reads = _choice(name, _model(settings, name), _url_text(settings, environment, name), problems)
    grader = name if settings.grade_engine == "same" else EngineName(settings.grade_engine)
    usual = reads.model if reads and grader is name else _model(settings, grader)
    grades = _choice(
        grader, settings.grade_model or usual, _url_text(settings, environment, grader), problems
    )
    return RemoteSettings(name, reads, grades, caps, agreed, tuple(dict.fromkeys(problems)))


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
    if engine is EngineName.ANTHROPIC:
        return settings.anthropic_model
    return settings.openai_model


def _url_text(settings: Settings, environment: Mapping[str, str], engine: EngineName) -> str:
    """The address and, for messages, where it stands: "name=address"."""
    service = SERVICES[engine]
    if engine is EngineName.ANTHROPIC:
        name, chosen = "anthropic_base_url", settings.anthropic_base_url
    else:
        name, chosen = "openai_base_url", settings.openai_base_url
    override = environment.get(service.url_variable, "").strip()
    if override:
        return f"{service.url_variable}={override}"
    return f"{name}={chosen or service.base_url}"


def _choice(
    engine: EngineName, model: str, url_text: str, problems: list[str]
) -> ModelChoice | None:
    title = SERVICES[engine].title
    if not model:
        problems.append(f"Choose a model for the {title} engine in the settings.")
    name, _, address = url_text.partition("=")
    try:
        return ModelChoice(engine, base_url(address), model)
    except ValueError as error:
        problems.append(f"The server address “{name}” {error}.")
        return None
