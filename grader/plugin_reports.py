"""What the pytest adapter makes of the verdicts: item reports, report.json, the summary on the terminal.

The verdicts travel on pytest's own item reports, so that it does not matter which process graded.
"""

from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from grader.challenge import load_challenge
from grader.errors import GraderError
from grader.evidence import BenchSummary
from grader.grading import Verdict
from grader.plugin import CriterionItem, is_grading
from grader.report import Report, check_folder, make_report, write_report
from grader.report.terminal import render
from grader.report.writing import report_folder

COLLECTED = pytest.StashKey["CollectedReports"]()


class CollectedReports:
    """The verdicts that item reports brought, by challenge file."""

    def __init__(self) -> None:
        self._verdicts: dict[str, list[Verdict]] = {}
        self._submissions: dict[str, str] = {}
        self._summaries: dict[str, BenchSummary] = {}

    def add(self, carried: dict[str, Any]) -> None:
        """Note one item's verdict."""
        file = carried["challenge"]
        self._verdicts.setdefault(file, []).append(Verdict(**carried["verdict"]))
        self._submissions[file] = carried["submission"]
        summary = TypeAdapter(BenchSummary).validate_python(carried["summary"])
        known = self._summaries.get(file, BenchSummary())
        self._summaries[file] = BenchSummary(
            summary.image or known.image, summary.engine or known.engine, {**known.timings, **summary.timings}
        )

    def reports(self) -> list[Report]:
        """One report for each challenge that was graded."""
        return [
            make_report(load_challenge(Path(file)), self._submissions[file], verdicts, self._summaries[file])
            for file, verdicts in self._verdicts.items()
        ]


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no verdicts; failures are told in the grader's own report instead of tracebacks."""
    config.stash[COLLECTED] = CollectedReports()
    if is_grading(config) and config.option.tbstyle == "auto":
        config.option.tbstyle = "no"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse a report folder that cannot be written before anything is graded."""
    folder = session.config.getoption("--report")
    if folder and not hasattr(session.config, "workerinput"):
        try:
            check_folder(session.config.invocation_params.dir / folder)
        except GraderError as error:
            raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the verdict on the phase that decides: setup where it is broken or skipped, else the call."""
    report = yield
    verdict = item.verdict if isinstance(item, CriterionItem) else None
    if isinstance(item, CriterionItem) and verdict is not None and call.when == _deciding_phase(verdict):
        report.user_properties += [("check", verdict.check), ("outcome", verdict.outcome)]
        report.user_properties += [("points", verdict.points), ("max_points", verdict.max_points)]
        vars(report)["grader"] = {
            "challenge": str(item.parent.path),
            "submission": item.parent.shown_submission,
            "verdict": asdict(verdict),
            "summary": asdict(item.parent.summary()),
        }
    return report


def _deciding_phase(verdict: Verdict) -> str:
    return "setup" if verdict.outcome in {"broken", "skipped"} else "call"


class ReportCollector:
    """Gathers the verdicts in the process that reports to the user."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._collected = config.stash[COLLECTED]
        self._written: list[Path] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the verdict off an item report."""
        carried = vars(report).get("grader")
        if carried is not None:
            self._collected.add(carried)

    def pytest_sessionfinish(self) -> None:
        """Write the report files."""
        named = self._config.getoption("--report")
        reports = self._collected.reports()
        for report in reports if named else []:
            folder = report_folder(self._config.invocation_params.dir / str(named), report, len(reports))
            self._written.append(write_report(report, folder))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the reports."""
        writer = self._config.get_terminal_writer()
        for report in self._collected.reports():
            encoding = getattr(writer, "_file", None)
            terminalreporter.write_line("")
            terminalreporter.write(
                render(
                    report,
                    colour=writer.hasmarkup,
                    width=writer.fullwidth,
                    encoding=getattr(encoding, "encoding", None) or "utf-8",
                )
            )
        for path in self._written:
            terminalreporter.write_line(f"report: {path}")
