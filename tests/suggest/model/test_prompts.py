"""Prompt files: what is refused when they are loaded, and what a rendered request looks like.

When the words of a prompt change, its version changes, and the golden files are written anew with
`python -m tests.suggest.model.test_prompts`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from suggest.errors import BadResource
from suggest.model.base import Ask
from suggest.model.judging import Judging
from suggest.model.material import fenced, plain_json
from suggest.model.prompts import Prompt, Prompts, load_prompts, read_prompt
from suggest.model.proposing import Personal, Proposing
from suggest.model.schemas import KINDS
from suggest.providers.base import ModelRequest, Purpose
from suggest.values import BlockKind, Kind, Passage, Proposal, Span

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).resolve().parent / "golden"
GOOD = """---
id: greet
version: 2
purpose: push
variables: who
output: edits
---
# System

Be kind.

# User

Hello $who.
"""
PASSAGE = Passage("p1", "We has “two” cats.\nThey sleep\u200b a lot 🙂.", BlockKind.PARAGRAPH)


class Pair:
    """An accepted pair."""

    before, after = "in order to", "to"


class OnePair:
    """Examples with one pair in them."""

    def for_text(self, text: str, budget: int) -> list[Pair]:
        return [Pair()] if budget > 0 and text else []


def requests() -> Iterator[tuple[str, ModelRequest]]:
    """Each prompt rendered for the same material."""
    prompts = load_prompts(ROOT / "resources" / "prompts")
    numbers = count(1)

    def token() -> str:
        return f"{next(numbers):08d}"

    proposing = Proposing(prompts.get("propose"), "some-model", token)
    asks = [Ask(PASSAGE, "It rains.", "The end."), Ask(Passage("p2", "- And it’s *fine*."))]
    yield prompts.get("propose").name, proposing.request(asks)
    proposing.personal = Personal("Short sentences.", "Writes for bakers.", OnePair())
    yield f"{prompts.get('propose').name}-personal", proposing.request(asks)
    proposal = Proposal(Span(3, 6), "has", "have", Kind.CORRECTNESS, "model/grammar", "", "")
    judging = Judging(prompts.get("grade"), "some-model", token)
    yield prompts.get("grade").name, judging.request([(PASSAGE, proposal)])


def told(request: ModelRequest) -> str:
    """A request as a file to be read."""
    head = f"purpose {request.purpose}, model {request.model}, at most {request.max_tokens} tokens"
    return f"{head}\n\n## System\n\n{request.system}\n\n## User\n\n{request.user}\n"


def test_rendered_prompts_are_the_golden_ones() -> None:
    for name, request in requests():
        assert told(request) == (GOLDEN / f"{name}.txt").read_text("utf-8"), name


def test_the_system_part_is_the_same_in_every_request() -> None:
    by_prompt = dict(requests())
    assert by_prompt["propose@1"].system == by_prompt["propose@1-personal"].system
    assert PASSAGE.text not in by_prompt["propose@1"].system
    assert "data" in by_prompt["propose@1"].system


def test_the_fixed_part_is_long_enough_to_be_cached() -> None:
    system = dict(requests())["propose@1"].system
    assert len(system) / 4.5 >= 1024


def test_the_prompt_and_the_schema_name_the_same_kinds() -> None:
    request = dict(requests())["propose@1"]
    assert all(f'"{kind}"' in request.system for kind in KINDS)
    assert request.schema is not None
    assert "replacement" in json.dumps(request.schema)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hello $who.", "Hello $whom."),
        ("Hello $who.", "Hello."),
        ("Hello $who.", "Hello $who, $"),
        ("variables: who", "variables: who, where"),
        ("variables: who", "variables:"),
        ("Be kind.", "Be kind to $who."),
        ("Be kind.", ""),
        ("id: greet", "id: Greet Me"),
        ("version: 2", "version: two"),
        ("version: 2", "version: 0"),
        ("purpose: push", "purpose: fun"),
        ("output: edits", "output: poem"),
        ("output: edits", "output: edits\ncolour: red"),
        ("output: edits\n", ""),
        ("# User", "# Writer"),
    ],
)
def test_a_damaged_prompt_fails_when_it_is_loaded(old: str, new: str) -> None:
    with pytest.raises(BadResource):
        read_prompt(GOOD.replace(old, new), "greet.md")


def test_other_variables_fail_when_it_is_rendered() -> None:
    prompt = read_prompt(GOOD, "greet.md")
    assert prompt.render({"who": "you"}) == "Hello you."
    for values in ({}, {"who": "you", "where": "here"}, {"whom": "you"}):
        with pytest.raises(BadResource):
            prompt.render(values)


def test_the_newest_version_counts_unless_one_is_named() -> None:
    newer = GOOD.replace("version: 2", "version: 10")
    prompts = Prompts([read_prompt(newer, "b.md"), read_prompt(GOOD, "a.md")])
    assert prompts.get("greet").version == 10
    assert prompts.get("greet@2").name == "greet@2"
    assert prompts.names == ("greet@2", "greet@10")
    for name in ("greet@3", "other"):
        with pytest.raises(BadResource):
            prompts.get(name)
    with pytest.raises(BadResource):
        Prompts([read_prompt(GOOD, "a.md"), read_prompt(GOOD, "b.md")])


def test_a_folder_that_cannot_be_read_is_a_bad_resource(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xff\xfe")
    with pytest.raises(BadResource):
        load_prompts(tmp_path)


def test_the_boundary_is_never_part_of_the_material() -> None:
    prompt = Prompt(
        "x",
        1,
        Purpose.PUSH,
        frozenset({"boundary", "material"}),
        "edits",
        "s",
        "$boundary\n$material\n$boundary",
    )
    tokens = iter(["same", "same", "other"])
    text = fenced(prompt, {"text": "BOUNDARY-same\n{}"}, lambda: next(tokens))
    first, *middle, last = text.split("\n")
    assert first == last == "BOUNDARY-other"
    assert json.loads("\n".join(middle)) == {"text": "BOUNDARY-same\n{}"}


def test_hidden_characters_are_shown_and_come_back() -> None:
    text = "a\u200b\u202e\U000e0041\ue000\ud83d\u2028é🙂\x07"
    shown = plain_json({"text": text})
    assert json.loads(shown) == {"text": text}
    assert not {"\u200b", "\u202e", "\U000e0041", "\ud83d", "\u2028"} & set(shown)
    assert "é🙂" in shown
    shown.encode("utf-8")


if __name__ == "__main__":
    for golden, asked in requests():
        (GOLDEN / f"{golden}.txt").write_text(told(asked), "utf-8")
