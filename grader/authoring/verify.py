"""Proving challenges: each trial is graded on a real engine and compared with what it must show."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.authoring.trials import Trial, mistakes, trials, unproven
from grader.bench import Bench
from grader.challenge import Challenge
from grader.engine.ownership import temporary_prefix
from grader.evidence import Answer, Question
from grader.grading import Grading, Verdict


@dataclass(frozen=True, slots=True)
class Tried:
    """One trial, its verdicts, and what is otherwise than it must be; the answers are the evidence."""

    challenge: Challenge
    trial: Trial
    verdicts: tuple[Verdict, ...]
    mistakes: tuple[str, ...]
    answers: Mapping[Question[Any], Answer[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was tried of one challenge; `problems` are those of the challenge as a whole."""

    challenge: Challenge
    tried: tuple[Tried, ...]
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the challenge is proven."""
        return not self.problems and not any(one.mistakes for one in self.tried)


def verify(challenges: Iterable[Challenge], jobs: int, on_tried: Callable[[Tried], None]) -> list[Proof]:
    """A proof for each challenge; `jobs` trials run side by side and share the engine's build cache.

    `on_tried` is called as each trial ends, in this thread.
    """
    tried: dict[str, list[Tried]] = {}
    problems: dict[str, list[str]] = {}
    wanted = list(challenges)
    with (
        tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name,
        ThreadPoolExecutor(jobs, thread_name_prefix="verify") as pool,
    ):
        running: list[Future[Tried]] = []
        benches: list[Bench] = []
        for challenge in wanted:
            problems[challenge.id] = [f"nothing breaks {one}" for one in unproven(challenge)]
            for trial in trials(challenge, Path(name, challenge.id)):
                if isinstance(trial, str):
                    problems[challenge.id].append(trial)
                else:
                    bench = Bench(trial.folder, challenge.limits, starter=challenge.original)
                    benches.append(bench)
                    running.append(pool.submit(attempt, challenge, trial, bench))
        try:
            for done in as_completed(running):
                one = done.result()
                tried.setdefault(one.challenge.id, []).append(one)
                on_tried(one)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for bench in benches:
                bench.stop()
            raise
    return [Proof(one, _in_order(tried.get(one.id, [])), tuple(problems[one.id])) for one in wanted]


def attempt(challenge: Challenge, trial: Trial, bench: Bench) -> Tried:
    """One trial, graded; the bench is closed."""
    try:
        bench.expect(question for one in challenge.criteria for question in one.questions())
        verdicts = list(Grading(challenge.criteria, bench).verdicts())
    finally:
        bench.close()
    return Tried(challenge, trial, tuple(verdicts), tuple(mistakes(trial, verdicts)), bench.answers)


def _in_order(tried: list[Tried]) -> tuple[Tried, ...]:
    names = ["solution", "starter"]
    first = [one for name in names for one in tried if one.trial.name == name]
    rest = sorted((one for one in tried if one.trial.name not in names), key=_number)
    return (*first, *rest)


def _number(tried: Tried) -> int:
    return int(tried.trial.name.split()[1].rstrip(":"))
