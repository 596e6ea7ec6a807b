"""An image that is named does not exist: a slip, a stage under another name, or one that was taken away."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.text import nearest, one_line

_MISSING = re.compile(
    r"^(?P<image>[\w./:@-]+): (?:[\w./:@-]+: not found$|pull access denied, repository does not exist)"
)


def _explain(failure: Failure) -> Explained | None:
    match = _MISSING.match(failure.reason)
    if match is None:
        return None
    image = match["image"].removeprefix("docker.io/library/")
    name = image.partition(":")[0]
    stages = [each.name for each in (failure.dockerfile.stages if failure.dockerfile else ()) if each.name]
    near = nearest(name, stages) if "/" not in name else None
    why = "The registry answered, and has no image of that name and tag that it would give to everybody."
    if near:
        why += f" The Dockerfile has a stage called {near}."
    return Explained(
        title=f"there is no image {image}",
        found=one_line(failure.reason, 300),
        why=why,
        advice=f"Did you mean the stage {near}?"
        if near
        else "Mind the spelling; tags that are no longer looked after are taken away: choose one that the "
        "registry lists now.",
    )


EXPLANATION = Explanation(
    id="image-not-found",
    moments=("build",),
    explain=_explain,
    examples=(
        fits("", "java:8", reason="java:8: docker.io/library/java:8: not found"),
        fits(
            "",
            "stage builder",
            reason="build: pull access denied, repository does not exist or may require authorization",
            dockerfile="FROM a AS builder\nFROM b\nCOPY --from=build /a /b\n",
            line=3,
        ),
        fits_not("", reason="a command ended with exit code: 127"),
        fits_not("java:8: docker.io/library/java:8: not found"),
    ),
)
