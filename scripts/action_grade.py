"""Grades one submission of a learner's repository and hands the results to the CI system.

Called by scripts/action with `python -I` in an empty folder. Inputs come as INPUT_* variables, the spec from
GRADER_ROOT. GitHub's workflow commands are only written where GITHUB_ACTIONS says so.

The outputs are written before the exit code tells how it went: 0; 1 where something is unmet or blocked and
`fail-on-unmet` is on; 2 a wrong input or spec; 3 where the grading did not work.
"""

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from grader.challenge import Catalogue, Challenge
from grader.errors import GraderError, UsageError
from grader.text import one_line

FORMATS = ("json", "html", "markdown", "annotations", "autograding")
MAX_SUMMARY = 1_000_000
"""Bytes; GitHub takes 1 MiB for the summaries of one step."""
COMMANDS = ("::error ", "::warning ", "::notice ")
FAULT = 3

_WORDS = {"on": True, "true": True, "off": False, "false": False}


class WrongReportError(GraderError):
    """A report that is not about this challenge, or not complete."""

    exit_code = FAULT


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the workflow asks for; paths are absolute."""

    challenge: Challenge
    submission: Path
    report: Path
    formats: tuple[str, ...]
    points: bool
    fail_on_unmet: bool

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """The checked inputs. Raises GraderError."""
        challenge = Catalogue().load(variables.get("INPUT_CHALLENGE", ""))
        workspace = Path(variables["GITHUB_WORKSPACE"]).resolve()
        temporary = Path(variables["RUNNER_TEMP"]).resolve()
        submission = variables.get("INPUT_SUBMISSION") or f"starter/{challenge.id}"
        report = variables.get("INPUT_REPORT") or f"grader-report/{challenge.id}"
        return cls(
            challenge,
            _submission(workspace, submission),
            _report(workspace, temporary / report),
            (*FORMATS, *variables.get("INPUT_FORMATS", "").split()),
            _switch(variables, "points", default="on"),
            _switch(variables, "fail-on-unmet", default="true"),
        )


def _submission(workspace: Path, name: str) -> Path:
    folder = (workspace / name).resolve()
    if not folder.is_relative_to(workspace):
        raise UsageError(f"the submission {name} leads out of the repository")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {name} in the repository")
    return folder


def _report(workspace: Path, folder: Path) -> Path:
    """A new or empty folder: nothing in it can come from the learner's repository."""
    folder = folder.resolve()
    if not str(folder).isprintable():
        raise UsageError("the report folder's name has control characters")
    if folder.is_relative_to(workspace):
        raise UsageError("the report folder must lie outside the learner's repository")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"the report folder {folder} is not empty: name another one with the input report")
    return folder


def _switch(variables: Mapping[str, str], name: str, *, default: str) -> bool:
    word = variables.get(f"INPUT_{name.upper().replace('-', '_')}") or default
    if word.lower() not in _WORDS:
        raise UsageError(f"the input {name} is {word!r}: write on or off")
    return _WORDS[word.lower()]


def run_grader(inputs: Inputs) -> int:
    """Grade, with the text of it in the step's log and in grader.log; returns the exit code.

    What a learner's build prints is no workflow command: the runner is told to wait for a random word.
    """
    command = [sys.executable, "-I", "-m", "grader", "grade", "--quiet", f"--challenge={inputs.challenge.id}"]
    command += [f"--report={inputs.report}", *(f"--format={name}" for name in inputs.formats)]
    word = secrets.token_hex(16)
    _command(f"::stop-commands::{word}")
    try:
        with subprocess.Popen(  # noqa: S603 - no shell; the submission is an absolute path
            [*command, "--", str(inputs.submission)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            text = process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
        _say(text)
    finally:
        _command(f"\n::{word}::")
    (inputs.report / "grader.log").write_text(text, encoding="utf-8")
    return process.returncode


def read_report(inputs: Inputs, exit_code: int) -> dict[str, Any]:
    """The report. Raises WrongReportError where it lacks a verdict for a criterion of the spec."""
    file = inputs.report / "report.json"
    if exit_code not in {0, 1, FAULT} or not file.is_file():
        raise WrongReportError(f"the grading ended with exit code {exit_code}; the log tells why")
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    wanted = [(one.id, one.points) for one in inputs.challenge.criteria]
    given = [(one["id"], one["max_points"]) for one in report["criteria"]]
    if given != wanted:
        raise WrongReportError(f"the spec has {len(wanted)} criteria, the report {len(given)} verdicts")
    met = sum(one["points"] for one in report["criteria"] if one["outcome"] == "met")
    if (report["challenge_digest"], report["score"]) != (inputs.challenge.digest, met):
        raise WrongReportError("the report does not fit the spec")
    if {"passed": 0, "failed": 1, "error": FAULT}[report["outcome"]] != exit_code:
        raise WrongReportError(f"the report says {report['outcome']}, the exit code is {exit_code}")
    return report


def autograding(inputs: Inputs) -> str:
    """The output `result`; without points all scores are 0, and the reporter announces none."""
    encoded = (inputs.report / "autograding.txt").read_text(encoding="ascii").strip()
    result: dict[str, Any] = json.loads(base64.b64decode(encoded, validate=True))
    if len(result["tests"]) != len(inputs.challenge.criteria):
        raise WrongReportError("the autograding result does not fit the spec")
    if inputs.points:
        return encoded
    tests = [{**test, "score": 0} for test in result["tests"]]
    return _encode({**result, "max_score": 0, "tests": tests})


def no_result(why: str) -> str:
    """The output `result` where nothing was graded: an error, with no points to be had."""
    test = {"name": "grading", "status": "error", "score": 0, "message": why, "test_code": "", "filename": ""}
    test |= {"line_no": 0, "execution_time": 0}
    return _encode({"version": 1, "status": "error", "max_score": 0, "tests": [test]})


def _encode(result: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(result, separators=(",", ":")).encode()).decode()


def show(inputs: Inputs) -> None:
    """Annotations beside the learner's lines, and the summary on the run's page."""
    lines = (inputs.report / "annotations.txt").read_text(encoding="utf-8").split("\n")
    _command("\n".join(line for line in lines if line.startswith(COMMANDS)))
    summary = (inputs.report / "summary.md").read_bytes()
    if len(summary) > MAX_SUMMARY:
        summary = b"The summary is too long for this page: see the report.\n"
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("ab") as stream:
            stream.write(summary + b"\n")


def hand_over(**outputs: object) -> None:
    """Set the step's outputs; the delimiter is random, so that no value can end itself."""
    if not (target := os.environ.get("GITHUB_OUTPUT")):
        return
    with Path(target).open("a", encoding="utf-8") as stream:
        for name, value in outputs.items():
            word = secrets.token_hex(16)
            stream.write(f"{name.replace('_', '-')}<<{word}\n{value}\n{word}\n")


def grade(variables: Mapping[str, str]) -> int:
    """Grade and hand over; returns the exit code. Raises GraderError."""
    inputs = Inputs.read(variables)
    exit_code = run_grader(inputs)
    report = read_report(inputs, exit_code)
    hand_over(
        result=autograding(inputs),
        points=report["score"],
        max_points=report["max_score"],
        outcome=report["outcome"],
        report=inputs.report,
    )
    show(inputs)
    if exit_code == FAULT:
        _complain("not all criteria could be judged: this is no mark")
    return exit_code if inputs.fail_on_unmet or exit_code == FAULT else 0


def _complain(why: str) -> None:
    _say(f"grader: {why}")
    _command(f"::error title=Grader::{why.replace('%', '%25')}")


def _command(text: str) -> None:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        _say(text)


def _say(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def main() -> int:
    """Grade; where that does not work, say so in the outputs, too."""
    try:
        return grade(os.environ)
    except GraderError as error:
        why, code = one_line(str(error), 1000), error.exit_code
    except (OSError, ValueError, KeyError) as error:
        why, code = one_line(f"{type(error).__name__}: {error}", 1000), FAULT
    hand_over(result=no_result(why), points="", max_points="", outcome="error", report="")
    _complain(why)
    return code


if __name__ == "__main__":
    sys.exit(main())
