"""What becomes of the verdicts: the files of `--report`, and the reports on the terminal.

A verdict travels on pytest's own item report, what was learnt besides in xdist's output of a worker, so that
it makes no difference which process graded.
"""

import sys
from collections import defaultdict
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from grader.evidence import Attachments, BenchSummary
from grader.grading import Verdict
from grader.memory import remember
from grader.pytest_plugin.selection import selection
from grader.report import Report, make_report
from grader.report.folder import write_reports
from grader.report.progress import ProgressLine
from grader.report.writing import report_folder
from grader.submission import seen_from_here
from grader.values import Value, field, from_data, to_data


class Learnt(Value):
    """What the grading of a challenge, named by its file, learnt besides verdicts."""

    challenge: str
    summary: BenchSummary = field(default_factory=BenchSummary)
    attachments: Attachments = field(default_factory=Attachments)


class Reports:
    """Gathers what the processes of a session found out; the one that reports to the user writes it."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._verdicts: dict[str, list[Verdict]] = defaultdict(list)
        self._learnt: dict[str, Learnt] = {}
        self._reports: list[Report] = []
        self._written: list[Path] = []
        self._line = ProgressLine(sys.__stderr__, quiet=hasattr(config, "workerinput"))

    def progress(self, text: str) -> None:
        """Show what is being done, past pytest's capturing."""
        capture = self._config.pluginmanager.get_plugin("capturemanager")
        with capture.global_and_fixture_disabled() if capture else nullcontext():
            self._line(text)

    def add(self, learnt: Learnt) -> None:
        """Note what a grading learnt; where several graded one challenge, that of one with an image."""
        known = self._learnt.get(learnt.challenge)
        if known is None or known.summary.image is None:
            self._learnt[learnt.challenge] = learnt

    def get_ready(self) -> None:
        """Load what shows the reports: there is time for it while a container is removed."""
        if not hasattr(self._config, "workerinput"):
            import_module("grader.report.terminal")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the verdict off an item report."""
        self._line.clear()
        carried = vars(report).get("grader")
        if carried is not None:
            self._verdicts[carried["challenge"]].append(from_data(Verdict, carried["verdict"]))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker learnt; one that crashed has left nothing."""
        for learnt in getattr(node, "workeroutput", {}).get("grader", ()):
            self.add(from_data(Learnt, learnt))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Make the reports, after the last tear-down, and write them; a worker hands on what it learnt."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["grader"] = [to_data(learnt) for learnt in self._learnt.values()]
            return
        self._reports = [self._report(file) for file in self._verdicts]
        for report in self._reports:
            if (folder := selection(self._config).report) is not None:
                self._written += write_reports(report_folder(folder, report, len(self._reports)), report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the reports."""
        from grader.report.terminal import render  # loaded by `get_ready`, where there was something to grade

        writer = self._config.get_terminal_writer()
        colour, width = writer.hasmarkup, writer.fullwidth
        for report in self._reports:
            text = render(report, colour=colour, width=width, encoding=sys.stdout.encoding)
            terminalreporter.write_line("")
            terminalreporter.write(text)
        for path in self._written:
            terminalreporter.write_line(f"report: {path}")

    def _report(self, file: str) -> Report:
        selected = selection(self._config)
        challenge, learnt = selected.challenges[Path(file)], self._learnt.get(file) or Learnt(file)
        folder = selected.folder(challenge)
        verdicts, shown = self._verdicts[file], seen_from_here(folder)
        report = make_report(challenge, shown, verdicts, learnt.summary, learnt.attachments)
        return remember(report, folder)


REPORTS = pytest.StashKey[Reports]()


def pytest_configure(config: pytest.Config) -> None:
    """Failures are told in the grader's own report instead of tracebacks."""
    config.stash[REPORTS] = Reports(config)
    config.pluginmanager.register(config.stash[REPORTS])
    if config.option.tbstyle == "auto":
        config.option.tbstyle = "no"
