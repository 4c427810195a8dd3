"""Rule ids in words."""

import pytest

from ui.rule_names import rule_name


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("wordy/in-order-to", "in order to"),
        ("harper/SpellCheck", "unknown word"),
        ("slips/doubled", "doubled word"),
        ("weir/CannotWithoutTo", "cannot without to"),
        ("harper/TheUSDollar", "the US dollar"),
        ("plain", "plain"),
        ("odd/", "odd/"),
    ],
)
def test_ids_read_as_words(rule: str, name: str) -> None:
    assert rule_name(rule) == name
