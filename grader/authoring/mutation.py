"""Which changes of the solution no criterion notices: each mutant is graded on a real engine."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.authoring.effect import Effect, effect, questions
from grader.authoring.mutants import Mutant
from grader.challenge import Challenge, Limits
from grader.engine.ownership import temporary_prefix
from grader.errors import EngineFailureError, UsageError
from grader.grading import Verdict
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions, SubmissionGrading
from grader.text import one_line
from grader.values import Value

Fate = Literal["noticed", "unnoticed", "equal", "not judged"]
"""`equal`: nothing tells its effect from the solution's; `not judged`: the machine failed on it."""
Effects = tuple[Effect | None, ...]
"""On each image that the challenge looks at."""


class Judged(Value):
    """A mutant, what became of it, and by which criterion or why."""

    challenge: Challenge
    mutant: Mutant
    fate: Fate
    by: str = ""
    why: str = ""


class Mutation(Value):
    """What was tried of one challenge; `made` counts all of its mutants, of which some may be left out."""

    challenge: Challenge
    judged: tuple[Judged, ...]
    made: int

    def of(self, fate: Fate) -> list[Judged]:
        """The mutants that came to this."""
        return [one for one in self.judged if one.fate == fate]

    @property
    def counting(self) -> int:
        """The mutants that a criterion could notice."""
        return len(self.of("noticed")) + len(self.of("unnoticed"))


@dataclass(kw_only=True)
class Mutating:
    """How mutants are tried: `limits` take the place of the challenge's."""

    jobs: int
    limits: Callable[[Challenge], Limits]
    on_judged: Callable[[Judged], None] = lambda _judged: None
    side_by_side: SideBySide = field(default_factory=SideBySide)

    def try_all(self, wanted: Sequence[tuple[Challenge, Sequence[Mutant], int]]) -> list[Mutation]:
        """A mutation for each challenge with the mutants to try, and how many there are in all.

        `on_judged` is called as each ends, in this thread. Raises UsageError where a solution does not meet
        its own criteria, EngineFailureError where the machine failed on it. What is being done ends with an
        interruption.
        """
        judged: dict[str, dict[Mutant, Judged]] = {challenge.id: {} for challenge, _, _ in wanted}
        with (
            tempfile.TemporaryDirectory(prefix=temporary_prefix()) as home,
            ThreadPoolExecutor(self.jobs, thread_name_prefix="mutants") as pool,
        ):
            try:
                solved = pool.map(lambda one: self._solution(one[0]), wanted)
                effects = {one[0].id: solution for one, solution in zip(wanted, solved, strict=True)}
                running = [
                    pool.submit(self._judge, challenge, mutant, place, effects[challenge.id])
                    for challenge, mutant, place in _places(wanted, Path(home))
                ]
                for done in as_completed(running):
                    one = done.result()
                    judged[one.challenge.id][one.mutant] = one
                    self.on_judged(one)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self.side_by_side.stop()
                raise
        return [
            Mutation(challenge, tuple(judged[challenge.id][mutant] for mutant in chosen), made)
            for challenge, chosen, made in wanted
        ]

    def _solution(self, challenge: Challenge) -> Effects:
        with self.side_by_side.grading(challenge, challenge.solution, self._options(challenge)) as opened:
            first = self._first_not_met(opened)
            if first is not None and first.outcome == "broken":
                raise EngineFailureError(f"{challenge.id}: {first.id} is broken: {first.because}")
            if first is not None:
                raise UsageError(f"{challenge.id}: the solution does not meet {first.id}: prove it first")
            return effects_of(opened, challenge)

    def _judge(self, challenge: Challenge, mutant: Mutant, place: Path, solved: Effects) -> Judged:
        self.side_by_side.go_on()
        folder = mutant.make(challenge.solution, place)
        with self.side_by_side.grading(challenge, folder, self._options(challenge)) as opened:
            first = self._first_not_met(opened)
            if first is None:
                same = are_alike(solved, effects_of(opened, challenge))
                return Judged(challenge, mutant, "equal" if same else "unnoticed")
        why = one_line(first.found or first.because or "", 160)
        fate: Fate = "not judged" if first.outcome in {"broken", "skipped"} else "noticed"
        return Judged(challenge, mutant, fate, first.id, why)

    def _first_not_met(self, opened: SubmissionGrading) -> Verdict | None:
        """The first criterion that notices something; the others need not be asked."""
        for verdict in opened.verdicts():
            self.side_by_side.go_on()
            if verdict.outcome != "met":
                return verdict
        return None

    def _options(self, challenge: Challenge) -> GradingOptions:
        return GradingOptions(limits=self.limits(challenge))


def effects_of(opened: SubmissionGrading, challenge: Challenge) -> Effects:
    """The effects on the images that the challenge looks at: that of the last stage, and of each target."""
    targets = sorted({getattr(criterion, "target", None) or "" for criterion in challenge.criteria} | {""})
    for target in targets:
        opened.also_ask(questions(target or None))
    evidence = opened.graded().evidence
    return tuple(effect(evidence, target or None) for target in targets)


def are_alike(solved: Effects, found: Effects) -> bool:
    """Whether nothing tells them apart; what is not known is not like anything."""
    pairs = zip(solved, found, strict=True)
    return all(one is not None and other is not None and one.is_like(other) for one, other in pairs)


def _places(
    wanted: Sequence[tuple[Challenge, Sequence[Mutant], int]], home: Path
) -> Iterator[tuple[Challenge, Mutant, Path]]:
    for challenge, chosen, _ in wanted:
        for number, mutant in enumerate(chosen, start=1):
            yield challenge, mutant, home / challenge.id / str(number)
