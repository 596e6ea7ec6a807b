import pytest

from grader.engine.faults import is_command_fault


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
