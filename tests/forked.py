"""Processes that do not load again what the tests have loaded.

Python's own fork server has it loaded and is forked for each of them, without the threads of the tests.
"""

import fcntl
import os
import signal
import sys
import termios
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

LOADED = (
    "tests.forked",
    "grader.cli",
    "grader.submission",
    "tests.classroom.writing",
    *(f"grader.commands.{name}" for name in ("grade", "hint", "reset", "watch")),
)


def forked(does: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """A process that does this, which is a function of a module."""
    context = get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    process = context.Process(target=does, args=arguments, daemon=True)
    process.start()
    return process


def grader(
    words: list[str],
    *,
    given: Path,
    said: Path,
    folder: Path,
    environment: Mapping[str, str],
    python: str = sys.executable,
) -> ForkServerProcess:
    """`grader` with these words in this folder; where `given` and `said` are a terminal, it has that.

    It finds its tools beside this `python`.
    """
    return forked(_grader, words, python, (given, said), folder, dict(environment))


def _grader(
    words: list[str], python: str, streams: tuple[Path, Path], folder: Path, environment: dict[str, str]
) -> None:
    from grader.cli import main

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _as_from_a_shell(*streams)
    sys.argv, sys.executable = ["grader", *words], python
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
