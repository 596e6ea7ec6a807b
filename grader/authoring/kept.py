"""What was measured of trials, kept for a day: a changed criterion is proven on it without building."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import grader
from grader.authoring.trials import Trial
from grader.bench.source import Source
from grader.classroom.circumstances import Circumstances
from grader.classroom.fingerprint import fingerprint
from grader.engine import Engine
from grader.engine.cache import keep, read_kept
from grader.evidence import Answer, Broken, Question, Skipped
from grader.evidence.store import UnreadableEvidenceError, from_plain, to_plain

KEPT_SECONDS = 24 * 3600
"""What a build downloads may be another thing later."""
NOT_MEASURING = {
    *("criteria", "grading", "report", "memory", "submission", "side_by_side"),
    *("authoring", "classroom", "watch", "ci", "pytest_plugin", "commands", "cli", "__main__"),
}
"""The parts of the grader that have no influence on a fact: those that ask, judge, show and call."""


@dataclass
class KeptTrials:
    """What was measured of trials, by all that it depends on: submission, exercise, machine and code.

    Without an engine nothing is kept. With `again`, nothing is read, so everything is measured.
    """

    engine: Engine | None
    again: bool = False
    _circumstances: dict[str, Circumstances] = field(default_factory=dict)

    def known(self, trial: Trial) -> Mapping[Question[Any], Answer[Any]]:
        """What is known of a trial without asking; empty where it has changed, or is too old."""
        kept = None if self.again or self.engine is None else read_kept(self._name(trial))
        try:
            if kept is None or not 0 <= time.time() - kept["at"] < KEPT_SECONDS:
                return {}
            return from_plain(kept["answers"])
        except (KeyError, TypeError, UnreadableEvidenceError):
            return {}

    def keep(self, trial: Trial, answers: Mapping[Question[Any], Answer[Any]]) -> None:
        """Keep what an engine was asked for; nothing where the machine failed."""
        asked = {question: answer for question, answer in answers.items() if question.room != "source"}
        if self.engine is None or any(isinstance(answer, Broken | Skipped) for answer in answers.values()):
            return
        keep(self._name(trial), {"at": time.time(), "answers": to_plain(asked)})

    def _name(self, trial: Trial) -> str:
        challenge = trial.challenge
        if challenge.id not in self._circumstances:
            self._circumstances[challenge.id] = Circumstances(challenge, challenge.limits, self.engine)
        told = [
            self._circumstances[challenge.id].digest(Source(trial.folder).images).partition(" ")[2],
            fingerprint(trial.folder),
            *(challenge.learner, challenge.images, challenge.hosts),
            measuring_code(),
        ]
        return f"trials/{hashlib.sha256(json.dumps(told).encode()).hexdigest()}"


@cache
def measuring_code() -> str:
    """The digest of all code that facts come from: another one may find other facts."""
    root = Path(grader.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        path = file.relative_to(root)
        if path.parts[0].removesuffix(".py") not in NOT_MEASURING:
            digest.update(f"{path} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
