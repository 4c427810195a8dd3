"""Whether a start is the very first one, by the files that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.paths import find_paths
from app.session import session_file
from app.settings import settings_file


@pytest.mark.parametrize(
    "name",
    [
        "config/settings.toml",
        "state/session.json",
        "data/feedback.sqlite3",
        "data/dismissals.json",
        "data/learned.json",
    ],
)
def test_anything_of_an_earlier_start_counts(name: str, tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    assert paths.fresh
    paths.prepare()
    assert paths.fresh, "folders alone are ours"
    (tmp_path / name).write_bytes(b"")
    assert not paths.fresh


def test_what_a_first_start_writes_ends_it(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    settings_file(paths.settings_file).load()
    session_file(paths.session_file).load()
    assert paths.fresh, "reading leaves nothing"
    session_file(paths.session_file).change(first_run=False)
    assert not paths.fresh
