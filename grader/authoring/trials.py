"""What must be true of a challenge, as trials: a submission and the criteria that it must not meet."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.authoring.changes import CannotChangeError, changed_copy
from grader.bench.given import EVERYTHING, Learners
from grader.challenge import Challenge
from grader.challenge.wrong import Wrong
from grader.grading import Verdict
from grader.text import one_line
from grader.values import Value


class Trial(Value):
    """One submission to try: `breaks` is the criterion that it must show unmet, `fails` are all not met.

    `challenge` is what it is graded by.
    """

    challenge: Challenge
    name: str
    folder: Path
    fails: frozenset[str]
    breaks: str | None = None


def trials(challenge: Challenge, variants: Sequence[Wrong], folder: Path) -> Iterator[Trial | str]:
    """The solution, the starter and every wrong variant, made below `folder`; a text where that fails.

    A variant that changes a given file shows what a criterion makes of another application, so it is
    graded as if all files were the learner's.
    """
    yield Trial(challenge, "solution", challenge.solution, frozenset())
    yield Trial(challenge, "starter", challenge.original, frozenset(challenge.starter_fails))
    for number, wrong in enumerate(variants, start=1):
        start = challenge.solution if wrong.start == "solution" else challenge.original
        name = f"wrong {number}: {wrong.breaks}"
        try:
            copy = changed_copy(start, wrong.changes, folder / str(number))
        except CannotChangeError as error:
            yield f"{name}: {error}"
        else:
            whole = challenge.model_copy(update={"learner": EVERYTHING.learner})
            by = whole if _changes_given(wrong, challenge) else challenge
            yield Trial(by, name, copy, frozenset({wrong.breaks, *wrong.also}), wrong.breaks)


def _changes_given(wrong: Wrong, challenge: Challenge) -> bool:
    learners = Learners(challenge.learner)
    return any(not learners.have(change.file) for change in wrong.changes)


def mistakes(trial: Trial, verdicts: Iterable[Verdict]) -> list[str]:
    """What is otherwise than the trial says."""
    found = []
    for verdict in verdicts:
        if verdict.outcome in {"broken", "skipped"}:
            found.append(f"{verdict.id} is {verdict.outcome}: {verdict.because}")
        elif verdict.id == trial.breaks and verdict.outcome != "unmet":
            found.append(f"{verdict.id} must be unmet, it is {verdict.outcome}{_why(verdict)}")
        elif verdict.id in trial.fails and verdict.outcome == "met":
            found.append(f"{verdict.id} must not be met, it is met")
        elif verdict.id not in trial.fails and verdict.outcome != "met":
            found.append(f"{verdict.id} must be met, it is {verdict.outcome}{_why(verdict)}")
    return found


def unproven(challenge: Challenge, variants: Sequence[Wrong]) -> list[str]:
    """The criteria that no wrong variant breaks."""
    broken = {wrong.breaks for wrong in variants}
    return [criterion.id for criterion in challenge.criteria if criterion.id not in broken]


def _why(verdict: Verdict) -> str:
    said = verdict.found or verdict.because
    return f" ({one_line(said, 120)})" if said else ""
