"""Names of criteria in a spec: each must name one, and none may wait for itself."""

from collections.abc import Sequence

from grader.challenge.complaints import Complaints
from grader.challenge.model import Spec
from grader.challenge.yaml_reader import KeyPath
from grader.criterion import Criterion
from grader.text import did_you_mean


def check_references(spec: Spec | None, criteria: Sequence[Criterion], complaints: Complaints) -> None:
    """Note every name that names no criterion, and every circle of `requires`."""
    if spec is None or len(criteria) != len(spec.criteria):
        return  # what is wrong with the others is told already, and they may be meant here
    known = [criterion.id for criterion in criteria]
    named: list[tuple[KeyPath, str]] = [
        (("starter_fails", at), name) for at, name in enumerate(spec.starter_fails)
    ]
    for at, criterion in enumerate(criteria):
        needs = enumerate(criterion.requires)
        named += [(("criteria", at, "requires", index), name) for index, name in needs]
    check_names(named, known, complaints)
    for at, criterion in enumerate(criteria):
        if (circle := _circle(criterion.id, criteria)) is not None:
            complaints.add(("criteria", at, "requires"), f"waits for itself: {' -> '.join(circle)}")


def check_names(named: Sequence[tuple[KeyPath, str]], known: Sequence[str], complaints: Complaints) -> None:
    """Note every name that is not known, at its place."""
    for path, name in named:
        if name not in known:
            complaints.add(path, f"no criterion {name!r}{did_you_mean(name, known)}")


def _circle(start: str, criteria: Sequence[Criterion]) -> list[str] | None:
    """The way from a criterion back to itself, None where there is none."""
    needs = {criterion.id: criterion.requires for criterion in criteria}
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for name in needs.get(way[-1], ()):
            if name == start:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None
