"""The image has no command of its own."""

from grader.dockerfile.meaning.places import last_commands
from grader.explanation import Explained, Explanation, Failure, fits, fits_not

_NONE = ("no command specified", "no command or entrypoint provided")
"""What Docker and Podman say of an image without any."""
_NOTHING = "Neither CMD nor ENTRYPOINT names a program, nor does the base: nothing is there to start."
_OF_THE_BASE = (
    "It has neither CMD nor ENTRYPOINT, so only the base image's own command ran. That of python ends at "
    "once where nobody types."
)


def _explain(failure: Failure) -> Explained | None:
    if failure.dockerfile is None:
        return None
    words = any(item.words for item in last_commands(failure.dockerfile).values())
    told = failure.moment != "start" or any(said in failure.reason.lower() for said in _NONE)
    if words or not told:
        return None
    return Explained(
        title="the Dockerfile says nothing about what to start",
        why=_NOTHING if failure.moment == "start" else _OF_THE_BASE,
        advice="Say at the end of the last stage what the container runs, as CMD with a JSON array: one item "
        "for the program, one for each of its arguments.",
    )


EXPLANATION = Explanation(
    id="no-command",
    moments=("start", "run"),
    explain=_explain,
    examples=(
        fits("", "CMD", moment="run", exit_code=0, dockerfile="FROM python:3.11-slim\nCOPY app.py .\n"),
        fits("", "CMD", moment="run", exit_code=0, dockerfile="FROM a AS b\nCMD x\nFROM python:3.11-slim\n"),
        fits(
            "",
            "nothing is there to start",
            moment="start",
            reason="the container cannot start: no command specified",
            dockerfile="FROM python:3.11-slim\nCMD []\n",
        ),
        fits_not(
            "", moment="start", reason="error during container init: no space left", dockerfile="FROM a\n"
        ),
        fits_not("", moment="run", exit_code=0, dockerfile='FROM python:3.11-slim\nCMD ["true"]\n'),
        fits_not("", moment="run", exit_code=0),
    ),
)
