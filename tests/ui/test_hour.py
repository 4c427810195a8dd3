"""The export of an hour of use, field by field against the ledger of what was done.

The ledger (hour.py) is written by the script as it acts; nothing of it comes from the log.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.ui.hour import PLAN
from tests.ui.timed import NOON, run_module

pytestmark = pytest.mark.slow

Row = dict[str, Any]
TEXTS: dict[Hashable, Any] = {"model": str, "request_id": str, "good": "boolean"}
TAKEN = ("accepted", "edited", "overtyped")
PROMPT = "Improve this passage with as few changes as possible.\n\n"


@dataclass(frozen=True, slots=True)
class Played:
    """The ledger, the time each draft was left, and the folder of the export."""

    lines: list[Row]
    closed: list[float]
    folder: Path

    def rows(self, name: str) -> list[Row]:
        """The lines of an exported file."""
        text = (self.folder / name).read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def told(self, one: Row) -> list[Row]:
        """The exported events of a suggestion."""
        return [r for r in self.rows("events.jsonl") if r["suggestion_id"] == one["id"]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("hour")
    (folder / "out").mkdir()
    told = run_module("tests.ui.hour", folder)
    (manifest,) = (folder / "out").rglob("manifest.json")
    return Played(told["lines"], told["closed"], manifest.parent)


def end(one: Row) -> str:
    """The outcome the ledger ends with."""
    return str(one["steps"][-1][1]) if one["steps"] else "unresolved"


def final(one: Row) -> str | None:
    """The words that stand there in the end, None when nobody wrote any."""
    found = [step[2] for step in one["steps"] if step[2] is not None]
    return str(found[-1]) if found else None


def after(one: Row, words: str) -> str:
    """The passage with these words in the place of the mark."""
    passage = str(one["passage"])
    return passage.replace(one["original"], words, 1)


def expected_trail(one: Row, closed: list[float]) -> list[tuple[object, ...]]:
    """(action, time, outcome, the one before, words, thumbs, note) of every event but probes."""
    trail: list[tuple[object, ...]] = [("shown", one["shown"], None, None, None, None, None)]
    last = None
    marks = [("rated", None, good, None) for good in one["ratings"]]
    marks += [("reported", None, None, one["note"])] if one["note"] else []
    trail += [(what, at, None, None, None, good, note) for what, at, good, note in marks]
    for at, outcome, words in one["steps"]:
        trail.append(("outcome", at, outcome, last, words, None, None))
        last = outcome
    if one["document"] < len(closed):
        at = closed[one["document"]]
        trail.append(("closed", at, last or "unresolved", last, None, None, None))
    return trail


def test_the_hour_had_everything_in_it(played: Played) -> None:
    assert len(played.lines) >= 40
    times = [row["mono"] for row in played.rows("events.jsonl")]
    assert max(times) - min(times) >= 3600.0, "seconds"
    assert len({one["document"] for one in played.lines}) == len(PLAN) + 1
    assert set(map(end, played.lines)) == {
        "accepted", "edited", "overtyped", "dismissed", "ignored", "reverted", "checked",
        "withdrawn", "unresolved",
    }  # fmt: skip
    refusals = {one["dismissal"] for one in played.lines} - {""}
    assert refusals == {"not_now", "not_here", "not_phrase", "mute_rule"}
    transitions = {tuple(step[1] for step in one["steps"]) for one in played.lines}
    assert {("accepted", "edited"), ("accepted", "reverted")} <= transitions
    assert ("ignored", "accepted") in transitions


def test_every_suggestion_and_every_step_is_exported_as_it_was_done(played: Played) -> None:
    shown = {r["suggestion_id"] for r in played.rows("events.jsonl") if r["shown"]}
    assert shown == {one["id"] for one in played.lines}
    for one in played.lines:
        told = [r for r in played.told(one) if r["action"] != "probe"]
        expected = expected_trail(one, played.closed)
        assert [
            (
                r["action"],
                r["mono"] if r["action"] not in ("rated", "reported") else None,
                r["outcome"],
                r["previous"],
                r["final"],
                r["good"],
                r["note"],
            )
            for r in told
        ] == expected, one["original"]


def test_every_field_of_every_event_fits_the_ledger(played: Played) -> None:
    documents: dict[int, set[str]] = {}
    for one in played.lines:
        length = None if one["replacement"] is None else len(one["replacement"])
        for row in played.told(one):
            documents.setdefault(one["document"], set()).add(row["document"])
            assert (row["rule"], row["kind"]) == (one["rule"], one["kind"])
            assert (row["span_length"], row["edit_length"]) == (len(one["original"]), length)
            assert (row["confidence"], row["bar"]) == (one["confidence"], one["bar"])
            assert (row["provider"], row["model"], row["cost"]) == ("offline", "", None)
            assert row["trigger"] == "pause"
            assert row["shown"] is True
            if row["passage"] is not None:
                assert (row["passage"], row["original"]) == (one["passage"], one["original"])
                assert row["suggestion"] == one["replacement"]
                assert row["start"] == one["passage"].index(one["original"])
        last = played.told(one)[-1]
        assert (last["dismissal"] or "") == one["dismissal"]
        assert (last["drop_reason"] is not None) is (end(one) == "withdrawn")
        assert (last["card_ms"] > 0) is one["card"]
    codes = [code for found in documents.values() for code in found]
    assert len(codes) == len(set(codes)) == len(PLAN) + 1, "one salted id for each draft"


def test_times_of_day_go_with_the_clock_and_ids_are_unique(played: Played) -> None:
    rows = played.rows("events.jsonl")
    assert len({r["event_id"] for r in rows}) == len(rows)
    assert len({r["session"] for r in rows}) == 1
    for row in rows:
        since = datetime.fromisoformat(row["wall"]) - NOON
        assert since == timedelta(seconds=row["mono"] - 1000.0)


def test_token_distance_is_of_what_was_changed(played: Played) -> None:
    for one in played.lines:
        outcomes = [r for r in played.told(one) if r["action"] == "outcome"]
        for row, (_, outcome, words) in zip(outcomes, one["steps"], strict=True):
            if words is None or one["replacement"] is None:
                assert row["distance"] is None
            else:
                assert row["distance"] == (0.0 if outcome in ("accepted", "overtyped") else 1.0)


def test_probes_were_made_when_they_were_due(played: Played) -> None:
    longest = 0
    for one in played.lines:
        probes = [r for r in played.told(one) if r["action"] == "probe"]
        assert [r["probe_s"] for r in probes] == one["probes"], one["original"]
        longest = max(longest, len(probes))
        words = final(one)
        for row in probes:
            if not one["touched"]:
                assert words is not None
                assert (row["kept"], row["retained"]) == (1.0, len(words))
        if end(one) == "reverted":
            assert [r["kept"] for r in probes] == [0.0] * len(probes)
    assert longest == 5, "all four and the one of the export"


def test_the_table_says_the_same_as_the_lines(played: Played) -> None:
    rows = played.rows("events.jsonl")
    table = pd.read_csv(played.folder / "events.csv", dtype=TEXTS)
    text = table.select_dtypes(include=["object", "string"]).columns
    table[text] = table[text].apply(lambda column: column.str.removeprefix("'"))
    assert list(table.columns) == list(rows[0])
    for name in table.columns:
        cells = [None if pd.isna(cell) else cell for cell in table[name]]
        wanted = [row[name] for row in rows]
        if name == "grades":
            cells = [json.loads(str(cell)) for cell in cells]
        assert cells == [None if w == "" else w for w in wanted], name


def pairs_of(one: Row) -> list[tuple[str, str, str, str]]:
    """(against, prompt, chosen, rejected) that this suggestion must give."""
    words, offered, original = final(one), one["replacement"], one["original"]
    if words is None or end(one) not in (*TAKEN, "ignored"):
        return []
    prompt, made = PROMPT + one["passage"], after(one, words)
    found = []
    if end(one) in TAKEN:
        found.append(("original", prompt, made, one["passage"]))
    if end(one) in ("edited", "ignored") and offered not in (None, words, original):
        found.append(("suggestion", prompt, made, after(one, offered)))
    return found


def test_preferences_are_the_choices_that_were_made_and_load_in_pandas(played: Played) -> None:
    pairs = pd.read_json(played.folder / "preferences.jsonl", lines=True)
    expected = Counter(pair for one in played.lines for pair in pairs_of(one))
    names = ["against", "prompt", "chosen", "rejected"]
    assert Counter(pairs[names].itertuples(index=False, name=None)) == expected
    assert len(pairs) >= 25
    assert (pairs["chosen"] != pairs["rejected"]).all()
    assert not pairs.isna().any().any()
    assert set(pairs["suggestion_id"]) <= {one["id"] for one in played.lines}


def test_chats_end_with_what_was_chosen(played: Played) -> None:
    expected = Counter(
        (one["passage"], after(one, str(final(one))))
        for one in played.lines
        if final(one) is not None and end(one) in (*TAKEN, "ignored")
    )
    chats = [row["messages"] for row in played.rows("sft.jsonl")]
    assert Counter((chat[1]["content"], chat[2]["content"]) for chat in chats) == expected
    assert {tuple(m["role"] for m in chat) for chat in chats} == {("system", "user", "assistant")}


def label_of(one: Row) -> tuple[str, list[str]]:
    """Where the suggestion must stand in its eval case, and with which words."""
    if end(one) == "checked":
        return "must", []
    if end(one) in (*TAKEN, "ignored") and final(one) is not None:
        return "must", [str(final(one))]
    refused = end(one) == "dismissed" and one["dismissal"] != "not_now"
    return ("never" if refused or end(one) == "reverted" else "may"), []


def test_eval_cases_ask_for_what_was_answered(played: Played) -> None:
    cases = {row["text"]: row for row in played.rows("eval.jsonl")}
    assert set(cases) == {one["passage"] for one in played.lines}
    for one in played.lines:
        label, words = label_of(one)
        start = one["passage"].index(one["original"])
        place = {
            "start": start,
            "end": start + len(one["original"]),
            "original": one["original"],
            "replacements": words,
            "class": one["kind"],
        }
        assert place in cases[one["passage"]][label], one["original"]
    places = sum(len(case[name]) for case in cases.values() for name in ("must", "may", "never"))
    assert places == len(played.lines)


def test_the_manifest_holds(played: Played) -> None:
    manifest = json.loads((played.folder / "manifest.json").read_text("utf-8"))
    files = [p for p in played.folder.iterdir() if p.name != "manifest.json"]
    told = json.dumps(manifest)
    assert len(files) == 5
    for file in files:
        assert hashlib.sha256(file.read_bytes()).hexdigest() in told
