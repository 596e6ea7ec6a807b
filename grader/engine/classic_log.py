"""Reading the log of the classic builder, Docker's or Podman's: the failing step, and whose fault it was."""

import re
from typing import Literal

from grader.engine.build_log import SHOWN_LINES
from grader.engine.child import ChildResult
from grader.engine.faults import (
    MACHINE_ERRORS,
    MACHINE_TROUBLE_IN_STEP,
    NETWORK_ERRORS,
    is_command_fault,
)
from grader.engine.model import BuildFailure
from grader.text import last_lines, one_line
from grader.units import show_duration

ERROR = "ERROR: "
"""What engine/classic_build.py writes in front of the engine's error, on the last lines of its output."""

_STEP = re.compile(r"(?:\[\d+/\d+\] )?(?:Step|STEP) \d+/\d+ ?: (.+)")
_DOCKERS_OWN = " ---> "
# Podman puts the step between quotes as it is, with its own quotes in it.
_PODMAN_EXIT = re.compile(r'building at STEP "(.*)": while running runtime: exit status (\d+)\s*', re.DOTALL)
_PODMAN_ERROR = re.compile(r'building at STEP "(.*?)": (.*)', re.DOTALL)
_DOCKER_EXIT = re.compile(r"The command '.*' returned a non-zero code: (\d+)\s*", re.DOTALL)
# Podman's builder ends with status 1, too, where the command never ran (seen with 4.3).
_NOT_STARTED = "error running container: "
_RUNTIME = re.compile(r"OCI runtime|runc create failed|error running container", re.IGNORECASE)
# The Dockerfile has passed the grader's own reader by then: what the builder does not know, BuildKit does.
_BUILDER_TOO_OLD = re.compile(r"unknown instruction|unknown flag|only supports the|requires BuildKit", re.I)
_FETCHING = re.compile(r"initializing source|container registry|https://[^/\s]+/v2/")


def read_classic_failure(result: ChildResult, limit: float) -> BuildFailure:
    """What the log of a failed build says; the builder names no line of the Dockerfile."""
    log, _, error = f"\n{result.output}".rpartition(f"\n{ERROR}")
    if result.exit_code is None:
        log, error = result.output, ""
    lines = log.splitlines()
    starts = [index for index, line in enumerate(lines) if _STEP.fullmatch(line)]
    after = lines[starts[-1] + 1 :] if starts else []
    output = [line for line in after if not line.startswith(_DOCKERS_OWN)]
    step = _step(error) or (_STEP.sub(r"\1", lines[starts[-1]]) if starts else "")
    fault, reason = _judge(error, output)
    if result.exit_code is None:
        fault, reason = "learner", f"the build took longer than its limit of {show_duration(limit)}"
    return BuildFailure(
        fault, reason, one_line(step, 160) or None, None, last_lines("\n".join(output), SHOWN_LINES)
    )


def _step(error: str) -> str:
    """The step that Podman's error names: a step's own output cannot forge it."""
    named = _PODMAN_EXIT.fullmatch(error) or _PODMAN_ERROR.match(error)
    return named[1] if named else ""


def _judge(error: str, output: list[str]) -> tuple[Literal["learner", "machine"], str]:
    if (ended := _PODMAN_EXIT.fullmatch(error) or _DOCKER_EXIT.fullmatch(error)) is not None:
        if (said := _never_started(output)) is not None:
            return _start_fault(said), one_line(said, 300)
        trouble = MACHINE_TROUBLE_IN_STEP.search("\n".join(output))
        return "machine" if trouble else "learner", f"a command ended with exit code: {ended.groups()[-1]}"
    named = _PODMAN_ERROR.match(error)
    reason = one_line(named[2] if named else error, 300)
    if _BUILDER_TOO_OLD.search(error):
        return "machine", f"the engine's builder does not know everything this step uses: {reason}"
    if _RUNTIME.search(error):
        return _start_fault(error), reason
    fetching = _FETCHING.search(error) and NETWORK_ERRORS.search(error)
    return "machine" if fetching or MACHINE_ERRORS.search(error) else "learner", reason


def _never_started(output: list[str]) -> str | None:
    """The runtime's words behind the command in brackets, where the step ends with them."""
    starts = [index for index, line in enumerate(output) if line.startswith(_NOT_STARTED)]
    return "\n".join(output[starts[-1] :]).rpartition("]: ")[2] if starts else None


def _start_fault(said: str) -> Literal["learner", "machine"]:
    return "learner" if is_command_fault(said) else "machine"
