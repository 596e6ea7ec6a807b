"""Calling the `grader` command in this process, as its entry point does."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.cli import main

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Called:
    """What a call left behind."""

    code: int
    out: str
    err: str


Call = Callable[..., Called]


@contextmanager
def calling(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Calls `grader` with some words in the project's folder."""
    on_termination = signal.getsignal(signal.SIGTERM)

    def call(*words: object) -> Called:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(ROOT)
            patch.setenv("GRADER_COURSE", os.environ.get("GRADER_COURSE", ""))
            patch.setattr(sys, "argv", ["grader", *map(str, words)])
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        return Called(int(ended.value.code or 0), said.out, said.err)

    yield call
    signal.signal(signal.SIGTERM, on_termination)
