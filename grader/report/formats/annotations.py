"""`annotations`: GitHub workflow commands, printed in a step, shown beside the learner's lines.

GitHub shows the first ten errors of a step and no more of them: causes come first, and what waits for one is
named in it only.
"""

from pathlib import PurePosixPath

from grader.grading import Outcome, Verdict
from grader.report.causes import ToldCause
from grader.report.model import Report
from grader.report.words import cause_message, cause_name, message, name
from grader.text import one_line, plain

FILE_NAME = "annotations.txt"
_COMMANDS: dict[Outcome, str] = {"unmet": "error", "blocked": "error", "broken": "warning"}


def render(report: Report) -> str:
    """One command a line: for each cause, then for what else is not met; a notice for each note."""
    lines = [_cause(report, told) for told in report.causes]
    lines += [
        _command(_COMMANDS[verdict.outcome], _properties(report, verdict), message(verdict))
        for verdict in report.criteria
        if verdict.outcome in _COMMANDS and verdict.cause is None
    ]
    lines += [_command("notice", {"title": "By the way"}, plain(note)) for note in report.notes]
    return "".join(f"{line}\n" for line in lines)


def _cause(report: Report, told: ToldCause) -> str:
    cause = told.cause
    place = _place(report, cause.file, cause.line)
    command = "warning" if cause.fault == "machine" else "error"
    return _command(command, {**place, "title": cause_name(told)}, cause_message(told))


def _properties(report: Report, verdict: Verdict) -> dict[str, str]:
    return {**_place(report, verdict.file, verdict.line), "title": name(verdict)}


def _place(report: Report, file: str | None, line: int | None) -> dict[str, str]:
    name = one_line(file or "", 400)
    if not name:
        return {}
    path = str(PurePosixPath(plain(report.submission)) / name)
    return {"file": path, "line": str(line)} if line else {"file": path}


def _command(command: str, properties: dict[str, str], text: str) -> str:
    shown = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    return f"::{command} {shown}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    """As the toolkit of GitHub Actions does; the percent sign first, as it is in every escape."""
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
