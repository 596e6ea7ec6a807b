"""Processes that do not load again what the tests have loaded.

Python's own fork server has it loaded and is forked for each of them, without the threads of the tests.
"""

import fcntl
import os
import signal
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from grader.cli import main

GRADER = (sys.executable, "-m", "grader")
"""The program that is loaded already; with another Python, it looks for its tools beside that."""
LOADED = (
    "tests.forked",
    "grader.watch.watching",
    "tests.classroom.writing",
    *(f"grader.commands.{name}" for name in ("grade_submission", "hints_of", "reset_starter", "watch")),
)


def forked(does: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """A process that does this, which is a function of a module."""
    context = get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    process = context.Process(target=does, args=arguments, daemon=True)
    process.start()
    return process


def started(
    command: Sequence[str], *, given: Path, said: Path, folder: Path, environment: Mapping[str, str]
) -> ForkServerProcess:
    """The command in this folder; where `given` and `said` are a terminal, it has that."""
    return forked(_start, tuple(command), (given, said), folder, dict(environment))


def _start(
    command: tuple[str, ...], streams: tuple[Path, Path], folder: Path, environment: dict[str, str]
) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _as_from_a_shell(*streams)
    if command[1:3] != GRADER[1:]:
        os.execvp(command[0], command)
    sys.executable, sys.argv = command[0], ["grader", *command[3:]]
    main()


def _as_from_a_shell(given: Path, said: Path) -> None:
    """It has its terminal, and Ctrl-C ends it, also where the tests were started by `&`."""
    os.dup2(os.open(given, os.O_RDONLY), 0)
    for number in (1, 2):
        os.dup2(os.open(said, os.O_WRONLY), number)
    if os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    signal.signal(signal.SIGINT, signal.default_int_handler)
