"""Options about models: what they mean beside settings and environment, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.model_flags import BadFlag, Chosen, GradeEngine, ModelFlags, read_flags, with_flags
from app.paths import Paths, find_paths
from app.remote_settings import EngineName
from app.settings import Settings

NEAR, FAR, OTHER = (f"http://127.0.0.1:{port}/v1" for port in (1001, 1002, 1003))
SET = Settings(
    engine="openai",
    openai_model="reader",
    openai_base_url=NEAR,
    grade_engine="anthropic",
    grade_model="judge",
    grade_base_url=OTHER,
)
OPENAI = EngineName.OPENAI


def hosts(
    settings: Settings, flags: ModelFlags, environment: dict[str, str] | None = None
) -> tuple[str, str]:
    """Who reads and who grades, as model@port."""
    wanted = with_flags(settings, flags, environment or {}).wanted
    assert wanted.reads is not None
    assert wanted.grades is not None
    reads, grades = wanted.reads, wanted.grades
    return f"{reads.model}@{reads.url.text[17:21]}", f"{grades.model}@{grades.url.text[17:21]}"


@pytest.mark.parametrize(
    ("flags", "reads", "grades"),
    [
        (ModelFlags(), "reader@1001", "judge@1003"),
        (ModelFlags(engine=OPENAI), "reader@1001", "judge@1003"),
        (ModelFlags(model="m"), "m@1001", "judge@1003"),
        (ModelFlags(base_url=FAR), "reader@1002", "reader@1002"),
        (ModelFlags(base_url=FAR, grade_base_url=NEAR), "reader@1002", "reader@1001"),
        (ModelFlags(grade_model="g"), "reader@1001", "g@1003"),
        (ModelFlags(grade_engine=GradeEngine.SAME), "reader@1001", "reader@1001"),
        (
            ModelFlags(grade_engine=GradeEngine.OPENAI, grade_base_url=FAR, grade_model="g"),
            "reader@1001",
            "g@1002",
        ),
    ],
)
def test_options_come_before_settings(flags: ModelFlags, reads: str, grades: str) -> None:
    assert hosts(SET, flags) == (reads, grades)


def test_another_engine_brings_no_grader_of_the_settings() -> None:
    flags = ModelFlags(engine=EngineName.ANTHROPIC, base_url=FAR, model="m")
    assert hosts(SET, flags) == ("m@1002", "m@1002")


def test_options_come_before_the_environment_and_that_before_settings() -> None:
    environment = {"STET_OPENAI_BASE_URL": OTHER}
    own = replace(SET, grade_engine="same", grade_base_url="")
    assert hosts(own, ModelFlags(model="m"), environment) == ("m@1003", "judge@1003")
    assert hosts(own, ModelFlags(base_url=FAR), environment) == ("reader@1002", "reader@1002")
    assert hosts(own, ModelFlags(grade_base_url=NEAR), environment) == ("reader@1003", "judge@1001")
    moved = replace(own, grade_base_url=FAR)
    assert hosts(moved, ModelFlags(model="m"), environment) == ("m@1003", "judge@1003")


def test_offline_asks_nobody_whatever_the_settings_say() -> None:
    wanted = with_flags(SET, ModelFlags(engine=EngineName.OFFLINE), {}).wanted
    assert (wanted.reads, wanted.hosts) == (None, ())


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (ModelFlags(engine=OPENAI, base_url="http://example.org"), "--base-url must begin with"),
        (ModelFlags(engine=OPENAI, base_url="localhost:8080"), "--base-url must begin with"),
        (ModelFlags(engine=OPENAI, model="two\nlines"), "--model must be one line"),
        (ModelFlags(engine=OPENAI, grade_model="two\nlines"), "--grade-model must be one line"),
        (ModelFlags(engine=OPENAI, grade_base_url="ftp://x"), "--grade-base-url must begin with"),
        (ModelFlags(engine=OPENAI, base_url=""), "--base-url needs a value."),
        (ModelFlags(engine=OPENAI, model=" "), "--model needs a value."),
        (ModelFlags(grade_base_url=""), "--grade-base-url needs a value."),
        (ModelFlags(model="m"), "--model needs --engine anthropic or openai."),
        (ModelFlags(EngineName.OFFLINE, NEAR), "--base-url needs --engine anthropic or openai."),
    ],
)
def test_what_cannot_be_meant_is_named(flags: ModelFlags, said: str) -> None:
    with pytest.raises(BadFlag, match=said):
        with_flags(Settings(), flags, {})


def test_a_bad_address_of_the_environment_is_named_unless_an_option_replaces_it() -> None:
    bad = {"STET_OPENAI_BASE_URL": "http://example.org"}
    with pytest.raises(BadFlag, match="“STET_OPENAI_BASE_URL” must begin with https://"):
        with_flags(SET, ModelFlags(), bad)
    assert hosts(SET, ModelFlags(base_url=FAR), bad) == ("reader@1002", "reader@1002")


def test_naming_a_server_is_agreeing_to_it_alone() -> None:
    def named(flags: ModelFlags) -> list[str]:
        return sorted(flags.named(with_flags(SET, flags, {}).wanted))

    assert named(ModelFlags(model="m")) == []
    assert named(ModelFlags(engine=OPENAI)) == ["127.0.0.1:1001"]
    assert named(ModelFlags(base_url=FAR)) == ["127.0.0.1:1002"]
    assert named(ModelFlags(grade_base_url=FAR)) == ["127.0.0.1:1002"]
    assert named(ModelFlags(grade_engine=GradeEngine.SAME)) == []


def test_options_are_read_from_the_words_of_a_window() -> None:
    words = ["--engine", "openai", "draft.md", f"--base-url={NEAR}", "--grade-engine=same"]
    flags, rest = read_flags([*words, "--", "--odd.md"])
    assert flags == ModelFlags(OPENAI, NEAR, grade_engine=GradeEngine.SAME)
    assert rest == ["draft.md", "--odd.md"]
    assert read_flags(flags.words()) == (flags, [])
    assert read_flags([]) == (ModelFlags(), [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engin", "openai"], "No such option: --engin"),
        (["--no-grade"], "No such option: --no-grade"),
        (["-"], "No such option: -"),
        (["--model"], "--model needs a value"),
        (["--engine", "gpt"], "--engine takes one of: offline, anthropic, openai"),
        (["--grade-engine=offline"], "--grade-engine takes one of: same, anthropic, openai"),
    ],
)
def test_other_words_are_refused(words: list[str], said: str) -> None:
    with pytest.raises(BadFlag, match=said):
        read_flags(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine", "gpt", "draft.md"], "stet: --engine takes one of: offline, anthropic, open"),
        (["--engine", "openai", "check", "a.md"], "stet: options come after the command: stet che"),
        (["--model", "m"], "stet: --model needs --engine anthropic or openai."),
        (["--engine=openai", "--base-url=localhost:1"], "stet: --base-url must begin with https:"),
    ],
)
def test_a_window_with_a_bad_option_is_one_line_and_exit_code_2(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path))
    monkeypatch.setattr("app.run.missing_display", lambda: "")
    assert main(words) == 2
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.count("\n") == 1


def test_a_damaged_file_of_settings_is_still_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Chosen] = []

    def start(paths: Paths, resources: Path, files: list[Path], chosen: Chosen) -> int:
        given.append(chosen)
        return 0

    monkeypatch.setenv("STET_HOME", str(tmp_path))
    monkeypatch.setattr("app.run.missing_display", lambda: "")
    monkeypatch.setattr("app.garbage.hold_garbage", lambda: None)
    monkeypatch.setattr("app.start.start", start)
    file = find_paths().settings_file
    file.parent.mkdir(parents=True)
    file.write_text("column = true\n")
    assert main(["--engine=openai", "--model=m", "draft.md"]) == 0
    (chosen,) = given
    assert "column" in chosen.messages[0]
    assert chosen.wanted.reads is not None
