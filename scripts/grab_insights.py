"""Grabs pictures of insights and of the log view over a made-up log, to be looked at.

python scripts/grab_insights.py FOLDER [--theme light] [--events 200000] [--ratio 1]
    [--size 1180x740]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from suggest.feedback.log import FeedbackLog
    from ui.look import Look

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Show both windows off screen and save what they show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--ratio", default="1")
    parser.add_argument("--size", default="1180x740")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = options.ratio
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        _grab(options, Path(made))


def _grab(options: argparse.Namespace, made: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from suggest.feedback.log import FeedbackLog, LogOptions
    from tests.fakes.long_log import make_log
    from ui.look import Look

    path = made / "feedback.sqlite3"
    if options.events:
        make_log(path, options.events)
    app = QApplication([])
    app.setStyle("Fusion")
    look = Look(app, ROOT / "resources", options.theme)
    look.load_rest()
    log = FeedbackLog(path, LogOptions(text_days=36_500))
    width, height = (int(part) for part in options.size.split("x"))
    stand = Stand(app, look, log, options.folder, (width, height))
    _grab_insights(stand)
    _grab_log(stand, made)
    log.close()


@dataclass(frozen=True, slots=True)
class Stand:
    """What both windows stand on, and where their pictures go."""

    app: QApplication
    look: Look
    log: FeedbackLog
    folder: Path
    size: tuple[int, int]

    def show(self, widget: QWidget) -> None:
        """Show a window in the size that was asked for."""
        widget.resize(*self.size)
        widget.show()
        self.app.processEvents()

    def save(self, widget: QWidget, name: str) -> None:
        """Save what it shows once it has settled."""
        for _ in range(6):
            self.app.processEvents()
        widget.grab().save(str(self.folder / f"{name}-{self.look.theme.name}.png"))

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work until it is ready; at most 20 s."""
        end = time.monotonic() + 20
        while not ready() and time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.002)


def _grab_insights(stand: Stand) -> None:
    from app.insights import LogFigures
    from tests.fakes.learnings import FakeLearnings
    from tests.fakes.long_log import NOW
    from ui.insights.source import InsightsParts
    from ui.insights.window import InsightsWindow

    parts = InsightsParts(LogFigures(stand.log, lambda: NOW), FakeLearnings(NOW), lambda: None)
    begin = time.perf_counter()
    window = InsightsWindow(parts, stand.look, None)
    stand.show(window)
    print(f"window shown after {time.perf_counter() - begin:.3f} s")
    stand.until(lambda: window.report is not None)
    print(f"figures of 30 days after {time.perf_counter() - begin:.3f} s")
    stand.save(window, "insights")
    bar = window.overview.verticalScrollBar()
    bar.setValue(bar.maximum())
    stand.save(window, "insights-below")
    begin = time.perf_counter()
    window.periods.choose("all")
    stand.until(lambda: window.report is not None and window.report.period == "all")
    print(f"figures of all time after {time.perf_counter() - begin:.3f} s")
    window.overview.rates.groups.choose("rule")
    stand.save(window, "insights-all")
    overview = window.overview
    for panel in (overview.funnel, overview.calibration, overview.decide, overview.weeks):
        panel.toggle.click()
    bar.setValue(0)
    stand.save(window, "insights-tables")
    window.tabs.choose("learned")
    stand.save(window, "insights-learned")
    window.close()


def _grab_log(stand: Stand, made: Path) -> None:
    from app.insights import LogPages
    from tests.fakes.long_log import NOW
    from ui.log_view.window import LogWindow

    begin = time.perf_counter()
    view = LogWindow(
        LogPages(stand.log, made, lambda: NOW + timedelta(minutes=1)), stand.look, None
    )
    stand.show(view)
    stand.until(lambda: not view.busy)
    print(f"log view after {time.perf_counter() - begin:.3f} s")
    stand.save(view, "log")
    view.choose_first()
    stand.until(lambda: not view.busy)
    stand.save(view, "log-chosen")
    view.close()


if __name__ == "__main__":
    main()
