"""The checks that run before the tests, each in the private environment."""

from __future__ import annotations

import subprocess

STAGES = (
    ("Formatter", ("ruff", "format", "--check", ".")),
    ("Linter", ("ruff", "check", ".")),
    ("Types", ("mypy",)),
)


def run_stages(python: str) -> int:
    """Runs the stages in order in the current folder; gives the first exit code that is not 0."""
    for title, words in STAGES:
        print(f"\n== {title} ({' '.join(words)})", flush=True)
        code = subprocess.call([python, "-P", "-m", *words])
        if code:
            print(f"\n{title}: failed; the stages after it did not run.", flush=True)
            return code
    return 0
