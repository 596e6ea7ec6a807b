import pytest

from grader.engine.faults import is_command_fault, is_machine_error, is_missing_image


@pytest.mark.parametrize(
    "said",
    [
        'runc create failed: exec: "no-such-program": executable file not found in $PATH: unknown',
        'runc create failed: exec: "/etc/passwd": permission denied: OCI permission denied',
        "crun: executable file `no-such-program` not found in $PATH: No such file or directory",
        "crun: open executable: Permission denied: OCI permission denied",
        "unable to find user nosuch: no matching entries in passwd file",
        'workdir "/etc/passwd" exists on container 1a2b, but is not a directory',
        "no command specified",
        "crun: the path `/app/run.sh` exists but it is not executable: Operation not permitted",
    ],
)
def test_the_image_is_at_fault(said: str) -> None:
    """A program, user or folder that the image does not have is the learner's to mend."""
    assert is_command_fault(said)


@pytest.mark.parametrize(
    "said",
    [
        "error setting rlimit type 7: operation not permitted: OCI permission denied",
        "crun: open /sys/fs/cgroup/x: No such file or directory: OCI runtime attempted to invoke a command "
        "that was not found",
        "fork/exec /usr/bin/conmon: no such file or directory",
        "crun: cgroups in hybrid mode not supported, drop all controllers from cgroupv2",
    ],
)
def test_the_machine_is_at_fault(said: str) -> None:
    """Podman adds words that sound like a missing program to errors of the machine."""
    assert not is_command_fault(said)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("manifest for a:1 not found: manifest unknown: manifest unknown", True),
        ("pull access denied for a, repository does not exist or may require 'docker login'", True),
        ("initializing source docker://a:1: requested access to the resource is denied", True),
        ('Get "https://registry.example/v2/": dial tcp: i/o timeout', False),
        ("toomanyrequests: You have reached your pull rate limit", False),
        ('Head "https://r/v2/a/manifests/1": no basic auth credentials', False),
        ("unauthorized: authentication required", False),
        ('Get "https://r/v2/not found/": EOF', False),
        ("received unexpected HTTP status: 500 Internal Server Error", False),
    ],
)
def test_an_image_that_does_not_exist(said: str, *, missing: bool) -> None:
    """A registry that has no such image is told from one that serves nobody, or does not answer."""
    assert is_missing_image(said) is missing


@pytest.mark.usefixtures("bounded_work")
@pytest.mark.parametrize("text", ['"\\', "failed to a: ", "pinging : ", "a: "])
def test_a_name_without_end(text: str) -> None:
    """Names of a Dockerfile that stand in an error take no long work to see through."""
    assert not is_machine_error(f"secret {text * 30_000}: not found")
    assert not is_machine_error(f"{text * 300}: not found")
