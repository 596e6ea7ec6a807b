"""What is told of a failure that no explanation fits: what happened, and the lines that show it."""

import re

from grader.evidence.cause import Cause, Moment
from grader.explanation.failure import Failure
from grader.text import last_lines, one_line

SHOWN_LINES = 8
_BOILERPLATE = re.compile(
    r"\s*(?:\[end of output\]|hint: See above.*|note: This (?:error|is an issue).*|"
    r"\[notice\].*|(?:WARNING: )?You are using pip version.*|You should consider upgrading.*|"
    r"\S+ exit code: \d+|\S+ See above for output\.|npm (?:ERR!|error)\s*|"
    r"npm (?:ERR!|error) (?:A complete log of this run.*|If you need help.*|Please include.*|\s*/\S+\.log|"
    r"\s*<\S+>)|-{10,})\s*"
)
"""What pip and npm print behind every error, which tells nothing of this one."""
_ERROR = re.compile(r"\berror: |^E: |\bfatal: |^[\w.]+(?:Error|Exception): ")
_TITLES: dict[Moment, str] = {
    "build": "the image does not build",
    "start": "the container cannot start",
    "run": "the application ends by itself",
    "answer": "the application does not answer",
}


def unexplained(failure: Failure) -> Cause:
    """The cause, without a why: a guess would be worse."""
    lines = telling_lines(failure.log)
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


def telling_lines(log: str) -> tuple[str, ...]:
    """The last lines without what is printed behind every error; an error above them stands first."""
    said = [line for line in last_lines(log, 400) if not _BOILERPLATE.fullmatch(line)]
    end = said[-SHOWN_LINES:]
    if any(_ERROR.search(line) for line in end):
        return tuple(end)
    above = [line for line in said[:-SHOWN_LINES] if _ERROR.search(line)]
    return (*above[-1:], *end)
