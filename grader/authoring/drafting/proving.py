"""Which wrong variant breaks which criterion: tried, round by round, as `grader verify` tries them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from grader.authoring.drafting.pair import Wrong as Changes
from grader.authoring.drafting.proposal import Proposed
from grader.authoring.drafting.workshop import Workshop
from grader.authoring.drafting.writing import wrong_yaml
from grader.authoring.kept import KeptTrials
from grader.authoring.verify import Tried, verify
from grader.challenge import load_challenge
from grader.challenge.wrong import Wrong
from grader.errors import EngineFailureError
from grader.text import one_line

Spec = Callable[[Sequence[Proposed]], str]


@dataclass
class Proof:
    """What the trials have shown: the best wrong variant of each criterion, and why others have none."""

    variants: dict[str, Wrong] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    unsteady: dict[str, str] = field(default_factory=dict)

    def kept(self, wanted: Sequence[Proposed]) -> list[Proposed]:
        """The criteria that are proven, and that wait for none that is not."""
        ids = {one.id for one in wanted if one.id in self.variants and one.id not in self.unsteady}
        return [one for one in wanted if one.id in ids and ids.issuperset(one.criterion.requires)]

    def dropped(self, one: Proposed) -> str:
        """Why a criterion is not proven."""
        if one.criterion.requires and one.id in self.variants and one.id not in self.unsteady:
            return f"it requires {one.criterion.requires[0]}, which is not proven"
        return self.unsteady.get(one.id) or self.seen.get(one.id) or "its kind derives no wrong variant here"

    def final(self, kept: Sequence[Proposed]) -> list[Wrong]:
        """The variants of the criteria that are kept, which name no other ones."""
        ids = {one.id for one in kept}
        chosen = [self.variants[one.id] for one in kept]
        return [
            variant(one.breaks, one.changes, tuple(name for name in one.also if name in ids))
            for one in chosen
        ]


def variant(breaks: str, changes: Changes, also: Sequence[str] = ()) -> Wrong:
    """A wrong variant of the solution."""
    more = {"also": tuple(also)} if also else {}
    return Wrong.model_validate({"breaks": breaks, "changes": changes, **more})


def untried(wanted: Sequence[Proposed]) -> Proof:
    """The first wrong variant of each, which nobody has tried."""
    return Proof({one.id: variant(one.id, one.wrong[0]) for one in wanted if one.wrong})


def prove(
    workshop: Workshop,
    spec: Spec,
    wanted: Sequence[Proposed],
    jobs: int,
    on_tried: Callable[[int, Tried], None],
    kept: KeptTrials,
) -> Proof:
    """Try the wrong variants of each criterion until one breaks just it, or none is left.

    One that breaks others, too, is kept where no better one is found. `on_tried` gets how many trials there
    are in a round, and each trial; what is `kept` serves the next round, and `grader verify` afterwards.
    EngineFailureError where the machine failed on starter or solution.
    """
    proof = Proof()
    waiting = {one.id: list(one.wrong) for one in wanted}
    while any(waiting.values()):
        tried = [variant(name, changes.pop(0)) for name, changes in waiting.items() if changes]
        workshop.write("challenge.yaml", spec(wanted))
        workshop.write("wrong.yaml", wrong_yaml(tried))
        challenge = load_challenge(workshop.folder / "challenge.yaml")
        [shown] = verify([challenge], jobs, partial(on_tried, len(tried) + 2), kept)
        for one in shown.tried:
            _take(proof, one, tried)
        for name in proof.variants:
            if not proof.variants[name].also:
                waiting[name] = []
    return proof


def _take(proof: Proof, tried: Tried, variants: Sequence[Wrong]) -> None:
    """What one trial shows."""
    outcomes = {verdict.id: verdict.outcome for verdict in tried.verdicts}
    name = tried.trial.breaks
    if name is None:
        if failure := tried.graded.failure:
            raise EngineFailureError(failure)
        for mistake in tried.mistakes:
            proof.unsteady[mistake.partition(" ")[0]] = one_line(f"on the {tried.trial.name}, {mistake}", 200)
        return
    number = int(tried.trial.name.split()[1].rstrip(":")) - 1
    if outcomes[name] != "unmet" or {"broken", "skipped"} & set(outcomes.values()):
        proof.seen.setdefault(name, _because(tried, name, outcomes))
        return
    also = [other for other, outcome in outcomes.items() if outcome != "met" and other != name]
    known = proof.variants.get(name)
    if known is None or len(also) < len(known.also):
        proof.variants[name] = variant(name, variants[number].changes, also)


def _because(tried: Tried, name: str, outcomes: Mapping[str, str]) -> str:
    verdict = next(one for one in tried.verdicts if one.id == name)
    why = verdict.because or verdict.found or ""
    return one_line(f"the wrong variant left it {outcomes[name]}: {why}", 200)
