from __future__ import annotations

from dataclasses import replace

import pytest

from app.remote_settings import EngineName, env_keys, remote_settings
from app.settings import Settings
from suggest.spending.caps import Caps

_LOCAL = "http://127.0.0.1:11434/v1"
_OPENAI = Settings(engine="openai", openai_model="small-1", openai_base_url=_LOCAL)


def test_offline_is_the_default_and_a_key_changes_nothing() -> None:
    found = remote_settings(Settings(), {"ANTHROPIC_API_KEY": "k", "OPENAI_API_KEY": "k"})
    assert (found.engine, found.reads, found.hosts) == (EngineName.OFFLINE, None, ())
    assert not found.ready
    assert found.problem == ""


def test_one_model_reads_and_grades_by_default() -> None:
    found = remote_settings(_OPENAI, {})
    assert found.ready
    assert found.reads is not None
    assert found.grades == found.reads
    assert (found.reads.model, found.reads.url.text) == ("small-1", _LOCAL)
    assert found.hosts == ("127.0.0.1:11434",)


def test_a_model_must_be_chosen() -> None:
    found = remote_settings(Settings(engine="anthropic"), {})
    assert not found.ready
    assert found.problems == ("Choose a model for the Anthropic engine in the settings.",)


def test_the_grader_may_be_another_model_or_another_host() -> None:
    same = remote_settings(replace(_OPENAI, grade_model="judge-2"), {})
    assert same.grades is not None
    assert (same.grades.model, same.hosts) == ("judge-2", ("127.0.0.1:11434",))
    other = replace(_OPENAI, grade_engine="anthropic", anthropic_model="large-3")
    found = remote_settings(other, {})
    assert found.grades is not None
    assert found.grades.model == "large-3"
    assert found.hosts == ("127.0.0.1:11434", "api.anthropic.com")
    missing = remote_settings(replace(_OPENAI, grade_engine="anthropic"), {})
    assert not missing.ready
    assert "Anthropic" in missing.problem


def test_the_environment_overrides_the_address() -> None:
    found = remote_settings(_OPENAI, {"STET_OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert found.hosts == ("127.0.0.1:9",)
    bad = remote_settings(_OPENAI, {"STET_OPENAI_BASE_URL": "http://example.org"})
    assert not bad.ready
    assert bad.problems == (
        "The server address “STET_OPENAI_BASE_URL” must begin with https://, as that server is "
        "not on your own network.",
    )


def test_the_grader_may_have_an_address_of_its_own() -> None:
    own = replace(_OPENAI, grade_base_url="http://127.0.0.1:9/v1")
    found = remote_settings(own, {})
    assert found.grades is not None
    assert (found.grades.model, found.grades.host) == ("small-1", "127.0.0.1:9")
    assert found.hosts == ("127.0.0.1:11434", "127.0.0.1:9")
    other = replace(own, grade_engine="anthropic", grade_model="large-3")
    found = remote_settings(other, {})
    assert found.grades is not None
    assert (found.grades.engine, found.grades.host) == (EngineName.ANTHROPIC, "127.0.0.1:9")


def test_the_environment_overrides_the_graders_address_too() -> None:
    own = replace(_OPENAI, grade_base_url="http://127.0.0.1:9/v1")
    fixed = remote_settings(own, {"STET_OPENAI_BASE_URL": "http://127.0.0.1:7/v1"})
    assert fixed.hosts == ("127.0.0.1:7",)
    free = remote_settings(own, {"STET_ANTHROPIC_BASE_URL": "http://127.0.0.1:7"})
    assert free.hosts == ("127.0.0.1:11434", "127.0.0.1:9")


def test_consent_is_asked_for_each_host_once() -> None:
    settings = replace(_OPENAI, grade_engine="anthropic", anthropic_model="large-3")
    agreed = replace(settings, remote_consent=("127.0.0.1:11434",))
    assert remote_settings(settings, {}).to_agree == ("127.0.0.1:11434", "api.anthropic.com")
    assert remote_settings(agreed, {}).to_agree == ("api.anthropic.com",)
    moved = remote_settings(agreed, {"STET_OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert "127.0.0.1:9" in moved.to_agree


def test_caps_come_from_the_settings() -> None:
    settings = replace(_OPENAI, cap_day_tokens=5, cap_month_money=2.5)
    assert remote_settings(settings, {}).caps == Caps(5, 0, 0.0, 2.5)
    assert remote_settings(settings, {}).caps.in_money


_ANTHROPIC, _OPEN = EngineName.ANTHROPIC, EngineName.OPENAI


@pytest.mark.parametrize(
    ("environment", "keys"),
    [
        ({}, {}),
        ({"OPENAI_API_KEY": " "}, {}),
        ({"OPENAI_API_KEY": " k\n"}, {(_OPEN, "api.openai.com"): "k"}),
        (
            {"OPENAI_API_KEY": "k", "STET_OPENAI_BASE_URL": _LOCAL},
            {(_OPEN, "127.0.0.1:11434"): "k"},
        ),
        ({"OPENAI_API_KEY": "k", "STET_OPENAI_BASE_URL": "nonsense"}, {}),
        ({"ANTHROPIC_API_KEY": "k"}, {(_ANTHROPIC, "api.anthropic.com"): "k"}),
        (
            {
                "ANTHROPIC_API_KEY": "a",
                "OPENAI_API_KEY": "b",
                "STET_OPENAI_BASE_URL": _LOCAL,
                "STET_ANTHROPIC_BASE_URL": "http://127.0.0.1:11434",
            },
            {(_ANTHROPIC, "127.0.0.1:11434"): "a", (_OPEN, "127.0.0.1:11434"): "b"},
        ),
    ],
)
def test_a_key_of_the_environment_belongs_to_one_host(
    environment: dict[str, str], keys: dict[tuple[EngineName, str], str]
) -> None:
    assert env_keys(environment) == keys
