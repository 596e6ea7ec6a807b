"""Which files are the learner's, told by what differs between starter and solution."""

import filecmp
import re

from grader.authoring.drafting.pair import Side

ALWAYS = ("Dockerfile", ".dockerignore")
EVERYTHING = ("**",)
_PLAIN = re.compile(r"[\w./+-]+")


def given_files(starter: Side, solution: Side) -> frozenset[str]:
    """The files that both have alike; never the Dockerfile and the ignore file."""
    both = set(starter.files) & set(solution.files) - set(ALWAYS)
    return frozenset(name for name in both if _same(starter, solution, name))


def learners_patterns(starter: Side, solution: Side) -> tuple[str, ...]:
    """What `learner` says: the files that differ; everything where a name could be taken for a pattern."""
    differing = sorted({*starter.files, *solution.files} - given_files(starter, solution) - set(ALWAYS))
    if not all(_PLAIN.fullmatch(name) for name in differing):
        return EVERYTHING
    return (*ALWAYS, *differing)


def _same(starter: Side, solution: Side, name: str) -> bool:
    try:
        return filecmp.cmp(starter.folder / name, solution.folder / name, shallow=False)
    except OSError:
        return False
