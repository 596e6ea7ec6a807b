"""Beginners' attempts: what was handed in, what is kept of its grading, and the text that is read then."""

import gzip
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grader.challenge import Catalogue, Challenge
from grader.evidence import BenchSummary, RebuildFact
from grader.evidence.store import from_plain, to_plain
from grader.memory.past import of_report
from grader.memory.remembering import since
from grader.report import Report, make_report
from grader.report.terminal import render
from grader.submission import Graded, GradingOptions, Known, grading
from grader.values import from_data, replace, to_data
from tests.called import ROOT

FOLDER = Path(__file__).parent
CHALLENGES = sorted(path.name for path in FOLDER.glob("[0-9]*"))
COLUMNS = 80
SECONDS = 9.0
"""That each grading takes in the texts: how long it really took says nothing."""

_ADDRESS = re.compile(r"\b172\.\d+\.\d+\.\d+\b")
_MOMENT = re.compile(r"\[\d\d/\w{3}/\d{4}[: ][\d:]{8}(?: \+0000)?\]|\[\d{4}-\d\d-\d\d [\d:]{8} \+0000\]")
_DRAWN = re.compile(r"\b\d+\.\d+\.\d+-[a-z]{6}\b")


@dataclass(frozen=True, slots=True)
class Attempt:
    """The folder of its files, by the challenge and a name: numbers are one beginner's attempts in turn."""

    challenge: str
    name: str

    @property
    def files(self) -> Path:
        """What the beginner wrote; the rest is the starter's."""
        return FOLDER / self.challenge / self.name

    @property
    def text(self) -> Path:
        """What is read after it."""
        return self.files.with_suffix(".txt")

    @property
    def evidence(self) -> Path:
        """What was found out about it."""
        return self.files.with_suffix(".json.gz")

    @property
    def before(self) -> "Attempt | None":
        """The same beginner's attempt before this one."""
        earlier = int(self.name) - 1 if self.name.isdigit() else 0
        return Attempt(self.challenge, str(earlier)) if earlier else None

    def spec(self) -> Challenge:
        """Its challenge."""
        return _spec(self.challenge)

    def hand_in(self, folder: Path) -> Path:
        """The submission's folder, made below `folder`."""
        made = folder / self.challenge / self.name
        shutil.copytree(self.spec().original, made, symlinks=True)
        shutil.copytree(self.files, made, dirs_exist_ok=True)
        return made


@cache
def _spec(challenge: str) -> Challenge:
    return Catalogue(ROOT).load(challenge)


def attempts(challenge: str) -> list[Attempt]:
    """All attempts at a challenge, in the order of reading."""
    names = sorted(path.name for path in (FOLDER / challenge).iterdir() if path.is_dir())
    return [Attempt(challenge, name) for name in names]


def keep(attempt: Attempt, graded: Graded) -> None:
    """Write down what was found out, without what is another one each time."""
    report = graded.report
    summary = BenchSummary(report.image, report.engine, {"total": SECONDS}, report.notes)
    evidence = [{**each, "answer": _settled(each["answer"])} for each in to_plain(_timeless(graded.evidence))]
    text = json.dumps({"summary": to_data(summary), "evidence": evidence})
    attempt.evidence.write_bytes(gzip.compress(text.encode(), mtime=0))


def _settled(answer: object) -> Any:
    """The answer without addresses, moments and values that are drawn."""
    text = _MOMENT.sub("[time]", _ADDRESS.sub("172.17.0.1", json.dumps(answer)))
    return json.loads(_DRAWN.sub("1.2.3-drawn", text))


def _timeless(evidence: Known) -> Known:
    return {
        question: replace(fact, steps=tuple(replace(step, seconds=SECONDS) for step in fact.steps))
        if isinstance(fact, RebuildFact)
        else fact
        for question, fact in evidence.items()
    }


@cache
def report_of(attempt: Attempt) -> Report:
    """The report by today's spec and kinds, compared with the attempt before.

    What was kept is not found out again; what was not, as far as it takes no engine.
    """
    kept: Mapping[str, Any] = json.loads(gzip.decompress(attempt.evidence.read_bytes()))
    spec = attempt.spec()
    options = GradingOptions(known=from_plain(kept["evidence"]), static_only=True)
    with TemporaryDirectory() as home, grading(spec, attempt.hand_in(Path(home)), options) as opened:
        verdicts = list(opened.verdicts())
    summary = from_data(BenchSummary, kept["summary"])
    report = make_report(spec, f"starter/{spec.id}", verdicts, summary)
    earlier = [of_report(report_of(attempt.before))] if attempt.before else []
    return replace(report, since_last_time=since(earlier, report))


def seen(attempt: Attempt) -> str:
    """What the beginner reads."""
    return render(report_of(attempt), colour=False, width=COLUMNS)
