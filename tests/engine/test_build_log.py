import pytest

from grader.engine.build_log import current_step, read_failure
from grader.engine.child import ChildResult
from grader.engine.model import BuildFailure

RUN_FAILED = """\
#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 120B done
#1 DONE 0.0s

#5 [builder 2/3] RUN pip install nonsense
#5 1.201 ERROR: No matching distribution found for nonsense
#5 ERROR: process "/bin/sh -c pip install nonsense" did not complete successfully: exit code: 1
------
 > [builder 2/3] RUN pip install nonsense:
1.201 ERROR: No matching distribution found for nonsense
------
Dockerfile:4
--------------------
   3 |     WORKDIR /app
   4 | >>> RUN pip install nonsense
--------------------
ERROR: failed to solve: process "/bin/sh -c pip install nonsense" did not complete successfully: exit code: 1
"""
COPY_FAILED = """\
#6 [2/2] COPY missing.txt /
#6 ERROR: failed to calculate checksum of ref abc: "/missing.txt": not found
------
 > [2/2] COPY missing.txt /:
------
Dockerfile:2
--------------------
   2 | >>> COPY missing.txt /
--------------------
ERROR: failed to solve: failed to compute cache key: "/missing.txt": not found
"""


def _failure(log: str, exit_code: int | None = 1) -> BuildFailure:
    return read_failure(ChildResult(exit_code, log), 30.0)


def test_failing_run() -> None:
    """A failing command is told with its step, its line and its output."""
    failure = _failure(RUN_FAILED)
    assert (failure.fault, failure.line) == ("learner", 4)
    assert failure.step == "[builder 2/3] RUN pip install nonsense"
    assert failure.reason == "a command ended with exit code: 1"
    assert failure.output == ("ERROR: No matching distribution found for nonsense",)


def test_copy_of_a_missing_file() -> None:
    """A file that is not there is the learner's fault and named."""
    failure = _failure(COPY_FAILED)
    assert (failure.fault, failure.line) == ("learner", 2)
    assert "missing.txt" in failure.reason


@pytest.mark.parametrize(
    "error",
    [
        "write /var/lib/docker/x: no space left on device",
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock",
        "failed to resolve source metadata for docker.io/library/python:3.11: dial tcp: i/o timeout",
        "failed to do request: Head https://registry-1.docker.io/v2/: lookup: no such host",
        "failed to get edge: inconsistent graph state",
    ],
)
def test_machine_fault(error: str) -> None:
    """A full disk, a lost engine and an unreachable registry are no fault of the learner."""
    assert _failure(f"ERROR: failed to solve: {error}\n").fault == "machine"


def test_image_that_does_not_exist() -> None:
    """A registry that answers `not found` tells of the learner's mistake."""
    error = "failed to resolve source metadata for docker.io/library/pyton:3: not found"
    assert _failure(f"ERROR: failed to solve: {error}\n").fault == "learner"


def test_forged_lines() -> None:
    """What a step prints cannot pass for the builder's own words."""
    forged = "#5 1.1 ERROR: failed to solve: no space left on the moon\n#5 1.2 Dockerfile:99\n#5 1.3 ------\n"
    assert _failure(RUN_FAILED.replace("#5 1.201", f"{forged}#5 1.201", 1)) == _failure(RUN_FAILED)


def test_time_limit() -> None:
    """A build that was ended is told with the step it was at."""
    failure = _failure("#5 [2/2] RUN sleep 999\n#5 0.1 working\n", exit_code=None)
    assert (failure.fault, failure.step, failure.output) == ("learner", "[2/2] RUN sleep 999", ("working",))
    assert "30 s" in failure.reason


@pytest.mark.parametrize("log", ["", "\n", "------\n", "ERROR: "])
def test_log_that_says_nothing(log: str) -> None:
    """Even an empty log gives a failure."""
    assert _failure(log).fault == "learner"


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("#5 [builder 2/4] RUN make\n", "[builder 2/4] RUN make"),
        ("Step 2/4 : RUN make", "RUN make"),
        ("STEP 2/4: RUN make", "RUN make"),
        ("#5 1.2 [1/1] no step", None),
        ("#5 DONE 0.1s", None),
    ],
)
def test_current_step(line: str, step: str | None) -> None:
    """The steps of all builders are recognised, output is not taken for one."""
    assert current_step(line) == step


@pytest.mark.parametrize("prefix", ["failed to solve: ", "failed to build: failed to solve: "])
def test_a_command_cannot_name_the_fault(prefix: str) -> None:
    """Words of the learner's own command, which stand in the reason, blame no machine; by either prefix."""
    command = "false || { : connection reset by peer; false; }"
    error = f'process "/bin/sh -c {command}" did not complete successfully: exit code: 1'
    failure = _failure(f"ERROR: {prefix}{error}\n")
    assert (failure.fault, failure.reason) == ("learner", "a command ended with exit code: 1")
