"""Insights and log view over a real log: worker calls, labels, and the writer's eval set."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import typer

from app.commands import evals
from app.insights import EVAL_SET, LogFigures, LogPages, add_line
from app.paths import resources_dir
from suggest import LogPassage, LogProposal, Outcome, Period, ProposalFilter
from suggest.feedback.log import FeedbackLog
from tests.suggest.feedback.desk import NOON
from tests.suggest.feedback.events import ended, event
from ui.trouble import Trouble


@dataclass
class Place:
    """A log with one kept and one refused suggestion, and what reads it."""

    log: FeedbackLog
    pages: LogPages
    data: Path

    @property
    def set(self) -> Path:
        """The writer's own eval set."""
        return self.data / EVAL_SET

    def passage(self) -> LogPassage:
        """The one passage of the log."""
        (found,) = self.pages.page(ProposalFilter(), None).passages
        return found

    def refused(self) -> LogProposal:
        """What the writer said no to."""
        return next(p for p in self.passage().proposals if p.outcome is Outcome.DISMISSED)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """The log, open, in a data folder of its own."""
    data = tmp_path / "data"
    log = FeedbackLog(data / "feedback.sqlite3")
    for one in (event(1), ended(1, Outcome.ACCEPTED), event(2), ended(2, Outcome.DISMISSED)):
        log.append(one)
    yield Place(log, LogPages(log, data, lambda: NOON + timedelta(hours=1)), data)
    log.close()


def ids(file: Path) -> list[str]:
    """The ids of a set, in order."""
    return [json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()]


def test_what_was_just_appended_is_in_the_figures_and_pages(place: Place) -> None:
    figures = LogFigures(place.log, lambda: NOON + timedelta(hours=1))
    assert figures.report(Period.ALL).all.shown == 2
    place.log.append(event(3))
    assert figures.report(Period.WEEK).all.shown == 3
    assert len(place.passage().proposals) == 3


def test_a_log_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    assert log.close()
    path.write_bytes(b"no log at all, but long enough to be taken for one")
    with pytest.raises(Trouble, match="could not be read"):
        LogFigures(log, lambda: NOON).report(Period.ALL)
    with pytest.raises(Trouble, match="could not be read"):
        LogPages(log, tmp_path, lambda: NOON).page(ProposalFilter(), None)


def test_a_label_reaches_the_log(place: Place) -> None:
    place.pages.rate(place.refused(), True)
    assert place.refused().good is True
    assert place.pages.steps(place.refused())[-1].good is True


def test_cases_and_assertions_are_added_once_each(place: Place) -> None:
    passage, refused = place.passage(), place.refused()
    assert place.pages.add_case(passage).new
    assert place.pages.add_assertion(passage, refused, marked=False).new
    again = place.pages.add_case(passage)
    assert (again.file, again.new) == (place.set, False)
    assert len(ids(place.set)) == 2


def test_the_set_is_whole_or_as_it_was_when_the_disk_is_full(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.pages.add_case(place.passage())
    before = place.set.read_bytes()

    def full(target: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.insights.write_atomic", full)
    with pytest.raises(Trouble, match="No space left"):
        place.pages.add_assertion(place.passage(), place.refused(), marked=False)
    assert place.set.read_bytes() == before
    assert [file.name for file in place.set.parent.iterdir()] == [place.set.name]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"id": 1, "text": "a b", "edits": []}\n', "cases of another kind"),
        ("not json\n", "is not JSON"),
    ],
)
def test_a_set_of_another_kind_is_left_alone(place: Place, content: str, why: str) -> None:
    place.set.parent.mkdir(parents=True)
    place.set.write_text(content, "utf-8")
    with pytest.raises(Trouble, match=why):
        place.pages.add_case(place.passage())
    assert place.set.read_text("utf-8") == content


def test_a_line_without_an_end_is_not_joined(tmp_path: Path, place: Place) -> None:
    file = tmp_path / "mine.jsonl"
    first = json.dumps({"id": "x", "text": "a b", "must": []})
    file.write_text(first, "utf-8")
    second = json.dumps({"id": "y", "text": "c d", "must": []})
    assert add_line(file, second).new
    assert ids(file) == ["x", "y"]


@pytest.fixture
def stet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs `stet eval` with the real offline engine."""
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    evals.add_to(app)
    command = typer.main.get_command(app)

    def run(*words: str) -> int:
        result = command.main(["eval", *words], prog_name="stet", standalone_mode=False)
        return result if isinstance(result, int) else 0

    return run


def test_stet_eval_runs_the_set(place: Place, stet: Callable[..., int], tmp_path: Path) -> None:
    place.pages.add_case(place.passage())
    place.pages.add_assertion(place.passage(), place.refused(), marked=False)
    assert resources_dir().is_dir()
    assert stet("run", "--set", str(place.set), "--out", str(tmp_path / "out")) == 0
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    figures = {figure["name"]: figure for figure in run["sets"][0]["figures"]}
    assert len(figures) > 2
    assert run["sets"][0]["name"] == "mine"
