"""What picks texts must name something that the sets have; else it would pick in silence."""

from collections.abc import Sequence

from suggest.evals.cases import Choice, EvalSet
from suggest.evals.sets import BadSet


def check_choice(choice: Choice, sets: Sequence[EvalSet]) -> None:
    """Raises BadSet for a kind of commit or a source that no text of the sets has."""
    cases = [case for chosen in sets for case in chosen.cases]
    kinds = {case.commit_kind for case in cases if case.commit_kind}
    _check("--kind", choice.commit_kinds, kinds)
    _check("--source", choice.sources, {case.source for case in cases if case.source})


def _check(option: str, wanted: frozenset[str], known: set[str]) -> None:
    if wanted <= known:
        return
    if not known:
        raise BadSet(f"{option} has nothing to pick from: no text of these sets names any.")
    raise BadSet(f"{option} takes some of: {', '.join(sorted(known))}.")
