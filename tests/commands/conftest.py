"""Calling the `grader` command in this process, as its entry point does."""

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.cli import main

ROOT = Path(__file__).resolve().parents[2]
CHALLENGE = "02-multi-stage-builds"
SOLUTION = f"solutions/{CHALLENGE}"


@dataclass(frozen=True)
class Called:
    """What a call left behind."""

    code: int
    out: str
    err: str


Call = Callable[..., Called]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Calls `grader` with some words in the project's folder, where no engine answers."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    on_termination = signal.getsignal(signal.SIGTERM)

    def run(*words: str) -> Called:
        monkeypatch.setattr(sys, "argv", ["grader", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Called(int(ended.value.code or 0), said.out, said.err)

    yield run
    signal.signal(signal.SIGTERM, on_termination)
