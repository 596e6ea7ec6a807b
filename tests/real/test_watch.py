"""`grader watch` on a real engine: a run that a newer save has made stale leaves nothing."""

import time
from pathlib import Path

import pytest

from tests.terminal import PATIENCE_SECONDS, terminal

SLEEP = "31415926"
ENDLESS = f'FROM python:3.11-slim\nCMD ["sleep", "{SLEEP}"]\n'
ANSWERING = 'FROM python:3.11-slim\nCMD ["python", "-m", "http.server", "5000"]\n'
SPEC = """
id: demo
title: Demo
criteria:
  - {id: pinned, title: Pinned, check: pinned_bases, points: 40, hint: Add a tag.}
  - {id: answers, title: It answers, check: http, port: 5000, path: /, points: 60, hint: Serve.}
"""


@pytest.mark.engine
def test_a_stale_run_is_dropped(tmp_path: Path) -> None:
    """A save while a container runs ends it; the newer run is shown, and so is the text before it."""
    for folder in ("challenges/demo/starter", "starter/demo"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "Dockerfile").write_text(ENDLESS)
    (tmp_path / "challenges/demo/challenge.yaml").write_text(SPEC)
    with terminal(["watch", "demo"], course=tmp_path, environment={}) as term:
        term.until(lambda _: _is_running())
        assert "not judged yet" in term.shown
        (tmp_path / "starter/demo/Dockerfile").write_text(ANSWERING)
        term.shows("100 of 100 points")
        _wait_until_gone()
        term.type("q")
        assert (term.ends(), term.is_restored) == (0, True)


def _is_running() -> bool:
    wanted = f"sleep\0{SLEEP}\0".encode()
    return any(_command(file) == wanted for file in Path("/proc").glob("[0-9]*/cmdline"))


def _command(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _wait_until_gone() -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while _is_running():
        assert time.monotonic() < end
        time.sleep(0.1)
