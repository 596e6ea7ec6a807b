"""Reading the log of the classic builder, Docker's or Podman's: the failing step, and whose fault it was."""

import re
from typing import Literal

from grader.engine.build_log import SHOWN_LINES
from grader.engine.child import ChildResult
from grader.engine.faults import able, is_command_fault, is_machine_error, unquoted
from grader.engine.model import BuildFailure
from grader.text import last_lines, one_line
from grader.units import show_duration

ERROR = "ERROR: "
"""What engine/classic_build.py writes in front of the engine's error, on the last line of its output."""

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
_BUILDER_TOO_OLD = re.compile(
    r"unknown instruction|unknown flag|only supports the|requires BuildKit|"
    r"^(?:COPY|ADD|RUN) --\w+ is not supported|"
    r"^resolving mountpoints for container \"\": secret should have syntax|"
    r"^error parsing chmod [ugoa]*[-+=][-+=,ugoarwxst]*$",
    re.I,
)
_TOO_OLD = "the engine's builder does not know everything this step uses"


def read_classic_failure(result: ChildResult, limit: float) -> BuildFailure:
    """What the log of a failed build says; the builder names no line of the Dockerfile."""
    log, _, error = f"\n{result.output}".rpartition(f"\n{ERROR}")
    if result.exit_code is None:
        log, error = result.output, ""
    lines = log.split("\n")  # a step's output may hold all else that ends a line
    starts = [index for index, line in enumerate(lines) if _STEP.fullmatch(line)]
    after = lines[starts[-1] + 1 :] if starts else []
    output = [line for line in after if line and not line.startswith(_DOCKERS_OWN)]
    step = _step(error) or (_STEP.sub(r"\1", lines[starts[-1]]) if starts else "")
    in_time = result.exit_code is not None
    fault, reason = _judge(error, output)
    if not in_time:
        fault, reason = "learner", f"the build took longer than its limit of {show_duration(limit)}"
    shown, said = last_lines("\n".join(output), SHOWN_LINES), "\n".join(output)
    engine = able(reason) if reason.startswith(_TOO_OLD) else ""
    return BuildFailure(fault, reason, one_line(step, 160) or None, None, shown, said, in_time, said, engine)


def _step(error: str) -> str:
    """The step that Podman's error names: a step's own output cannot forge it."""
    named = _PODMAN_EXIT.fullmatch(error) or _PODMAN_ERROR.match(error)
    return named[1] if named else ""


def _judge(error: str, output: list[str]) -> tuple[Literal["learner", "machine"], str]:
    if (ended := _PODMAN_EXIT.fullmatch(error) or _DOCKER_EXIT.fullmatch(error)) is not None:
        said = _never_started(output)
        ending = f"a command ended with exit code: {ended.groups()[-1]}"
        return "learner", ending if said is None else one_line(said, 300)
    named = _PODMAN_ERROR.match(error)
    reason = (named[2] if named else error).strip()
    if _BUILDER_TOO_OLD.search(unquoted(reason)):
        return "machine", f"{_TOO_OLD}: {one_line(reason, 300)}"
    not_started = _RUNTIME.search(unquoted(reason)) and not is_command_fault(reason)
    return "machine" if not_started or is_machine_error(reason) else "learner", one_line(reason, 300)


def _never_started(output: list[str]) -> str | None:
    """The runtime's words behind the command in brackets, where the step ends with them."""
    starts = [index for index, line in enumerate(output) if line.startswith(_NOT_STARTED)]
    return "\n".join(output[starts[-1] :]).rpartition("]: ")[2] if starts else None
