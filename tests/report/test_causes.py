"""What is told beside a cause."""

from pathlib import Path

from grader.evidence import Cause
from grader.report.causes import command
from grader.values import replace

FAILED = Cause(id="x", moment="build", title="it does not build", target="de v")


def test_the_command_builds_the_stage(tmp_path: Path) -> None:
    """A build of the last stage alone would not show what fails in another one."""
    assert command(FAILED, str(tmp_path), "docker") == f"docker build --target 'de v' {tmp_path}"
    assert command(replace(FAILED, target=None), str(tmp_path), "podman") == f"podman build {tmp_path}"


def test_no_command_for_other_files() -> None:
    """Where given files were taken in the place of the learner's, their build shows something else."""
    assert command(FAILED, None, "docker") == ""
