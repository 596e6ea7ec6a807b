"""The pytest adapter: `pytest grader/` collects the challenges, one item per criterion."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from grader.bench import Bench
from grader.challenge import Catalogue, Challenge, load_challenge
from grader.criteria import Criterion
from grader.errors import GraderError, SpecError, UsageError
from grader.grading import Verdict, cheapest_first, judge
from grader.plugin_reports import ReportCollector

GRADER_FOLDER = Path(__file__).resolve().parent
"""The folder that stands for all challenges when pytest is asked to collect it."""


class CriterionFailedError(Exception):
    """The criterion is not met; the report of the item says why."""


class CriterionBrokenError(Exception):
    """The grader or the machine failed."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `pytest grader/`."""
    group = parser.getgroup("grader", "grading container exercises")
    group.addoption("--challenge", action="append", default=[], metavar="ID", help="grade this challenge only (repeatable, * matches any text)")
    group.addoption("--submission", metavar="DIR", help="grade this folder instead of starter/ID (with one --challenge)")
    group.addoption("--report", metavar="DIR", help="write report.json into this folder")
    group.addoption("--static-only", action="store_true", help="grade only what needs no container engine")


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """`grader/` stands for the challenges."""
    if path.resolve() == GRADER_FOLDER:
        return ChallengesFolder.from_parent(parent, path=path)
    return None


class ChallengesFolder(pytest.Directory):
    """All selected challenges."""

    def collect(self) -> Iterator[pytest.Collector]:
        """One file per challenge."""
        catalogue = Catalogue(GRADER_FOLDER.parent)
        files = catalogue.select(self.config.getoption("--challenge"))
        if not files:
            raise UsageError(f"there is no challenge below {catalogue.root / 'challenges'}")
        if self.config.getoption("--submission") and len(files) != 1:
            raise UsageError("--submission needs exactly one challenge: name it with --challenge")
        for file in files:
            yield ChallengeFile.from_parent(self.parent, path=file)


class ChallengeFile(pytest.File):
    """One challenge, with the bench that its criteria share."""

    challenge: Challenge
    bench: Bench | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """One item per criterion, those first that need no engine."""
        self.challenge = load_challenge(self.path)
        for criterion in cheapest_first(self.challenge.criteria):
            yield CriterionItem.from_parent(self, name=criterion.id, criterion=criterion)

    @property
    def submission(self) -> Path:
        """The folder to grade."""
        named = self.config.getoption("--submission")
        return self.config.invocation_params.dir / named if named else self.challenge.starter

    def grade(self, criterion: Criterion) -> Verdict:
        """The verdict on one criterion."""
        if self.bench is None:
            collector = self.config.stash[COLLECTOR]
            self.bench = Bench(
                self.submission,
                self.challenge.limits,
                static_only=self.config.getoption("--static-only"),
                progress=collector.progress,
            )
            items = (item for item in self.session.items if item.parent is self)
            wanted = [item.criterion for item in items if isinstance(item, CriterionItem)]
            self.bench.expect(question for one in wanted for question in one.questions())
        return judge(criterion, self.bench)

    def teardown(self) -> None:
        """Remove what the bench created."""
        if self.bench is not None:
            self.bench.close()
            self.bench = None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
        """A bad spec is told in its own words."""
        if isinstance(excinfo.value, GraderError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class CriterionItem(pytest.Item):
    """One criterion of one challenge."""

    parent: ChallengeFile

    def __init__(self, *, criterion: Criterion, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.criterion = criterion
        self.verdict: Verdict | None = None

    def setup(self) -> None:
        """Grade; a failure of the grader or the machine is an error, not a failed test."""
        self.verdict = self.parent.grade(self.criterion)
        if self.verdict.outcome == "broken":
            raise CriterionBrokenError
        if self.verdict.outcome == "skipped":
            pytest.skip(self.verdict.because or "")

    def runtest(self) -> None:
        """Pass where the criterion is met."""
        if self.verdict is None or self.verdict.outcome != "met":
            raise CriterionFailedError
