"""`annotations`: GitHub workflow commands, printed in a step, shown beside the learner's lines."""

from pathlib import PurePosixPath

from grader.grading import Outcome, Verdict
from grader.report.model import Report
from grader.report.words import message, name
from grader.text import one_line, plain

FILE_NAME = "annotations.txt"
_COMMANDS: dict[Outcome, str] = {"unmet": "error", "blocked": "error", "broken": "warning"}


def render(report: Report) -> str:
    """One command a line: an error or warning for what is not met, a notice for each note."""
    lines = [
        _command(_COMMANDS[verdict.outcome], _properties(report, verdict), message(verdict))
        for verdict in report.criteria
        if verdict.outcome in _COMMANDS
    ]
    lines += [_command("notice", {"title": "By the way"}, plain(note)) for note in report.notes]
    return "".join(f"{line}\n" for line in lines)


def _properties(report: Report, verdict: Verdict) -> dict[str, str]:
    file = one_line(verdict.file or "", 400)
    where = {"file": str(PurePosixPath(plain(report.submission)) / file)} if file else {}
    if file and verdict.line:
        where["line"] = str(verdict.line)
    return {**where, "title": name(verdict)}


def _command(command: str, properties: dict[str, str], text: str) -> str:
    shown = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    return f"::{command} {shown}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    """As the toolkit of GitHub Actions does; the percent sign first, as it is in every escape."""
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
