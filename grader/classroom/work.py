"""Grading one submission of a class: what a worker does, in a thread here or in a process elsewhere."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.bench import Bench
from grader.challenge import Challenge, Limits
from grader.engine import Engine
from grader.evidence import Answer, Question
from grader.evidence.store import Plain, to_plain
from grader.grading import Grading
from grader.report import Report, make_report

Known = Mapping[Question[Any], Answer[Any]]


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission, graded: the report, the texts that go with it, and the evidence; all plain data."""

    report: dict[str, Any]
    attachments: dict[str, Any]
    evidence: Plain

    @property
    def outcome(self) -> str:
        """`passed`, `failed` or `error`."""
        return str(self.report["outcome"])

    @property
    def reason(self) -> str | None:
        """Why the machine could not grade it; None where it could."""
        broken = [one["because"] for one in self.report["criteria"] if one["outcome"] == "broken"]
        return str(broken[0]) if broken else None


def grade_folder(
    challenge: Challenge,
    folder: Path,
    shown: str,
    limits: Limits,
    *,
    engine: Engine | None = None,
    known: Known | None = None,
    on_bench: Callable[[Bench], None] = lambda _bench: None,
) -> Graded:
    """Grade one folder against the challenge. `known` are answers that need not be found again."""
    bench = Bench(folder, limits, starter=challenge.original, engine=engine, known=known or {})
    on_bench(bench)
    try:
        bench.expect(question for one in challenge.criteria for question in one.questions())
        verdicts = list(Grading(challenge.criteria, bench).verdicts())
        report = make_report(challenge, shown, verdicts, bench.summary(), bench.attachments())
    finally:
        bench.close()
    return Graded(as_plain(report), asdict(report.attachments), to_plain(bench.answers))


def as_plain(report: Report) -> dict[str, Any]:
    """The report as JSON data, as if it had been written and read again."""
    plain: dict[str, Any] = json.loads(json.dumps(report.as_json()))
    return plain
