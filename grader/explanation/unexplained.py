"""What is told of a failure that no explanation fits: what happened, and the lines that show it."""

from grader.evidence.cause import Cause, Moment
from grader.explanation.failure import Failure
from grader.text import last_lines, one_line

SHOWN_LINES = 8
_TITLES: dict[Moment, str] = {
    "build": "the image does not build",
    "start": "the container cannot start",
    "run": "the application ends by itself",
    "answer": "the application does not answer",
}


def unexplained(failure: Failure) -> Cause:
    """The cause, without a why: a guess would be worse."""
    lines = last_lines(failure.log, SHOWN_LINES)
    return Cause(
        id=failure.moment.replace(" ", "-"),
        moment=failure.moment,
        title=_TITLES.get(failure.moment, failure.moment),
        found="\n".join([one_line(failure.reason, 400), *(f"  | {line}" for line in lines)]).strip("\n"),
        file=failure.dockerfile.file if failure.dockerfile and failure.line else None,
        line=failure.line,
        port=failure.port,
        explained=False,
    )
