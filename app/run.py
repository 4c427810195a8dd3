"""Qt application and event loop: start, first paint, orderly shutdown.

Imports are late on purpose: the window is painted before asyncio's Qt loop and the engine's
libraries are loaded.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.display import missing_display

if TYPE_CHECKING:
    from app.model_flags import Chosen, ModelFlags
    from app.paths import Paths

USAGE = 2


def run_window(names: Sequence[str], flags: "ModelFlags | None" = None) -> int:
    """Opens the window on the first file, and one more process for each further one.

    `flags` are the options about models, which hold for this run.
    """
    missing = missing_display()
    if missing:
        sys.stderr.write(missing + "\n")
        return USAGE
    from app.paths import find_paths, resources_dir

    paths = find_paths()
    try:
        paths.prepare()
    except OSError as error:
        why = error.strerror or type(error).__name__
        sys.stderr.write(
            f"stet: the folder for settings and drafts cannot be made: {why}. "
            "Set STET_HOME to a folder that can be written to.\n"
        )
        return USAGE
    chosen = None
    if flags is not None and flags.words():
        from app.model_flags import BadFlag

        try:
            chosen = _chosen(paths, flags)
        except BadFlag as error:
            sys.stderr.write(f"stet: {error}\n")
            return USAGE
    _open_others(names[1:], flags)
    from app.garbage import hold_garbage

    hold_garbage()  # before the imports that make most of what a start makes
    from app.start import start

    return start(paths, resources_dir(), [Path(name) for name in names[:1]], chosen)


def _chosen(paths: "Paths", flags: "ModelFlags") -> "Chosen":
    """The settings under the options. Raises BadFlag."""
    import os
    from dataclasses import replace

    from app.model_flags import with_flags
    from app.settings import load_settings

    kept = load_settings(paths.settings_file)
    return replace(with_flags(kept.values, flags, os.environ), messages=kept.messages)


def _open_others(names: Sequence[str], flags: "ModelFlags | None") -> None:
    if names:
        import subprocess

        options = flags.words() if flags is not None else []
        for name in names:
            words = [sys.executable, "-m", "app", *options, "--", name]
            subprocess.Popen(words, start_new_session=True)
