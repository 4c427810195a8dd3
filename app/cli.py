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
    unknown = [word for word in words if word.startswith("-") and word != "--"]
    if unknown:
        sys.stderr.write(f"stet: no such option: {unknown[0]}. See stet --help.\n")
        return USAGE
    from app.run import run_window

    return run_window([word for word in words if word != "--"])


if __name__ == "__main__":
    sys.exit(main())
