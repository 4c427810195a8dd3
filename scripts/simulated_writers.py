"""Simulated writers answer suggestions with and without learning; prints what learning changed.

    python -m scripts.simulated_writers [--seeds tuning|reporting] [--runs 5] [--outcomes 200]

Every writer meets one stream of proposals: rules and shipped confidences are those of
resources/confidence.json, some rules come often and most seldom, ten proposals stand in a draft,
one draft is written a day. What the writer would say to each proposal is drawn beforehand, so that
both sides, learning on and off, get the same answers to the same proposals. Phrases that the
writer refused by name and rules that the writer muted are hidden on both sides. The budget of
marks per draft is left out.

Constants of the learning were chosen on the tuning seeds only; the goal is held on the others.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence

from scripts.simulated.sides import OUTCOMES, Result, simulate
from scripts.simulated.writers import WRITERS, read_table

SEEDS = {"tuning": 1_000, "reporting": 700_000}
FEWER, KEEP = 0.30, 0.95


def run(seeds: str, runs: int, outcomes: int = OUTCOMES) -> list[Result]:
    """All writers, each with so many seeds of that family."""
    table = read_table()
    return [
        simulate(writer, SEEDS[seeds] + 1_000 * place + number, table, outcomes)
        for place, writer in enumerate(WRITERS)
        for number in range(runs)
    ]


def medians(results: Sequence[Result]) -> tuple[float, float]:
    """Median share of dismissals saved and of suggestions kept, over writers with a taste."""
    tasty = [one for one in results if one.name != "no taste"]
    return (
        statistics.median(one.fewer for one in tasty),
        statistics.median(one.kept for one in tasty),
    )


def main() -> None:
    """Prints a row for each writer, its figures being medians over the seeds."""
    parser = argparse.ArgumentParser(description="Simulated writers, with and without learning.")
    parser.add_argument("--seeds", choices=SEEDS, default="reporting")
    parser.add_argument("--runs", type=int, default=5, help="seeds for each writer")
    parser.add_argument("--outcomes", type=int, default=OUTCOMES)
    options = parser.parse_args()
    results = run(options.seeds, options.runs, options.outcomes)
    write = sys.stdout.write
    write(f"{'writer':<14}{'dismissed':>16}{'fewer':>8}{'kept':>12}{'share':>8}{'changed':>9}\n")
    for start in range(0, len(results), options.runs):
        rows = results[start : start + options.runs]

        def middle(value: Callable[[Result], float], rows: Sequence[Result] = rows) -> float:
            return statistics.median(map(value, rows))

        write(
            f"{rows[0].name:<14}{middle(lambda r: r.off.dismissed):>7.0f} ->"
            f"{middle(lambda r: r.on.dismissed):>5.0f} {middle(lambda r: r.fewer):>8.0%}"
            f"{middle(lambda r: r.off.kept):>5.0f} ->{middle(lambda r: r.on.kept):>4.0f}"
            f"{middle(lambda r: r.kept):>8.0%}{max(r.changed for r in rows):>9}\n"
        )
    fewer, kept = medians(results)
    same = [one for one in results if one.name == "no taste"]
    write(
        f"median of writers with tastes: {fewer:.0%} fewer dismissals (goal {FEWER:.0%}), "
        f"{kept:.1%} of the kept (goal {KEEP:.0%})\n"
        f"no taste: shown set unchanged for {sum(not r.changed for r in same)} of {len(same)}\n"
    )


if __name__ == "__main__":
    main()
