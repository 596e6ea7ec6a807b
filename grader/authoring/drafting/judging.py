"""What each kind makes of its proposals: met by the solution, and by the starter."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from grader.authoring.drafting.proposal import Proposed
from grader.challenge import Challenge
from grader.evidence import Answer, Broken, Question
from grader.grading import Outcome, Verdict
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions
from grader.values import Value

Known = Mapping[Question[Any], Answer[Any]]


class Judged(Value):
    """A proposal with the verdicts on the starter and on the solution."""

    proposed: Proposed
    starter: Verdict
    solution: Verdict

    @property
    def tells_apart(self) -> bool:
        """Whether the solution meets it, and the starter does not."""
        return self.solution.outcome == "met" and self.starter.outcome in {"unmet", "blocked"}

    @property
    def is_kept(self) -> bool:
        """Whether both meet it."""
        return self.outcomes == ("met", "met")

    @property
    def outcomes(self) -> tuple[Outcome, Outcome]:
        """The starter's and the solution's."""
        return self.starter.outcome, self.solution.outcome


def judge_both(
    challenge: Challenge, proposed: Sequence[Proposed], known: Sequence[Known], side_by_side: SideBySide
) -> list[Judged]:
    """Each proposal, judged by its kind on both; `known` are the facts of the starter, then the solution.

    The containers are new ones: what they answer otherwise the second time is met by neither.
    """
    asked = challenge.model_copy(update={"criteria": tuple(each.criterion for each in proposed)})
    options = [GradingOptions(known=_lasting(each)) for each in known]
    folders = (challenge.original, challenge.solution)
    with ThreadPoolExecutor(2, thread_name_prefix="draft") as pool:
        running = [
            pool.submit(side_by_side.grade, asked, *each) for each in zip(folders, options, strict=True)
        ]
        try:
            reports = [each.result().report for each in running]
        except BaseException:
            side_by_side.stop()
            raise
    return [Judged(*each) for each in zip(proposed, reports[0].criteria, reports[1].criteria, strict=True)]


def _lasting(known: Known) -> Known:
    """The facts that hold for any container of the image."""
    return {
        question: answer
        for question, answer in known.items()
        if question.room != "container" and not isinstance(answer, Broken)
    }
