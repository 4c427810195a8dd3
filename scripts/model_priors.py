"""Derives resources/model_priors.json: how often people accept machine-made edits, by intent.

    python -m scripts.model_priors --data DIR [--write]

Shares come from the votes on single edits made by systems (r3_grades.jsonl, `kind` system). Each
intent is drawn towards the mean of all with the weight of 50 votes, and a kind that no intent fits
takes the lowest of those it might belong to. The systems of that study are older than the models in
use, and nothing is known yet of how grades by a second model predict acceptance: the bands are set
by hand, small on purpose, and the table says so.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent.parent / "resources" / "model_priors.json"
WEIGHT = 50.0
INTENTS = {
    "spelling": ("fluency",),
    "grammar": ("fluency",),
    "word": ("fluency",),
    "missing": ("fluency",),
    "punctuation": ("fluency",),
    "wordiness": ("clarity",),
    "repetition": ("clarity", "coherence"),
    "wording": ("clarity", "coherence"),
    "tone": ("style", "clarity"),
}
ABOUT = (
    "Priors, not measurements of the model in use. shares: votes of people on single edits made by "
    "older systems, by intent, each drawn to the mean with the weight of 50 votes "
    "(scripts/model_priors.py). bands, otherwise, most: set by hand; log odds added for grades of "
    "a second pass, the first band whose grades are all high enough. An edit without grades stays "
    "under the shipped bar of its class."
)
BANDS = [
    {"of": ["correct", "meaning", "better", "voice"], "least": 0.9, "shift": 1.2},
    {"of": ["correct", "meaning", "better", "voice"], "least": 0.7, "shift": 0.6},
    {"of": ["correct", "meaning", "voice", "better"], "least": 0.5, "shift": -1.0},
]
OTHERWISE, MOST = -3.0, 0.85


def main() -> None:
    """Prints the shares with the numbers behind them; with --write replaces the table."""
    parser = argparse.ArgumentParser(description="Derive resources/model_priors.json.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    parser.add_argument("--write", action="store_true", help="replace the table")
    options = parser.parse_args()
    votes = _votes(options.data / "r3_grades.jsonl")
    by_intent = shrunk(votes)
    for intent, (yes, number) in sorted(votes.items()):
        print(f"{intent:12} {yes:4} of {number:4} votes  {by_intent[intent]:.3f}")
    table = _table(by_intent)
    print(json.dumps(table["shares"], indent=1))
    if options.write:
        TABLE.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def shrunk(votes: dict[str, tuple[int, int]]) -> dict[str, float]:
    """Shares of accepted votes, drawn towards the mean of all."""
    mean = sum(yes for yes, _ in votes.values()) / sum(number for _, number in votes.values())
    return {
        intent: (yes + WEIGHT * mean) / (number + WEIGHT) for intent, (yes, number) in votes.items()
    }


def _table(by_intent: dict[str, float]) -> dict[str, Any]:
    shares = {
        slug: round(min(by_intent[intent] for intent in intents), 3)
        for slug, intents in INTENTS.items()
    }
    return {
        "about": ABOUT,
        "shares": shares,
        "bands": BANDS,
        "otherwise": OTHERWISE,
        "most": MOST,
    }


def _votes(path: Path) -> dict[str, tuple[int, int]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in path.read_text("utf-8").split("\n"):
        row = json.loads(line) if line else {}
        if row.get("kind") == "system":
            counts[row["intent"]][0] += sum(row["votes"].values())
            counts[row["intent"]][1] += len(row["votes"])
    return {intent: (yes, number) for intent, (yes, number) in counts.items()}


if __name__ == "__main__":
    main()
