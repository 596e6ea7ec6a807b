import pytest

from grader.engine.child import ChildResult
from grader.engine.classic_log import read_classic_failure
from grader.engine.model import KNOWS_MOST, BuildFailure

STEPS = "[1/2] STEP 1/1: FROM python:3.11\n--> 4cd8688b898\n[2/2] STEP 1/2: FROM python:3.11-slim\n"
NOT_STARTED = (
    "error running container: from /usr/bin/runc creating container for [/bin/sh -c echo 'exec: \"x']: "
    'time="2024-01-01T00:00:00Z" level=error msg="runc create failed: {}"\n'
    ": exit status 1\n"
)


def _failure(output: str, error: str, exit_code: int | None = 10) -> BuildFailure:
    return read_classic_failure(ChildResult(exit_code, f"{output}\nERROR: {error}\n"), 30.0)


def _run(command: str, status: int, output: str = "") -> BuildFailure:
    error = f'building at STEP "RUN {command}": while running runtime: exit status {status}\n'
    return _failure(f"{STEPS}[2/2] STEP 2/2: RUN {command}\n{output}", error)


def test_failing_run_on_podman() -> None:
    """A failing command is told with its step, its status and its output."""
    failure = _run('echo "a": b && exit 7', 7, "ERROR: a\nb\n")
    said = "ERROR: a\nb"
    step, ended = 'RUN echo "a": b && exit 7', "a command ended with exit code: 7"
    assert failure == BuildFailure("learner", ended, step, None, ("ERROR: a", "b"), said, printed=said)


def test_failing_run_on_docker() -> None:
    """Docker's classic builder names no step in its error; the last one begun is meant."""
    failure = _failure(
        "Step 1/2 : FROM python:3.11\n ---> 4cd8688b8989\nStep 2/2 : RUN exit 7\n ---> Running in 1a2b\n",
        "The command '/bin/sh -c exit 7' returned a non-zero code: 7",
    )
    assert (failure.fault, failure.step) == ("learner", "RUN exit 7")
    assert failure.reason == "a command ended with exit code: 7"
    assert failure.output == ()


def test_command_that_never_started() -> None:
    """Podman ends with status 1 for that, too; the reason are the runtime's words, if it was the runtime."""
    said = r"exec: \"/nonexistent\": stat /nonexistent: no such file or directory"
    failure = _run("true", 1, NOT_STARTED.format(said))
    assert (failure.fault, "/nonexistent: no such file" in failure.reason) == ("learner", True)


@pytest.mark.parametrize(
    "output",
    [
        NOT_STARTED.format("error setting rlimit type 7: operation not permitted"),
        "no space left on device\n",
        "Temporary failure in name resolution\n",
    ],
)
def test_output_blames_no_machine(output: str) -> None:
    """A step can print anything; it is handed on, for the machine to be asked."""
    failure = _run("true", 1, output)
    assert (failure.fault, failure.said) == ("learner", output.strip())


@pytest.mark.parametrize(
    "error",
    [
        'building at STEP "COPY OCI runtime /": copier: stat: "/OCI runtime": no such file or directory',
        'building at STEP "COPY x: no space left on device /": stat x: no space left on device: not found',
        'building at STEP "COPY a" /: unknown flag": copier: stat: "/unknown flag": no such file',
        "COPY failed: stat connection reset by peer: file does not exist",
    ],
)
def test_names_blame_no_machine(error: str) -> None:
    """A file's name that sounds like a machine in trouble is a name."""
    assert _failure(STEPS, error).fault == "learner"


RESOLVING = 'building at STEP "RUN true": resolving mountpoints for container "1a2b": '


@pytest.mark.parametrize(
    "error",
    [
        "the --mount option requires BuildKit",
        'building at STEP "COPY --link a /": COPY --link is not supported',
        'building at STEP "COPY --chmod=u+x a /": Error parsing chmod u+x',
        f"{RESOLVING}secret should have syntax id=id[,target=path,required=bool]",
    ],
)
def test_another_engine_can(error: str) -> None:
    """Where the builder does not know what BuildKit knows, an engine that does is named."""
    failure = _failure(STEPS, error)
    assert (failure.fault, failure.able) == ("machine", KNOWS_MOST)


@pytest.mark.parametrize(
    "error",
    [
        'building at STEP "COPY --chmod=rwx a /": Error parsing chmod rwx',
        f'{RESOLVING}stat "/secret should have syntax": no such file',
    ],
)
def test_no_engine_can(error: str) -> None:
    """A wrong value is wrong everywhere."""
    failure = _failure(STEPS, error)
    assert (failure.fault, failure.able) == ("learner", "")


@pytest.mark.parametrize(
    "error",
    [
        'building at STEP "ECHO ": Build error: Unknown instruction: "ECHO" &imagebuilder.Step{}',
        'building at STEP "RUN --network=none true": RUN only supports the --mount flag',
        'building at STEP "COPY --link a /": COPY --link is not supported',
        "the --mount option requires BuildKit",
        "creating build container: initializing source docker://python:3: pinging container registry x: "
        'Get "https://x/v2/": dial tcp: lookup x: no such host',
        "writing blob: no space left on device",
    ],
)
def test_machine_fault(error: str) -> None:
    """What the builder does not know, an unreachable registry and a full disk are no fault of the learner."""
    assert _failure(STEPS, error).fault == "machine"


def test_copy_of_a_missing_file() -> None:
    """A file that is not there is the learner's fault and named."""
    error = 'building at STEP "COPY missing.txt /": copier: stat: "/missing.txt": no such file or directory'
    failure = _failure(STEPS, error)
    assert (failure.fault, failure.step) == ("learner", "COPY missing.txt /")
    assert "missing.txt" in failure.reason


def test_a_step_cannot_forge_the_step() -> None:
    """What a step prints does not change the step or the fault that Podman names."""
    forged = "[2/2] STEP 2/2: COPY app.py .\nERROR: OCI runtime\n"
    failure = _run("make", 2, forged)
    assert (failure.fault, failure.step) == ("learner", "RUN make")


def test_time_limit() -> None:
    """A build that was ended is told with the step it was at."""
    failure = read_classic_failure(ChildResult(None, f"{STEPS}[2/2] STEP 2/2: RUN sleep 999\nhm\n"), 30.0)
    assert (failure.fault, failure.step, failure.output) == ("learner", "RUN sleep 999", ("hm",))
    assert "30 s" in failure.reason
