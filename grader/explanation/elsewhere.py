"""What several explanations look for: the line that says it, and the stages that have what is missing."""

import re
from posixpath import basename
from typing import Any

from grader.dockerfile import Dockerfile, Stage
from grader.explanation.failure import Failure
from grader.explanation.reading import before, written
from grader.text import one_line


def line_with(match: re.Match[str]) -> str:
    """The whole line in which something was found, without the white space around it."""
    log = match.string
    begin, end = log.rfind("\n", 0, match.start()) + 1, log.find("\n", match.end())
    return one_line(log[begin : end if end >= 0 else len(log)], 300)


def runs(stage: Stage, pattern: re.Pattern[str]) -> bool:
    """Whether a RUN of the stage, or a here-document of one, names it."""
    return any(pattern.search(written(item)) for item in stage.instructions if item.keyword == "RUN")


def other_that_runs(failure: Failure, pattern: re.Pattern[str]) -> Stage | None:
    """The last other stage that does so, where the failed one does not."""
    if failure.stage is None or runs(failure.stage, pattern):
        return None
    return next((stage for stage in reversed(failure.other_stages) if runs(stage, pattern)), None)


def user(failure: Failure) -> str:
    """Who the command runs as, where that is not root: the last USER before the step, or of the image."""
    from grader.dockerfile.meaning.places import counting

    if failure.dockerfile is None or failure.stage is None:
        return ""
    if failure.moment == "build":
        said = [item.text for item in before(failure) if item.keyword == "USER"]
    else:
        said = [item.text for item in [counting(failure.dockerfile, failure.stage).get("USER")] if item]
    name = said[-1].partition(":")[0].strip() if said else ""
    return "" if name in {"root", "0"} else one_line(name, 60)


def script_place(failure: Failure, path: str, line: int | None = None) -> dict[str, Any]:
    """The fields of Explained that place it in a script of the folder; in the start command without one."""
    script = failure.around.script(basename(path))
    if script is not None:
        return {"file": script.file, "line": line}
    return {"line": start_line(failure.dockerfile)}


def start_line(dockerfile: Dockerfile | None) -> int | None:
    """The line of the CMD or ENTRYPOINT that counts; None where there is none."""
    from grader.dockerfile.meaning.places import last_commands

    commands = last_commands(dockerfile).values() if dockerfile else ()
    return max((command.line for command in commands), default=None)
