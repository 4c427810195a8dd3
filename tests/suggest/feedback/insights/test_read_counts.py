"""What was read is counted: by the engine, by the recorder, in the log."""

from pathlib import Path

from suggest.feedback.event import ReadCount
from suggest.feedback.insights.figures import Period, Step
from suggest.feedback.insights.report import make_report
from suggest.feedback.log import FeedbackLog
from tests.fakes.stations import bench
from tests.suggest.feedback.desk import NOON, Desk
from tests.suggest.test_engine import opened


async def test_the_engine_tells_of_every_passage_it_read() -> None:
    one = bench({"teh": "the"})
    await opened(one, "See teh cat.", "", "It sat down at once.")
    counts = one.recorder.names("read")
    assert len(counts) == 2
    assert set(counts) <= {3, 8}, "words of the whole document as far as it is known"
    await one.engine.stop()


def test_the_recorder_counts_for_the_open_document() -> None:
    desk = Desk()
    desk.outcomes.read(5)  # nobody counts yet
    counts: list[ReadCount] = []
    desk.outcomes.count = counts.append
    desk.outcomes.read(8)
    assert counts == [ReadCount(NOON, "session", "doc", 8)]
    assert desk.events == [], "a count is no event"


def test_counts_of_a_day_add_up_in_the_log(tmp_path: Path) -> None:
    log = FeedbackLog(tmp_path / "log.sqlite3")
    for session, words in (("a", 5), ("a", 9), ("a", 7), ("b", 4)):
        log.append(ReadCount(NOON, session, "doc", words))
    assert log.close()
    report = make_report(log.path, Period.ALL, NOON)
    assert report.words == 13
    assert report.funnel[0].step is Step.READ
    assert report.funnel[0].count == 4
