"""Limits of sizes, and how to go beyond them."""

from grader.authoring.drafting.pair import Side, Wrong

NOTEWORTHY = 1.2
"""A ratio below which two sizes are about the same."""
ROOM = 0.25
"""The share of the way to the larger one that is left to other right solutions."""
_UNITS = ((1_000_000, "MB"), (1_000, "kB"))
_STEPS = (1, 2, 5, 10, 20, 50, 100)


def between(small: int, large: int) -> str | None:
    """A round size between the two, with some room above the small one; None where they are near."""
    if large < NOTEWORTHY * small:
        return None
    wanted = small + (large - small) * ROOM
    for size, name in (*_UNITS, (1, "B")):
        for step in reversed(_STEPS):
            limit = -(-int(wanted) // (step * size)) * step
            if limit and step * size <= wanted and limit * size < min(large, wanted * 1.2):
                return f"{limit}{name}"
    return None


def filler(side: Side, missing: int) -> list[Wrong]:
    """A file of zeros that takes what is missing to a limit, and more: at the end, or right behind FROM."""
    command = f"head -c {max(missing, 0) + 5_000_000} /dev/zero > /filler"
    final = side.dockerfile.final
    first = side.script.before(final.line + 1, f"RUN {command}")
    return [side.as_root(command), side.rewritten(first)]
