"""The `stet` command: words to sub-commands; anything else opens the window on those files."""

import os
import sys
from collections.abc import Sequence

NAMED = frozenset({"check", "eval", "export", "log"})
COMMANDS = NAMED | {"--help", "--version", "-h"}
USAGE, INTERRUPTED = 2, 130
_NEAR = 0.66


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code.

    The window path imports neither the command-line library nor the engine: it starts at once.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words and words[0] in COMMANDS:
            from app.commands.tree import run

            return run(words)
        meant = _meant(words[0]) if words else None
        if meant is not None:
            sys.stderr.write(
                f"stet: there is no file “{words[0]}”. Did you mean stet {meant}? "
                f"For a new file of that name: stet ./{words[0]}\n"
            )
            return USAGE
        return _window(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        from app.console import silence_stdout

        silence_stdout()
        return 0


def _meant(word: str) -> str | None:
    """The command that a word was likely to be; None for names of files, which have the say."""
    if not word.isalpha() or os.path.lexists(word):
        return None
    from difflib import get_close_matches  # 2 ms, for names without an ending alone

    near = get_close_matches(word.lower(), sorted(NAMED), n=1, cutoff=_NEAR)
    return near[0] if near and near[0][0] == word[0].lower() else None


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
    if names and names[0] in NAMED and not os.path.lexists(names[0]):
        command = names[0]
        sys.stderr.write(f"stet: options come after the command: stet {command} --engine ...\n")
        return USAGE
    return run_window(names, flags)


if __name__ == "__main__":
    sys.exit(main())
