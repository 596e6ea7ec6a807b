"""The image has no command of its own."""

from grader.dockerfile.meaning.places import last_commands
from grader.explanation import Explained, Explanation, Failure, fits, fits_not


def _explain(failure: Failure) -> Explained | None:
    if failure.dockerfile is None or last_commands(failure.dockerfile):
        return None
    return Explained(
        title="the Dockerfile says nothing about what to start",
        why="It has neither CMD nor ENTRYPOINT, so only the base image's own command ran. That of python "
        "ends at once where nobody types.",
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
        fits_not("", moment="run", exit_code=0, dockerfile='FROM python:3.11-slim\nCMD ["true"]\n'),
        fits_not("", moment="run", exit_code=0),
    ),
)
