"""The `stet` command: words to sub-commands; anything else opens the window on those files."""

import sys
from collections.abc import Sequence

COMMANDS = frozenset({"check", "eval", "export", "log", "--help", "--version", "-h"})
USAGE, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code.

    The window path imports neither the command-line library nor the engine: it starts at once.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words and words[0] in COMMANDS:
            from app.commands.tree import run

            return run(words)
        return _window(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        from app.console import silence_stdout

        silence_stdout()
        return 0


def _window(words: list[str]) -> int:
    from app.run import run_window

    if not any(word.startswith("-") for word in words):
        return run_window(words)
    from app.model_flags import BadFlag, read_flags  # late: hardly any start has an option

    try:
        flags, names = read_flags(words)
    except BadFlag as error:
        sys.stderr.write(f"stet: {error} See stet --help.\n")
        return USAGE
    return run_window(names, flags)


if __name__ == "__main__":
    sys.exit(main())
