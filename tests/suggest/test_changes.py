"""What an edit changes, in numbers, and what votes say of it."""

from suggest.changes import CENTER, change_of, leaning


def test_the_size_of_an_edit_is_told() -> None:
    found = change_of("In order to do 3 things", "To do 4 things")
    assert found["numbers"] == 1.0
    assert found["longer"] == -2.0
    assert found["negation"] == 0.0
    assert change_of("does", "does not")["negation"] == 1.0
    assert change_of("", "now")["inserts"] == 1.0
    assert change_of("now", "")["deletes"] == 1.0


def test_an_edit_leans_by_its_weights_alone() -> None:
    weights = {CENTER: 0.5, "negation": -1.0}
    assert leaning("does", "does not", weights) == -0.5
    assert leaning("does", "did", weights) == 0.5
    assert leaning("does", "does not", {}) == 0.0
