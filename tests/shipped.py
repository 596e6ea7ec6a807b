"""What the grader and its course ship: kinds of criteria, without those of other packages, and challenges."""

from functools import cache

from grader.challenge import Catalogue, Challenge
from grader.criteria import built_in_kinds

KINDS = built_in_kinds()


@cache
def course() -> tuple[Challenge, ...]:
    """The challenges, as they are read; read once."""
    catalogue = Catalogue()
    return tuple(map(catalogue.load, catalogue.files))
