"""The application ends, and thinks that it has done its work."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.explanation.elsewhere import start_line

_SERVER = 'FROM python:3.11-slim\nCMD ["python", "app.py"]\n'


def _explain(failure: Failure) -> Explained | None:
    line = start_line(failure.dockerfile)
    if failure.exit_code != 0 or line is None:
        return None
    return Explained(
        title="the container ends at once, without an error",
        found=failure.reason,
        why="A container lives as long as its first process. That one ended with exit code 0: it did what "
        "it was told, "
        "and none of it keeps running.",
        advice="Let CMD start the server itself, in the foreground: without & at its end, without "
        "--daemon, and not a "
        "command that only sets something up.",
        line=line,
    )


EXPLANATION = Explanation(
    id="ends-at-once",
    moments=("run",),
    rank=1,
    explain=_explain,
    examples=(
        fits("", "foreground", moment="run", exit_code=0, dockerfile=_SERVER),
        fits_not("", moment="run", exit_code=1, dockerfile=_SERVER),
        fits_not("", moment="run", exit_code=0, dockerfile="FROM python:3.11-slim\n"),
    ),
)
