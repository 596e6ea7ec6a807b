"""An image that is named does not exist: a slip, a stage under another name, or one that was taken away."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.text import nearest, one_line

_MISSING = re.compile(
    r"^(?P<image>[\w./:@-]+): (?:[\w./:@-]+: not found$|pull access denied, repository does not exist)|"
    r"^manifest for (?P<classic>[\w./:@-]+) not found|^pull access denied for (?P<denied>[\w./:@-]+), "
    r"repository"
)

_PULLED = re.compile(
    r"the image (?P<image>\S+) cannot be (?:pulled: |had; did you mean (?P<meant>(?:the stage )?\S+)\?)"
)


def _explain(failure: Failure) -> Explained | None:
    match = _MISSING.match(failure.reason) or _PULLED.match(failure.reason)
    if match is None:
        return None
    if meant := match.groupdict().get("meant"):
        return _slip(failure, match["image"], meant)
    named = next(name for name in match.groups() if name)
    image = named.removeprefix("docker.io/library/")
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


def _slip(failure: Failure, image: str, meant: str) -> Explained:
    return Explained(
        title=f"there is no image {image}",
        found=one_line(failure.reason, 300),
        why="Its name is nearly that of something which is there, and no registry has to be asked for that.",
        advice=f"Did you mean {meant}?",
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
        fits("", "a/b:1", reason="manifest for a/b:1 not found: manifest unknown"),
        fits("", "java:8", reason="the image java:8 cannot be pulled: manifest unknown"),
        fits("", "mean python:3.11?", reason="the image pyton:3.11 cannot be had; did you mean python:3.11?"),
        fits_not("", reason="a command ended with exit code: 127"),
        fits_not("java:8: docker.io/library/java:8: not found"),
    ),
)
