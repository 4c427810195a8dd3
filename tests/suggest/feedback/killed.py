"""Appends events until it is killed and prints the id of every acknowledged one; run as a program.

Arguments: the log file and a name that makes the ids its own.
"""

import os
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from suggest.feedback.log import FeedbackLog, LogOptions
from tests.suggest.feedback.events import event

MOST_AHEAD = 500


def main(path: Path, name: str) -> None:
    """Never returns by itself."""
    done = 0

    def acknowledged(ids: Sequence[str]) -> None:
        nonlocal done
        done += len(ids)
        os.write(1, "".join(f"{one}\n" for one in ids).encode())

    log = FeedbackLog(path, LogOptions(batch_seconds=0.005, acknowledged=acknowledged))
    for number in count():
        log.append(event(number, event_id=f"{name}-{number}", session=name))
        if number - done > MOST_AHEAD:
            log.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
