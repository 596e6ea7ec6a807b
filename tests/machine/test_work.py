import time
from threading import Timer

import pytest

from grader.errors import EngineFailureError
from grader.machine.work import Work

QUIET = Work(quiet=True)


def test_output_and_environment() -> None:
    """What a command prints comes back; it sees this process's environment and what is added."""
    assert QUIET.run("it", "sh", "-c", 'echo "$WORD $HOME"', environment={"WORD": "a"}).startswith("a /")


def test_failure() -> None:
    """A command that fails is told with its last lines."""
    with pytest.raises(EngineFailureError, match=r"(?s)no room left\nthe import failed"):
        QUIET.run("the import", "sh", "-c", "echo no room left; exit 4")


def test_program_that_is_missing() -> None:
    """A program that is not there is a failure of the machine."""
    with pytest.raises(EngineFailureError, match="it failed"):
        QUIET.run("it", "no-such-program-anywhere")


def test_steps(capsys: pytest.CaptureFixture[str]) -> None:
    """A step says how many seconds have passed; quiet work says only results."""
    Work(started=time.monotonic() - 12).step("pulling")
    QUIET.step("pulling")
    QUIET.tell("pulled")
    assert capsys.readouterr().out == "[ 12 s] pulling\npulled\n"


def test_threads_end_with_the_work() -> None:
    """Where one thing fails, what other threads run is ended."""
    work, began = Work(quiet=True), time.monotonic()

    def fail_beside_a_long_command() -> None:
        with work.threads(2) as pool:
            pool.submit(work.run, "sleep", "sleep", "60")
            raise KeyError

    with pytest.raises(KeyError):
        fail_beside_a_long_command()
    assert time.monotonic() - began < 20


def test_stop_from_outside() -> None:
    """A stop ends a command that is at work."""
    work = Work(quiet=True)
    Timer(0.1, work.stopped.set).start()
    with pytest.raises(InterruptedError):
        work.run("sleep", "sleep", "60")
