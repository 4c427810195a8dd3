"""The labelled posts that judge suggestions: well formed, exact offsets, twins alike."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

EVALS = Path(__file__).resolve().parents[1] / "resources" / "evals"
TWINS = ("open", "frozen")
SETS = (*TWINS, "practice", "held")
CHANNELS = {"linkedin", "newsletter", "thread", "changelog"}
CLASSES = {"correctness", "clarity", "tone"}
POST_FIELDS = {"id", "channel", "variety", "spelling", "clean", "text", "must", "may", "never"}
PLACE_FIELDS = {"start", "end", "original"}
MUST_FIELDS = PLACE_FIELDS | {"replacements", "class"}

Post = dict[str, Any]


def read_posts(name: str) -> list[Post]:
    """The posts of one set, in file order."""
    lines = (EVALS / f"posts_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def corrected(post: Post) -> str:
    """The text with the best replacement of every label applied."""
    text: str = post["text"]
    for label in sorted(post["must"], key=lambda label: -label["start"]):
        if label["replacements"]:
            text = text[: label["start"]] + label["replacements"][0] + text[label["end"] :]
    return text


def mix(posts: list[Post]) -> Counter[tuple[str, str, str, bool]]:
    """How many posts of each kind."""
    return Counter((p["channel"], p["variety"], p["spelling"], p["clean"]) for p in posts)


@pytest.fixture(params=SETS)
def posts(request: pytest.FixtureRequest) -> list[Post]:
    return read_posts(request.param)


@pytest.mark.parametrize("name", SETS)
def test_ids_name_the_set_and_count_in_file_order(name: str) -> None:
    ids = [post["id"] for post in read_posts(name)]
    assert ids == [f"{name}/{number:03d}" for number in range(1, len(ids) + 1)]


def test_fields_and_their_values(posts: list[Post]) -> None:
    for post in posts:
        assert set(post) == POST_FIELDS, post["id"]
        assert post["channel"] in CHANNELS, post["id"]
        assert post["variety"] in {"native", "esl"}, post["id"]
        assert post["spelling"] in {"US", "UK"}, post["id"]
        assert isinstance(post["clean"], bool), post["id"]
        assert all(set(label) == MUST_FIELDS for label in post["must"]), post["id"]
        assert all(label["class"] in CLASSES for label in post["must"]), post["id"]
        for label in (*post["may"], *post["never"]):
            assert set(label) == PLACE_FIELDS, post["id"]


def test_offsets_are_code_points_and_exact(posts: list[Post]) -> None:
    for post in posts:
        for label in (*post["must"], *post["may"], *post["never"]):
            assert 0 <= label["start"] < label["end"] <= len(post["text"]), post["id"]
            assert post["text"][label["start"] : label["end"]] == label["original"], post["id"]


def test_some_offsets_lie_behind_characters_of_two_utf16_units(posts: list[Post]) -> None:
    behind = 0
    for post in posts:
        for label in (*post["must"], *post["never"]):
            behind += any(ord(char) > 0xFFFF for char in post["text"][: label["start"]])
    assert behind > 0


def test_labels_of_a_post_do_not_overlap(posts: list[Post]) -> None:
    for post in posts:
        labels = sorted(
            (*post["must"], *post["may"], *post["never"]), key=lambda label: label["start"]
        )
        for before, after in pairwise(labels):
            assert before["end"] <= after["start"], (post["id"], before, after)


def test_replacements_change_the_text_and_are_listed_once(posts: list[Post]) -> None:
    for post in posts:
        for label in post["must"]:
            replacements = label["replacements"]
            assert label["original"] not in replacements, (post["id"], label)
            assert len(set(replacements)) == len(replacements), (post["id"], label)
            if "" in replacements:
                bare = label["original"].strip(" \n,;")
                assert label["original"] != bare, (post["id"], label)


def test_corrected_posts_keep_clean_spacing(posts: list[Post]) -> None:
    for post in posts:
        text = corrected(post)
        # Two spaces may indent code; elsewhere they are what a careless deletion leaves.
        prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        assert not re.search(r"\S  |[ ]$|^ ", prose, flags=re.MULTILINE), post["id"]
        assert "\n\n\n" not in text, post["id"]
        assert text == text.strip(), post["id"]


def test_clean_posts_have_nothing_to_mark_and_the_others_a_few(posts: list[Post]) -> None:
    for post in posts:
        assert (len(post["must"]) == 0) == post["clean"], post["id"]
        assert len(post["must"]) <= 6, post["id"]


def test_posts_are_short_and_not_too_short(posts: list[Post]) -> None:
    for post in posts:
        words = len(post["text"].split())
        short = post["channel"] == "thread" or not post["id"].startswith(TWINS)
        least = 30 if short else 60
        assert least <= words <= 200, (post["id"], words)


def test_a_third_of_each_set_is_clean(posts: list[Post]) -> None:
    clean = sum(post["clean"] for post in posts)
    assert 0.30 <= clean / len(posts) <= 0.38


@pytest.mark.parametrize("name", TWINS)
def test_labels_are_three_fifths_correctness(name: str) -> None:
    classes = Counter(label["class"] for post in read_posts(name) for label in post["must"])
    assert 0.5 <= classes["correctness"] / classes.total() <= 0.7
    assert min(classes[name] for name in CLASSES) >= 25


def test_the_twins_hold_the_same_mix() -> None:
    first, second = (read_posts(name) for name in TWINS)
    assert len(first) + len(second) >= 150
    assert mix(first) == mix(second)
    assert {post["channel"] for post in first} == CHANNELS


def test_no_post_stands_in_two_sets() -> None:
    texts = [post["text"] for name in SETS for post in read_posts(name)]
    assert len(set(texts)) == len(texts)
