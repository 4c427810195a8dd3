"""Real stations with learning: a rule sinks in the middle of a session and comes back by undo."""

from datetime import UTC, datetime
from pathlib import Path

from app.learning import Learning
from app.paths import resources_dir
from app.reading import make_capture
from app.stations import offline
from suggest.checker import Checker, Finding
from suggest.feedback.dismissed import Dismissals
from suggest.language import LanguageGate
from suggest.learning.answers import Answer, Subject
from suggest.model.memory import ModelMemory
from suggest.values import Dialect, Dismissal, DropReason, Kind, Outcome

TEXT = "We had to utilize the plan that the team had written down in the spring.\n"


async def found(checker: Checker) -> Finding:
    findings = await checker.check(TEXT)
    return next(f for f in findings if f.judged.proposal.original.startswith("utilize"))


async def test_a_rule_sinks_within_the_session_and_undo_brings_it_back(tmp_path: Path) -> None:
    learning = Learning(tmp_path / "learned.json", tmp_path / "none", lambda n: None, lambda: True)
    dismissals = Dismissals(None, lambda: datetime.now(UTC))
    stations = offline(resources_dir(), dismissals, ModelMemory(), learning.learner)
    pipeline = stations.make_pipeline(Dialect.US)
    checker = Checker(pipeline, stations.policy, LanguageGate(), make_capture)
    try:
        before = await found(checker)
        proposal = before.judged.proposal
        subject = Subject(proposal.rule, proposal.kind, proposal.original, "use", "paragraph")
        assert before.judged.grade is not None
        assert "in=paragraph" in before.judged.grade.reasons
        for number in range(9):
            refuse(learning, number, subject, before.judged.confidence)
        after = await found(checker)
        assert after.judged.confidence < before.judged.confidence
        assert after.drop is not None and after.drop.reason is DropReason.BELOW_THRESHOLD
        (entry,) = learning.adaptations()
        learning.undo(entry.key)
        assert (await found(checker)).judged.confidence == before.judged.confidence
        for number in range(20, 34):
            refuse(learning, number, subject, before.judged.confidence)
        muted = await found(checker)
        assert muted.drop is not None and muted.drop.reason is DropReason.MUTED
    finally:
        checker.close()


def refuse(learning: Learning, number: int, subject: Subject, shipped: float) -> None:
    assert subject.kind is not Kind.CORRECTNESS
    one = ("session", f"s{number}")
    said = (Outcome.DISMISSED, Dismissal.NOT_HERE)
    now = datetime.now(UTC)
    learning.learner.take(Answer(one, f"d{number}", now, subject, shipped, *said))
