"""The small form of a language model against the table it is made from."""

import io
import lzma
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from suggest.classifier import load_classifier

# State 1 is reached by "a" and finds feature 0; state 2 by "b" after it and finds feature 1.
ROW_OF_STATE = (0, 1, 0)
FEATURES = (-1, 0, 1)
WEIGHTS = ((1.0, 2.0, 0.5), (0.0, -4.0, 1.0))


def table() -> "np.ndarray[tuple[int, int], np.dtype[np.uint32]]":
    rows = np.zeros((2, 256), np.uint32)
    rows[:, ord("a")] = 1
    rows[1, ord("b")] = 2
    return rows


def packed(**changed: object) -> bytes:
    arrays: dict[str, object] = {
        "ptc": np.array(WEIGHTS, np.float16),
        "pc": np.array([-1.0, 0.0, 0.25], np.float32),
        "classes": np.array(["en", "xxx", "de"]),
        "nextmove": table().ravel(),
        "nextmove_row": np.array(ROW_OF_STATE, np.uint16),
        "out_feat": np.array(FEATURES, np.int32),
        **changed,
    }
    plain = io.BytesIO()
    np.savez(plain, **{name: value for name, value in arrays.items() if value is not None})  # type: ignore[arg-type]
    return lzma.compress(plain.getvalue(), preset=0)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the library keeps its model, with a small one there."""
    spec = ModuleSpec("py3langid", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr("suggest.classifier.find_spec", lambda name: spec)
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "model.npz.xz"
    file.write_bytes(packed())
    return file


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("text", [b"ab", b"aab ba", b"bbb", b"", b"\xff\x00ab"])
def test_the_walk_finds_what_the_whole_table_finds(text: bytes) -> None:
    rows, state, found = table(), 0, []
    for letter in text:
        state = int(rows[ROW_OF_STATE[state], letter])
        found += [FEATURES[state]] if FEATURES[state] >= 0 else []
    walk = load_classifier(("en", "de")).walk
    assert list(walk.features_in(text).elements()) == sorted(found, key=found.index)


@pytest.mark.usefixtures("model")
def test_only_the_languages_asked_for_are_ranked_the_likeliest_first() -> None:
    ranked = load_classifier(("de", "en")).rank("aba")
    twice, once = np.log1p([2, 1])
    assert [code for code, _ in ranked] == ["de", "en"]
    assert ranked[0][1] == pytest.approx(0.5 * twice + once + 0.25)
    assert ranked[1][1] == pytest.approx(twice - 1.0)


@pytest.mark.usefixtures("model")
def test_a_text_in_which_nothing_is_found_is_in_no_language_more_than_in_another() -> None:
    assert load_classifier(("en", "de")).rank("123") == [("en", 0.0), ("de", 0.0)]


@pytest.mark.usefixtures("model")
def test_capitals_are_read_as_small_letters_and_accents_composed() -> None:
    classifier = load_classifier(("en", "de"))
    assert classifier.rank("ABA") == classifier.rank("aba")
    assert classifier.rank("e\u0301a") == classifier.rank("\u00e9a")


@pytest.mark.usefixtures("model")
def test_a_language_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="every language"):
        load_classifier(("en", "fr"))


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", packed(nextmove=None), packed(nextmove_row=np.array([0.5]))],
    ids=["empty", "no archive", "table missing", "other figures"],
)
def test_a_model_of_another_form_is_told_from_a_good_one(model: Path, content: bytes) -> None:
    model.write_bytes(content)
    with pytest.raises(ValueError, match="another form"):
        load_classifier(("en", "de"))


def test_a_missing_library_or_model_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model.unlink()
    with pytest.raises(FileNotFoundError):
        load_classifier(("en",))
    monkeypatch.setattr("suggest.classifier.find_spec", lambda name: None)
    with pytest.raises(ImportError):
        load_classifier(("en",))
