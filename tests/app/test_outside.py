"""The watch over the open file: every way a program writes is noticed, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.outside import OutsideWatch


def written(file: Path) -> None:
    file.write_text("theirs", encoding="utf-8")


def replaced(file: Path) -> None:
    other = file.with_name("new")
    written(other)
    other.replace(file)


def removed(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("change", [written, replaced, removed])
def test_every_kind_of_change_is_noticed_also_a_second_time(
    qtbot: QtBot, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    file, heard, parent = tmp_path / "draft.md", [], QObject()
    written(file)
    watch = OutsideWatch(lambda: heard.append(1), parent)
    link = tmp_path / "link.md"
    link.symlink_to(file)
    watch.follow("draft.md", str(link))
    change(file)
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=2000)
    replaced(file)
    qtbot.waitUntil(lambda: len(heard) >= 2, timeout=2000)


def test_another_file_takes_the_place_of_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "draft.md", tmp_path / "b" / "draft.md"
    for file in (first, second):
        file.parent.mkdir()
        written(file)
    heard: list[int] = []
    parent = QObject()
    watch = OutsideWatch(lambda: heard.append(1), parent)
    watch.follow("draft.md", str(first))
    watch.follow("draft.md", str(second))
    replaced(first)
    replaced(second)
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
    assert heard == [1]
    watch.follow("Untitled", "")


def test_a_folder_that_may_not_be_looked_into_is_no_trouble(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(str(path))

    file, heard, parent = tmp_path / "draft.md", [], QObject()
    written(file)
    watch = OutsideWatch(lambda: heard.append(1), parent)
    watch.follow("draft.md", str(file))
    monkeypatch.setattr(Path, "stat", refused)
    file.unlink()
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
