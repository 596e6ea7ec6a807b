"""A registry gives no more images for some time."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match

_LIMIT = re.compile(r"toomanyrequests|too many requests|pull rate limit", re.IGNORECASE)


def _explain(failure: Failure) -> Explained | None:
    if last_match(_LIMIT, failure) is None:
        return None
    return Explained(
        title="a registry limits how many images this machine may fetch",
        found=failure.reason,
        why="It answered, and serves this machine nothing for now. The submission has no part in it.",
        advice="Nothing in the submission has to change: grade it again later. Whoever looks after the "
        "machine "
        "can log in (docker login), or fetch the base images beforehand.",
    )


EXPLANATION = Explanation(
    id="registry-limit",
    moments=("machine",),
    explain=_explain,
    examples=(
        fits(
            "",
            "docker login",
            moment="machine",
            reason="the image python:3.11 cannot be pulled: toomanyrequests: You have reached your limit",
        ),
        fits_not("", moment="machine", reason="the image python:3.11 cannot be pulled: no such host"),
        fits_not("toomanyrequests", moment="machine", reason="no such host"),
    ),
)
