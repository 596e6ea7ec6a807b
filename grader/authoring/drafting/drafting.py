"""From a starter and a solution to a challenge that `grader verify` finds proven."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from grader.authoring.drafting.exploring import exploring
from grader.authoring.drafting.heading import Heading, heading
from grader.authoring.drafting.judging import Judged, judge_both
from grader.authoring.drafting.proposal import Proposed
from grader.authoring.drafting.proving import Proof, Spec, prove, untried, variant
from grader.authoring.drafting.workshop import Workshop, workshop
from grader.authoring.drafting.writing import challenge_yaml, help_yaml, wrong_yaml
from grader.authoring.kept import KeptTrials
from grader.authoring.proposals import propose
from grader.authoring.verify import Tried
from grader.challenge import load_challenge
from grader.challenge.wrong_loader import load_wrong
from grader.engine import connect
from grader.errors import UsageError
from grader.side_by_side import SideBySide
from grader.values import Value

STATEMENT = "# {}\n\nTODO: say what the learner starts from, and what the goal is.\n"
"""The draft's: its author is to write it."""
USUALLY_REQUIRED = ("base-image", "stages")
"""What a learner has to do before it counts that all else still works."""

Progress = Callable[[str], None]


class Order(Value, kw_only=True):
    """What to draft: the folders, the challenge's id, its limits as they are written, how it is proven.

    With `keep`, what both meet becomes a criterion, too, which counts only once another one is met.
    """

    starter: Path
    solution: Path
    course: Path
    challenge_id: str
    build: str = "600s"
    memory: str = "512MB"
    jobs: int = 2
    proven: bool = True
    keep: bool = False


class Drafted(Value):
    """What came of it: the criteria, those that both meet, those that nothing proves and why, new folders."""

    criteria: Sequence[Proposed]
    both: Sequence[Proposed]
    unproven: Sequence[tuple[Proposed, str]]
    written: Sequence[Path]
    trials: int


def draft(order: Order, progress: Progress) -> Drafted:
    """Draft the challenge and put it into the course. UsageError, EngineFailureError."""
    with workshop(order.starter, order.solution, order.course, order.challenge_id) as made:
        head = heading(order.challenge_id, order.starter, order.solution, order.build, order.memory)
        judged = _judged(made, head, progress)
        wanted, both = _sorted(order, judged)
        spec = partial(challenge_yaml, head)
        tried = _Counter(progress)
        proof = _proof(order, made, spec, wanted, tried)
        kept = proof.kept(wanted)
        unproven = [(one, proof.dropped(one)) for one in wanted if one not in kept]
        if not kept:
            raise UsageError("no criterion is proven by a wrong variant: " + unproven[0][1])
        more = [variant(one.id, one.wrong[0]) for one in both if one.wrong]
        made.write("challenge.yaml", spec(kept, both, unproven))
        made.write("wrong.yaml", wrong_yaml(proof.final(kept), more))
        made.write("help.yaml", help_yaml(kept))
        made.write("README.md", STATEMENT.format(order.challenge_id))
        load_wrong(load_challenge(made.folder / "challenge.yaml"))
        return Drafted(kept, both, unproven, made.hand_over(), tried.count)


def _sorted(order: Order, judged: Sequence[Judged]) -> tuple[list[Proposed], list[Proposed]]:
    """What becomes criteria, and what both meet. UsageError where nothing tells them apart."""
    wanted = [one.proposed for one in judged if one.tells_apart]
    both = [one.proposed for one in judged if one.is_kept]
    if not wanted:
        raise UsageError("nothing tells the solution from the starter: each meets what the other meets")
    if not order.keep:
        return wanted, both
    first = next((one for one in wanted if one.id in USUALLY_REQUIRED), wanted[0])
    return [*wanted, *(one.requiring(first) for one in both)], []


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


def _judged(made: Workshop, head: Heading, progress: Progress) -> list[Judged]:
    """All proposals, judged on both."""
    challenge = head.challenge(made.folder / "challenge.yaml")
    with SideBySide() as side_by_side:
        with exploring(challenge, side_by_side, progress) as explored:
            proposed = list(propose(explored.pair))
            known = explored.known
        progress(f"judging {len(proposed)} proposals on starter and solution")
        return judge_both(challenge, proposed, known, side_by_side)
