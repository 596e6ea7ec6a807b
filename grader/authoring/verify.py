"""Proving challenges: each trial is graded on a real engine and compared with what it must show."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from grader.authoring.kept import KeptTrials
from grader.authoring.trials import Trial, mistakes, trials, unproven
from grader.challenge import Challenge
from grader.challenge.wrong import Wrong
from grader.challenge.wrong_loader import load_wrong
from grader.engine.ownership import temporary_prefix
from grader.grading import Verdict
from grader.side_by_side import SideBySide
from grader.submission import Graded, GradingOptions
from grader.values import Value

NOTHING = KeptTrials(None)


class Tried(Value):
    """One trial as it was graded, and what is otherwise than it must be; `kept` where no engine was asked."""

    challenge: Challenge
    trial: Trial
    graded: Graded
    mistakes: tuple[str, ...]
    kept: bool = False

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts in the order of the spec."""
        return self.graded.report.criteria


class Proof(Value):
    """What was tried of one challenge; `problems` are those of the challenge as a whole."""

    challenge: Challenge
    tried: tuple[Tried, ...]
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the challenge is proven."""
        return not self.problems and not any(attempt.mistakes for attempt in self.tried)


def verify(
    challenges: Iterable[Challenge], jobs: int, on_tried: Callable[[Tried], None], kept: KeptTrials = NOTHING
) -> list[Proof]:
    """A proof for each challenge; `jobs` trials run side by side and share the engine's build cache.

    What is `kept` of a trial that has not changed is judged without building it again. `on_tried` is
    called as each trial ends, in this thread. Raises SpecError for a mistake in wrong.yaml,
    before anything is tried.
    """
    wanted = [(challenge, load_wrong(challenge)) for challenge in challenges]
    tried: dict[str, list[Tried]] = {challenge.id: [] for challenge, _ in wanted}
    problems = {
        challenge.id: [f"nothing breaks {name}" for name in unproven(challenge, variants)]
        for challenge, variants in wanted
    }
    with (
        tempfile.TemporaryDirectory(prefix=temporary_prefix()) as folder,
        SideBySide() as side_by_side,
        ThreadPoolExecutor(jobs, thread_name_prefix="verify") as pool,
    ):
        try:
            made = _trials(wanted, Path(folder), problems)
            running = [
                pool.submit(_attempt, challenge, trial, side_by_side, kept) for challenge, trial in made
            ]
            for done in as_completed(running):
                ended = done.result()
                tried[ended.challenge.id].append(ended)
                on_tried(ended)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            side_by_side.stop()
            raise
    return [
        Proof(challenge, _in_order(tried[challenge.id]), tuple(problems[challenge.id]))
        for challenge, _ in wanted
    ]


def _trials(
    wanted: Iterable[tuple[Challenge, Sequence[Wrong]]], folder: Path, problems: Mapping[str, list[str]]
) -> Iterator[tuple[Challenge, Trial]]:
    """Every trial, made below the folder; one that cannot be made is a problem."""
    for challenge, variants in wanted:
        for trial in trials(challenge, variants, folder / challenge.id):
            if isinstance(trial, str):
                problems[challenge.id].append(trial)
            else:
                yield challenge, trial


def _attempt(challenge: Challenge, trial: Trial, side_by_side: SideBySide, kept: KeptTrials) -> Tried:
    known = kept.known(trial)
    graded = side_by_side.grade(trial.challenge, trial.folder, GradingOptions(known=known))
    asked = any(question.room != "source" for question in graded.evidence.keys() - known.keys())
    found = tuple(mistakes(trial, graded.report.criteria))
    if asked and not found:  # what a busy machine has spoilt is not kept
        kept.keep(trial, graded.evidence)
    return Tried(challenge, trial, graded, found, kept=bool(known) and not asked)


def _in_order(tried: list[Tried]) -> tuple[Tried, ...]:
    names = ["solution", "starter"]
    first = [attempt for name in names for attempt in tried if attempt.trial.name == name]
    rest = sorted((attempt for attempt in tried if attempt.trial.name not in names), key=_number)
    return (*first, *rest)


def _number(tried: Tried) -> int:
    return int(tried.trial.name.split()[1].rstrip(":"))
