"""From a starter and a solution to a challenge that `grader verify` finds proven."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.authoring.drafting.exploring import exploring
from grader.authoring.drafting.judging import Judged, judge_both
from grader.authoring.drafting.learners import learners_patterns
from grader.authoring.drafting.pair import Side
from grader.authoring.drafting.proposal import Proposed
from grader.authoring.drafting.proving import Proof, Spec, prove, untried, variant
from grader.authoring.drafting.workshop import Workshop, workshop
from grader.authoring.drafting.writing import Heading, challenge_yaml, help_yaml, wrong_yaml
from grader.authoring.kept import KeptTrials
from grader.authoring.proposals import propose
from grader.authoring.verify import Tried
from grader.challenge import Challenge, load_challenge
from grader.engine import connect
from grader.errors import UsageError
from grader.evidence import KeptAnswers
from grader.side_by_side import SideBySide

TIME_IN_ALL = "3600s"
"""What finding out about one of the two may take, with all its builds."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to draft: the folders, the challenge's id, its limits as they are written, how it is proven."""

    starter: Path
    solution: Path
    course: Path
    challenge_id: str
    build: str = "600s"
    memory: str = "512MB"
    jobs: int = 2
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of it: the criteria, those that both meet, those that nothing proves and why, new folders."""

    criteria: Sequence[Proposed]
    both: Sequence[Proposed]
    unproven: Sequence[tuple[Proposed, str]]
    written: Sequence[Path]
    trials: int


def draft(order: Order, progress: Progress) -> Drafted:
    """Draft the challenge and put it into the course. UsageError, EngineFailureError."""
    with workshop(order.starter, order.solution, order.course, order.challenge_id) as made:
        heading = _heading(order, made)
        judged = _judged(made, heading, progress)
        wanted = [one.proposed for one in judged if one.tells_apart]
        both = [one.proposed for one in judged if one.is_kept]
        if not wanted:
            raise UsageError("nothing tells the solution from the starter: each meets what the other meets")
        spec = partial(challenge_yaml, heading)
        tried = _Counter(progress)
        proof = _proof(order, made, spec, wanted, tried)
        kept = proof.kept(wanted)
        unproven = [(one, proof.dropped(one)) for one in wanted if one not in kept]
        if not kept:
            raise UsageError("no criterion is proven by a wrong variant: " + unproven[0][1])
        made.write("challenge.yaml", challenge_yaml(heading, kept, both, unproven))
        more = [variant(one.id, one.wrong[0]) for one in both if one.wrong]
        made.write("wrong.yaml", wrong_yaml(proof.final(kept), more))
        made.write("help.yaml", help_yaml(kept))
        made.write(
            "README.md",
            f"# {order.challenge_id}\n\nTODO: say what the learner starts from, and what the goal is.\n",
        )
        load_challenge(made.folder / "challenge.yaml")
        return Drafted(kept, both, unproven, made.hand_over(), tried.count)


def _proof(order: Order, made: Workshop, spec: Spec, wanted: Sequence[Proposed], tried: "_Counter") -> Proof:
    if not order.proven:
        return untried(wanted)
    return prove(made, spec, wanted, order.jobs, tried, KeptTrials(connect()))


class _Counter:
    """Tells of each trial, and counts them."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self.count, self._in_round = progress, 0, 0

    def __call__(self, total: int, tried: Tried) -> None:
        self.count += 1
        self._in_round = self._in_round % total + 1
        self._progress(f"trying wrong variants: {self._in_round} of {total}, {tried.trial.name}")


def _heading(order: Order, made: Workshop) -> Heading:
    nothing = KeptAnswers({})
    folders = (made.root / place / order.challenge_id for place in ("starter", "solutions"))
    learner = learners_patterns(*(Side(folder, nothing) for folder in folders))
    return Heading(order.challenge_id, learner, order.build, order.memory)


def _judged(made: Workshop, heading: Heading, progress: Progress) -> list[Judged]:
    """All proposals, judged on both."""
    challenge = _empty(made, heading)
    side_by_side = SideBySide()
    with exploring(challenge, side_by_side, progress) as explored:
        proposed = list(propose(explored.pair))
        known = explored.known
    progress(f"judging {len(proposed)} proposals on starter and solution")
    return judge_both(challenge, proposed, known, side_by_side)


def _empty(made: Workshop, heading: Heading) -> Challenge:
    """The challenge before it has criteria."""
    file = made.folder / "challenge.yaml"
    return Challenge.model_validate(
        {
            "id": heading.challenge_id,
            "title": heading.challenge_id,
            "learner": heading.learner,
            "limits": {"build": heading.build, "memory": heading.memory, "total": TIME_IN_ALL},
            "criteria": (),
            "file": file,
            "digest": "",
        }
    )
