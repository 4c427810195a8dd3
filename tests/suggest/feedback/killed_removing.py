"""Writes words and removes them again until it is killed; run as a program.

Arguments: the log file and a name that makes the ids its own. Prints a line for every document
that is forgotten for good.
"""

import os
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from suggest.feedback.event import EventText
from suggest.feedback.log import FeedbackLog
from suggest.feedback.removing import forget
from tests.suggest.feedback.events import event


def main(path: Path, name: str) -> None:
    """Never returns by itself."""
    log = FeedbackLog(path)
    for turn in count():
        document = f"{name}x{turn}x"
        for number in range(40):
            text = EventText(f"{document}{number}", f"{document} words {number}", 0, document)
            known = f"{document}-{number}"
            now = datetime.now(UTC)
            log.append(event(number, event_id=known, document=document, text=text, wall=now))
        log.flush()
        forget(path, document)
        os.write(1, f"{document}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
