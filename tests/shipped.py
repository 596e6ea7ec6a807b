"""The kinds of criteria that the grader ships, without those that tests add."""

from grader.criteria import kinds
from grader.criterion import Criterion

KINDS: dict[str, type[Criterion]] = {
    name: kind for name, kind in kinds().items() if kind.__module__.startswith("grader.criteria.")
}
