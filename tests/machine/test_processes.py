import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.machine.processes import (
    children_of,
    is_inside,
    kill_inside,
    processes_inside,
    read_pid,
    terminate,
)

HERE = Path("/")
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="private engines run on Linux only")


@pytest.fixture
def stubborn() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that does not end when asked."""
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.kill()


def test_root_of_a_process(tmp_path: Path) -> None:
    """A process is known by its root directory, not by its number alone."""
    assert is_inside(os.getpid(), HERE)
    assert not is_inside(os.getpid(), tmp_path)
    assert not is_inside(2**22 + 1, HERE)
    assert processes_inside(tmp_path) == []
    assert processes_inside(tmp_path / "missing") == []
    assert os.getpid() in processes_inside(HERE)


@pytest.mark.parametrize(("text", "pid"), [("17\n", 17), ("", None), ("x", None), (None, None)])
def test_pid_file(tmp_path: Path, text: str | None, pid: int | None) -> None:
    """A file that is not there, or not written yet, names no process."""
    if text is not None:
        (tmp_path / "pid").write_text(text)
    assert read_pid(tmp_path / "pid") == pid


def test_terminate(stubborn: "subprocess.Popen[bytes]") -> None:
    """Who does not end when asked is killed after a while."""
    assert stubborn.pid in children_of(os.getpid())
    terminate(stubborn.pid, HERE, patience=0.1)
    assert stubborn.wait(5) == -9


def test_strangers_are_left_alone(stubborn: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    """A process with another root directory is not ours, whatever a file says."""
    terminate(stubborn.pid, tmp_path, patience=0)
    terminate(None, tmp_path, patience=0)
    kill_inside(tmp_path)
    assert stubborn.poll() is None
