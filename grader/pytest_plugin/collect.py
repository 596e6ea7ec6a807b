"""Challenges as pytest's files, criteria as its items."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Challenge
from grader.evidence import Cause
from grader.grading import Verdict, cheapest_first
from grader.pytest_plugin.begin import HEAD_START, challenges_folder
from grader.pytest_plugin.entry import GRADER_FOLDER
from grader.pytest_plugin.report import REPORTS, Learnt
from grader.pytest_plugin.selection import selection
from grader.report.words import message
from grader.submission import GradingOptions, SubmissionGrading
from grader.values import to_data


class CriterionFailedError(Exception):
    """The criterion is not met; the report of the item says why."""


class CriterionBrokenError(Exception):
    """The grader or the machine failed."""


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """`grader/` stands for the challenges."""
    return ChallengesFolder.from_parent(parent, path=path) if path.resolve() == GRADER_FOLDER else None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """An exercise's own files may hold tests, which are not to be run."""
    path = collection_path.resolve()
    return True if path.name == "starter" and path.parent.parent == challenges_folder() else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A challenge can be named by its file, too, as it stands in the node ids."""
    if file_path.name != "challenge.yaml" or file_path.resolve().parents[1] != challenges_folder():
        return None
    known = file_path.resolve() in selection(parent.config).challenges
    return ChallengeFile.from_parent(parent, path=file_path) if known else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the verdict on the report of the phase that decides: the set-up where it is broken or skipped."""
    report = yield
    verdict = item.verdict if isinstance(item, CriterionItem) else None
    if verdict is not None and call.when == ("call" if verdict.outcome in _JUDGED else "setup"):
        vars(report)["grader"] = {"challenge": str(item.path.resolve()), "verdict": to_data(verdict)}
    return report


_JUDGED = {"met", "unmet", "blocked"}
_PROPERTIES = ("check", "outcome", "points", "max_points")


class ChallengesFolder(pytest.Directory):
    """All selected challenges."""

    def collect(self) -> Iterator[pytest.Collector]:
        """One file per challenge."""
        for file in selection(self.config).challenges:
            yield ChallengeFile.from_parent(self.parent or self, path=file)


class ChallengeFile(pytest.File):
    """One challenge, with the grading that its criteria share."""

    _opened: SubmissionGrading | None = None
    _told: frozenset[Cause | None] = frozenset()

    @property
    def challenge(self) -> Challenge:
        """The challenge of this file."""
        return selection(self.config).challenges[self.path.resolve()]

    def collect(self) -> Iterator[pytest.Item]:
        """One item per criterion, those first that need no engine."""
        for criterion in cheapest_first(self.challenge.criteria):
            yield CriterionItem.from_parent(self, name=criterion.id)

    def verdict(self, criterion_id: str) -> Verdict:
        """The verdict on one criterion; the first one opens the grading."""
        self._opened = self._opened or self._open()
        return self._opened.verdict(criterion_id)

    def message(self, verdict: Verdict) -> str:
        """What a failing item says; a cause is told by the first that waits for it."""
        is_new, self._told = verdict.cause not in self._told, self._told | {verdict.cause}
        return message(verdict, with_cause=is_new)

    def teardown(self) -> None:
        """Remove what was created, and keep what was learnt."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        try:
            learnt = Learnt(str(self.path.resolve()), opened.summary(), opened.report().attachments)
            self.config.stash[REPORTS].add(learnt)
            self.config.stash[REPORTS].get_ready()
        finally:
            opened.close()

    def _open(self) -> SubmissionGrading:
        options = GradingOptions(
            static_only=self.config.getoption("--static-only"),
            only={item.name for item in self.session.items if item.parent is self},
            progress=self.config.stash[REPORTS].progress,
            head_start=self.config.stash.get(HEAD_START, None),
            beside_others=hasattr(self.config, "workerinput"),  # with -n, each process grades some
        )
        return SubmissionGrading(self.challenge, selection(self.config).folder(self.challenge), options)


class CriterionItem(pytest.Item):
    """One criterion of one challenge."""

    parent: ChallengeFile
    verdict: Verdict | None = None

    def setup(self) -> None:
        """Grade; a failure of the grader or the machine is an error, not a failed test."""
        self.verdict = self.parent.verdict(self.name)
        self.user_properties += [(name, getattr(self.verdict, name)) for name in _PROPERTIES]
        if self.verdict.outcome == "broken":
            raise CriterionBrokenError(self.verdict.because)
        if self.verdict.outcome == "skipped":
            pytest.skip(self.verdict.because or "")

    def runtest(self) -> None:
        """Pass where the criterion is met."""
        if self.verdict is None or self.verdict.outcome != "met":
            raise CriterionFailedError

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Expected, found and hint instead of a traceback."""
        verdict = self.verdict
        if verdict is None or not isinstance(excinfo.value, CriterionFailedError | CriterionBrokenError):
            return super().repr_failure(excinfo, style)
        return self.parent.message(verdict)
