import os
import select
import time
from pathlib import Path

import pytest

from grader.engine.child import CappedLog, Child, ChildResult, run_child


def _sh(script: str) -> ChildResult:
    return run_child(["sh", "-c", script], environment=os.environ, limit=20)


def test_exit_code_and_output() -> None:
    """Exit code, output and errors come back."""
    result = _sh("echo out; echo err >&2; exit 3")
    assert (result.exit_code, result.output) == (3, "out\nerr\n")


def test_time_limit_ends_the_group(tmp_path: Path) -> None:
    """At the limit the child ends with all that it started: nobody holds the pipe's other end any more."""
    os.mkfifo(tmp_path / "pipe")
    end = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    command = ["sh", "-c", f"(echo begun; sleep 60) > {tmp_path}/pipe & sleep 60"]
    with Child(command, os.environ) as child:
        assert select.select([end], [], [], 20)[0]
        assert child.result(time.monotonic() - child.started + 0.05).exit_code is None
    os.set_blocking(end, True)
    with os.fdopen(end) as pipe:
        assert pipe.readline() == "begun\n"
        assert select.select([pipe], [], [], 20)[0]


def test_lines_come_one_by_one() -> None:
    """Each whole line is told."""
    lines: list[str] = []
    run_child(["sh", "-c", "echo a; echo b"], environment=os.environ, limit=20, on_line=lines.append)
    assert lines == ["a", "b"]


def test_output_is_capped() -> None:
    """Of a huge output, head and tail are kept."""
    text = _sh("echo first; head -c 5000000 /dev/zero | tr '\\0' x; echo; echo last").output
    assert text.startswith("first\n")
    assert text.endswith("last\n")
    assert len(text) < 700_000


def test_capped_log_counts() -> None:
    """What is left out is counted."""
    log = CappedLog()
    log.add(b"x" * 10_000_000)
    assert "bytes left out" in log.text


def test_unknown_program() -> None:
    """A program that is not there is an OSError."""
    with pytest.raises(OSError, match="no-such-program"):
        run_child(["no-such-program"], environment={}, limit=1)
