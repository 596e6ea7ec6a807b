"""`grader reset` in a course of its own."""

import os
import pty
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from grader.challenge import Catalogue
from tests.called import ROOT, Call
from tests.ci.conftest import SPEC

KEPT = "starter/.before-reset"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course whose challenge `demo` was worked at."""
    for folder in ("challenges/demo/starter", "starter/demo"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "Dockerfile").write_text(folder)
    (tmp_path / "challenges/demo/challenge.yaml").write_text(SPEC)
    monkeypatch.setattr("grader.commands.reset.Catalogue", lambda: Catalogue(tmp_path))
    return tmp_path


def _work(course: Path) -> str:
    return (course / "starter/demo/Dockerfile").read_text()


def test_yes(call: Call, course: Path) -> None:
    """With --yes the starter is new, and the place of the copy is told."""
    called = call("reset", "demo", "--yes")
    copy = next((course / KEPT).glob("demo-*"))
    assert (called.code, called.err, _work(course)) == (0, "", "challenges/demo/starter")
    assert f"what you had written is in {copy}\n" in called.out
    assert (copy / "Dockerfile").read_text() == "starter/demo"


def test_untouched(call: Call, course: Path) -> None:
    """An untouched starter is left as it is, and nothing is asked."""
    call("reset", "demo", "--yes")
    called = call("reset", "demo")
    assert (called.code, "untouched starter already" in called.out) == (0, True)
    assert len(list((course / KEPT).glob("demo-*"))) == 1


def test_without_a_terminal(call: Call, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can be asked: nothing is changed, and the option is told."""
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: PTH123, SIM115 - as a cron job has it
    called = call("reset", "demo")
    assert (called.code, "add --yes" in called.err, _work(course)) == (2, True, "starter/demo")
    assert not (course / KEPT).exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [(["dmeo", "--yes"], "did you mean 'demo'?"), (["../demo", "--yes"], "no challenge"), ([], "ID")],
)
def test_a_wrong_call(call: Call, course: Path, words: list[str], told: str) -> None:
    """A wrong id ends with 2 and the nearest one."""
    called = call("reset", *words)
    assert (called.code, told in called.err, _work(course)) == (2, True, "starter/demo")


@pytest.mark.parametrize(
    ("typed", "code", "left"),
    [(b"y\n", 0, "challenges/demo/starter"), (b"\n", 1, "starter/demo"), (b"\x03", 130, "starter/demo")],
)
def test_it_asks(course: Path, typed: bytes, code: int, left: str) -> None:
    """On a terminal it says what will happen and waits; anything but yes, and Ctrl-C, change nothing."""
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "grader", "reset", "demo"]
    environment = {**os.environ, "GRADER_ROOT": str(course), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=course,
        env=environment,
        start_new_session=True,
        preexec_fn=_take_terminal,
    ) as process:
        os.close(slave)
        said = b""
        while b"[y/N]" not in said:
            said += os.read(master, 1000)
        with suppress(OSError):  # at the end of what was said
            for _ in range(60):  # Ctrl-C just before the question waits interrupts nothing: type it again
                os.write(master, typed)
                while select.select([master], [], [], 0.5)[0]:
                    os.read(master, 1000)
        assert process.wait(30) == code
    os.close(master)
    assert (f"moves to {KEPT}/demo-" in said.decode(), _work(course)) == (True, left)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
