"""Mutants of a shipped solution on a real engine."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.authoring.mutants import mutants
from grader.authoring.mutation import Mutating
from grader.challenge import Catalogue
from grader.engine import Engine

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
FATES = {
    "stage renamed in place of builder": "equal",
    "without EXPOSE 5000": "unnoticed",
    "without COPY app.py .": "noticed",
}


def test_fates(engine: Engine) -> None:
    """A stage renamed makes the same image, a missing EXPOSE another one; a missing app is noticed."""
    assert engine.is_alive()
    challenge = Catalogue().load("02-multi-stage-builds")
    chosen = [mutant for mutant in mutants(challenge, []) if mutant.what in FATES]
    mutating = Mutating(jobs=3, limits=lambda one: one.limits)
    (done,) = mutating.try_all([(challenge, chosen, len(chosen))])
    assert {one.mutant.what: one.fate for one in done.judged} == FATES


def test_interrupted(engine: Engine, tmp_path: Path) -> None:
    """Ctrl-C ends it within seconds, and leaves none of the changed copies."""
    assert engine.is_alive()
    call = [sys.executable, "-m", "grader", "verify", "--mutate", "--limit", "4", "02-multi-stage-builds"]
    running = subprocess.Popen(
        call,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        # A shell in the background has its children ignore SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while not list(tmp_path.iterdir()) and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert (running.returncode, list(tmp_path.iterdir())) == (130, [])
