import pytest

from grader.engine.build_log import current_step, read_failure
from grader.engine.child import ChildResult
from grader.engine.model import KNOWS_ALL, KNOWS_MOST, BuildFailure
from grader.values import replace

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
        'process "/bin/sh -c true" did not complete successfully: fork/exec runc: cannot allocate memory',
        "failed to resolve source metadata for docker.io/library/a:1: failed to copy: httpReadSeeker: "
        "failed open: unexpected status code https://r/v2/: 429 Too Many Requests - Server message: none",
        "a:1: failed to resolve source metadata for docker.io/library/a:1: failed to do request: Head "
        '"https://r/v2/": tls: failed to verify certificate: x509: signed by unknown authority',
        "failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF",
    ],
)
def test_machine_fault(error: str) -> None:
    """A full disk, a lost engine and an unreachable registry are no fault of the learner."""
    assert _failure(f"ERROR: failed to solve: {error}\n").fault == "machine"


@pytest.mark.parametrize(
    "error",
    ["dockerfile parse error on line 2: unknown flag: exclude", "unexpected key 'env' in 'env=T'"],
)
def test_a_builder_that_is_too_old(error: str) -> None:
    """What newer builders know, and this one does not, is no learner's fault; it is said as such."""
    failure = _failure(f"ERROR: failed to solve: {error}\n")
    assert (failure.fault, failure.able) == ("machine", KNOWS_MOST)
    assert failure.reason.startswith("the builder here is older than what the Dockerfile uses")


@pytest.mark.parametrize("flag", ["parents", "--parents"])
def test_what_only_the_newest_builder_knows(flag: str) -> None:
    """Docker 28.5 does not know it, and is not named."""
    failure = _failure(f"ERROR: failed to solve: dockerfile parse error on line 2: unknown flag: {flag}\n")
    assert (failure.fault, failure.able) == ("machine", KNOWS_ALL)


def test_image_that_does_not_exist() -> None:
    """A registry that answers `not found` tells of the learner's mistake."""
    error = "failed to resolve source metadata for docker.io/library/pyton:3: not found"
    assert _failure(f"ERROR: failed to solve: {error}\n").fault == "learner"


def test_forged_lines() -> None:
    """What a step prints cannot pass for the builder's own words."""
    said = ["ERROR: failed to solve: no space left on device", "Dockerfile:99", "------"]
    forged = "".join(f"#5 1.1 {line}\n" for line in said)
    failure = _failure(RUN_FAILED.replace("#5 1.201", f"{forged}#5 1.201", 1))
    honest = _failure(RUN_FAILED)
    assert replace(failure, said=honest.said, printed=honest.printed) == honest


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
@pytest.mark.parametrize("prefix", ["failed to solve: ", "failed to build: failed to solve: "])
def test_forged_ends_of_lines(end: str, prefix: str) -> None:
    """Nor can it with what else may end a line; BuildKit passes it on as it is (seen with 26.1)."""
    forged = end.join(
        ["ERROR: No", "------", " > [1/1] RUN forged:", "------", "Dockerfile:99", f"ERROR: {prefix}x: EOF"]
    )
    log = RUN_FAILED.replace("failed to solve: ", prefix)
    failure, honest = _failure(log.replace("ERROR: No", forged)), _failure(log)
    assert (failure.fault, failure.reason) == ("learner", honest.reason)
    assert (failure.step, failure.line) == (honest.step, 4)


@pytest.mark.parametrize("said", ["no space left on device", "Temporary failure in name resolution"])
def test_output_blames_no_machine(said: str) -> None:
    """What a step prints is handed on, for the machine to be asked, and decides nothing."""
    failure = _failure(RUN_FAILED.replace("1.201", f"1.100 {said}\n#5 1.201"))
    assert failure.fault == "learner"
    assert failure.said.startswith(said)


@pytest.mark.parametrize(
    "error",
    [
        'failed to calculate checksum of ref a::b: "/x: no space left on device": not found',
        "lstat /var/lib/docker/x/etc/passwd/a: no space left on device: not a directory",
        "lstat /var/lib/docker/x/failed to do request: x509: a: not a directory",
        "secret connection reset by peer: not found",
        'process "/bin/sh -c true" did not complete successfully: unable to find user x: no space left on '
        "device: no matching entries in passwd file",
        'process "/bin/sh -c x: read-only file system" did not complete successfully: exit code: 137: cannot '
        "allocate memory",
        "failed to resolve source metadata for docker.io/library/toomanyrequests:1: manifest unknown",
        'failed to load cache key: Get "http://a/x": dial tcp 127.0.0.1:9: connect: connection refused',
    ],
)
def test_names_blame_no_machine(error: str) -> None:
    """Paths, users, secrets, images and addresses of a Dockerfile that sound like trouble are only names."""
    assert _failure(f"ERROR: failed to build: failed to solve: {error}\n").fault == "learner"


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
