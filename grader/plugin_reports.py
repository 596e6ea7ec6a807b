"""What the pytest adapter makes of the verdicts: item reports, report.json, the summary on the terminal.

The verdicts travel on pytest's own item reports, so that it does not matter which process graded.
"""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from grader.challenge import load_challenge
from grader.evidence import BenchSummary
from grader.grading import Verdict
from grader.report import Report, make_report, write_report
from grader.report.progress import ProgressLine
from grader.report.terminal import render
from grader.report.writing import report_folder


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
            summary.image or known.image,
            summary.engine or known.engine,
            {**known.timings, **summary.timings},
            summary.notes or known.notes,
        )

    def reports(self) -> list[Report]:
        """One report for each challenge that was graded."""
        return [
            make_report(load_challenge(Path(file)), self._submissions[file], verdicts, self._summaries[file])
            for file, verdicts in self._verdicts.items()
        ]


class ReportCollector:
    """Gathers the verdicts in the process that reports to the user."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._collected = CollectedReports()
        self._written: list[Path] = []
        self._line = ProgressLine(sys.__stderr__, quiet=hasattr(config, "workerinput"))

    def progress(self, text: str) -> None:
        """Show what is being done, past pytest's capturing."""
        capture = self._config.pluginmanager.get_plugin("capturemanager")
        with capture.global_and_fixture_disabled() if capture else nullcontext():
            self._line(text)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the verdict off an item report."""
        self._line.clear()
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
            text = render(
                report, colour=writer.hasmarkup, width=writer.fullwidth, encoding=sys.stdout.encoding
            )
            terminalreporter.write_line("")
            terminalreporter.write(text)
        for path in self._written:
            terminalreporter.write_line(f"report: {path}")
