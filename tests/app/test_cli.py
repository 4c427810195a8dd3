"""The words after `stet`: a mistyped command is told, names of files open the window."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app import cli


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window was asked to open, in an empty folder."""
    names: list[list[str]] = []

    def run_window(words: Sequence[str]) -> int:
        names.append(list(words))
        return 0

    monkeypatch.setattr("app.run.run_window", run_window)
    monkeypatch.chdir(tmp_path)
    return names


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("chekc", "check"),
        ("Check", "check"),
        ("evla", "eval"),
        ("exprot", "export"),
        ("lgo", "log"),
    ],
)
def test_a_mistyped_command_opens_no_window(
    opened: list[list[str]], word: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([word, "draft.md"]) == 2
    told = capsys.readouterr().err
    assert f"Did you mean stet {meant}?" in told and f"stet ./{word}" in told
    assert opened == []


@pytest.mark.parametrize("word", ["blog", "draft", "./chekc", "check.md", "letter", "42"])
def test_other_words_are_names_of_files(opened: list[list[str]], word: str) -> None:
    assert cli.main([word]) == 0
    assert opened == [[word]]


def test_a_file_that_is_there_is_opened(opened: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "chekc").write_text("Good day.")
    assert cli.main(["chekc"]) == 0
    assert opened == [["chekc"]]


def test_no_words_open_the_window(opened: list[list[str]]) -> None:
    assert cli.main([]) == 0
    assert opened == [[]]
