"""Debian's base images hold no package lists: they must be fetched in the step that installs."""

import re

from grader.explanation import (
    Explained,
    Explanation,
    Failure,
    before,
    fits,
    fits_not,
    last_match,
    shown,
    written,
)
from grader.explanation.patterns import APT_UPDATE, LISTS_REMOVED

_UNKNOWN = re.compile(
    r"^E: Unable to locate package \S+|^E: Package '[^']+' has no installation candidate", re.MULTILINE
)
_FETCHED = re.compile(r"^(?:Get|Hit|Ign):\d+ ", re.MULTILINE)
_RUN = "FROM python:3.11-slim\nRUN apt-get install -y curl\n"
_LOG = "Reading package lists...\nE: Unable to locate package curl"


def _explain(failure: Failure) -> Explained | None:
    match, step = last_match(_UNKNOWN, failure), failure.instruction
    if match is None or step is None or _FETCHED.search(failure.log) or APT_UPDATE.search(written(step)):
        return None
    earlier = [written(item) for item in before(failure) if item.keyword == "RUN"]
    if any(APT_UPDATE.search(text) and not LISTS_REMOVED.search(text) for text in earlier):
        return None
    return Explained(
        title="apt-get has no package lists here",
        found=shown(match),
        why="Debian's base images come without package lists, so that apt-get knows no package at all; this "
        "step does not fetch them.",
        advice="Begin the same RUN with apt-get update && and end it with && rm -rf /var/lib/apt/lists/*",
    )


EXPLANATION = Explanation(
    id="no-package-lists",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(_LOG, "apt-get update", dockerfile=_RUN, line=2),
        fits(
            _LOG,
            "apt-get update",
            dockerfile="FROM debian\nRUN apt update && rm -rf /var/lib/apt/lists/*\nRUN apt install curl\n",
            line=3,
        ),
        fits_not(_LOG, dockerfile="FROM debian\nRUN apt-get -q update && apt-get install -y curl\n", line=2),
        fits_not(_LOG, dockerfile="FROM debian\nRUN apt-get update\nRUN apt-get install -y curl\n", line=3),
        fits_not(_LOG),
    ),
)
