"""The writer's first session (tests.ui.walk) with every connection counted, in its own process.

    python -m tests.app.offline_journey first FILE

Python tells its audit hooks of each name looked up and each connection made, whoever makes it. At
the end one line on standard error says what was seen.
"""

from __future__ import annotations

import os
import sys

_WATCHED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
seen: list[str] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _WATCHED:
        return
    # A path is a socket of this computer's own desktop.
    if event != "socket.connect" or not isinstance(arguments[1], str | bytes):
        seen.append(f"{event} {arguments[1:]}")


def main() -> None:
    """Runs the session; its end is the process's, so the count is told from there."""
    sys.addaudithook(_hear)
    end = os._exit

    def told(code: int) -> None:
        sys.stderr.write(f"connections: {seen}\n")
        sys.stderr.flush()
        end(code)

    os._exit = told  # type: ignore[assignment]
    from tests.ui import walk

    walk.main(sys.argv[1], sys.argv[2])


if __name__ == "__main__":
    main()
