"""No mark ever covers other characters than its own, whatever is typed while it is being made."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.random_edits import play


async def test_marks_stand_where_qt_says(qtbot: QtBot) -> None:
    seen, accepted = await play(seed=11, sequences=150, steps=8)
    assert seen > 200
    assert accepted > 30


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
async def test_ten_thousand_sequences(qtbot: QtBot, seed: int) -> None:
    seen, accepted = await play(seed=1000 + seed, sequences=200, steps=8)
    assert seen > 200
    assert accepted > 30
