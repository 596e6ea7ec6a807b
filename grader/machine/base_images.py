"""Base images, made present: what is there stays, what is missing is pulled, or stood in for."""

from collections.abc import Sequence

from grader.errors import EngineFailureError
from grader.machine.answering import Answering
from grader.machine.home import Home
from grader.machine.pulls import may_stand_in, pull_all
from grader.machine.roots import Roots, temporary_roots
from grader.machine.stand_ins import StandIns, stand_ins, why_none
from grader.machine.work import Work


def provide(references: Sequence[str], engine: Answering, home: Home, work: Work) -> None:
    """Make the images present and tell of each how. Raises EngineFailureError where one cannot be had."""
    with temporary_roots(work) as roots:
        provide_with(roots, references, engine, home, work)


def provide_with(roots: Roots, references: Sequence[str], engine: Answering, home: Home, work: Work) -> None:
    """The same with roots that may have been begun."""
    makes = stand_ins(engine, home, work, roots)
    missing = [reference for reference in references if not makes.is_current(reference)]
    for reference in references:
        if reference not in missing:
            _report(engine, reference, "present", work)
    if missing:
        _fetch(missing, makes, work)


def _fetch(missing: Sequence[str], makes: StandIns, work: Work) -> None:
    outcomes = pull_all(makes.engine, missing, work)
    left = {reference: outcome for reference, outcome in outcomes.items() if outcome is not None}
    for reference in missing:
        if reference not in left:
            _report(makes.engine, reference, "pulled", work)
    refused = [
        f"{reference} could not be pulled: {outcome.reason}"
        for reference, outcome in left.items()
        if not may_stand_in(outcome)
    ]
    refused += [f"{name}: {why}" for name in left if not refused and (why := why_none(name))]
    if refused:
        raise EngineFailureError("\n".join(refused))
    if left:
        work.step(f"no registry is reachable ({next(iter(left.values())).reason})")
        made = makes.make_all(left)
        for reference in left:
            _report(makes.engine, reference, made[reference], work)


def _report(engine: Answering, reference: str, how: str, work: Work) -> None:
    found = engine.image(reference)
    if found is None:
        raise EngineFailureError(f"{reference} was {how} and is not on the engine")
    how = "present (stand-in)" if how == "present" and found.is_stand_in else how
    work.tell(f"{reference:<24} {how:<24} {found.size / 1_000_000:8.1f} MB")
