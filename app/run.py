"""Qt application and event loop: start, first paint, orderly shutdown.

Imports are late on purpose: the window is painted before asyncio's Qt loop and the engine's
libraries are loaded.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from app.display import missing_display

USAGE = 2


def run_window(names: Sequence[str]) -> int:
    """Opens the window on the first file, and one more process for each further one."""
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
    _open_others(names[1:])
    from app.garbage import hold_garbage

    hold_garbage()  # before the imports that make most of what a start makes
    from app.start import start

    return start(paths, resources_dir(), [Path(name) for name in names[:1]])


def _open_others(names: Sequence[str]) -> None:
    if names:
        import subprocess

        for name in names:
            subprocess.Popen([sys.executable, "-m", "app", name], start_new_session=True)
