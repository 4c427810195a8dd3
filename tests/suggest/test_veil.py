"""What is no prose is covered, and every place stays where it was."""

import pytest

from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.veil import veiled
from suggest.values import BlockKind

READER = PassageReader(Protector())


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Run `a. b` now.", "Run xxxxxx now."),
        ("See [this](https://example.com/a.b).", "See [this](" + "x" * 23 + ")."),
        ("Ask @anna. “So. it goes,” he said.", "Ask " + "x" * 5 + ". " + "x" * 14 + " he said."),
        ("Nothing here.", "Nothing here."),
        ("", ""),
    ],
)
def test_what_is_no_prose_is_covered(text: str, covered: str) -> None:
    found = veiled(READER.read(text, BlockKind.PARAGRAPH))
    assert len(found) == len(text)
    assert found == covered
