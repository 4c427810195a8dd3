"""CPU until the first paint of Stet against a minimal Qt window, interleaved, as whole processes.

    python -m tests.benchmarks.first_paint [ROUNDS]

Goal: at most twice the minimal window, without importing `anthropic` or the grammar engine.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
MINIMAL = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QPlainTextEdit("A draft"))
window.resize(1180, 800)
window.show()
app.processEvents()
os._exit(0)
"""
STET = """
import os, sys
from app.garbage import hold_garbage
hold_garbage()
from app.paths import find_paths, resources_dir
from app.logs import start_log
from app.compose import open_window
from app.start import make_application, paint_first
paths = find_paths()
paths.prepare()
start_log(paths.log_file)
app = make_application()
first = open_window(app, paths, resources_dir())
first.window.start([])
first.window.show()
paint_first(app, first.window)
late = {"anthropic", "harper", "qasync", "typer", "pydantic"} & set(sys.modules)
os._exit(3 if late else 0)
"""


def cpu_seconds(code: str, home: str) -> float:
    """User and system CPU of a Python process that runs `code`; raises when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "STET_HOME": home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody starts a program that way
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int) -> None:
    """Prints medians and the ratio round by round."""
    with tempfile.TemporaryDirectory() as home:
        cpu_seconds(STET, home)
        pairs = [(cpu_seconds(MINIMAL, home), cpu_seconds(STET, home)) for _ in range(rounds)]
    minimal = statistics.median(a for a, _ in pairs)
    stet = statistics.median(b for _, b in pairs)
    ratio = statistics.median(b / a for a, b in pairs)
    sys.stdout.write(
        f"minimal window {minimal * 1000:.0f} ms CPU, Stet {stet * 1000:.0f} ms CPU, "
        f"ratio {ratio:.2f} (goal 2.00, {rounds} rounds)\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
