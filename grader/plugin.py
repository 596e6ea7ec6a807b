"""The pytest adapter: `pytest grader/` collects the challenges, one item per criterion."""

from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from grader.bench import Bench
from grader.challenge import COURSE, Catalogue, Challenge, load_challenge
from grader.criterion import Criterion
from grader.errors import SpecError, UsageError
from grader.evidence import BenchSummary
from grader.grading import Grading, Verdict, cheapest_first
from grader.interrupts import interrupt_on_termination
from grader.plugin_reports import ReportCollector
from grader.report import check_folder
from grader.report.words import message

GRADER_FOLDER = Path(__file__).resolve().parent
"""The folder that stands for all challenges when pytest is asked to collect it."""

CHALLENGES = COURSE / "challenges"


class CriterionFailedError(Exception):
    """The criterion is not met; the report of the item says why."""


class CriterionBrokenError(Exception):
    """The grader or the machine failed."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `pytest grader/`."""
    group = parser.getgroup("grader", "grading container exercises")
    group.addoption(
        "--challenge",
        action="append",
        default=[],
        metavar="ID",
        help="grade this challenge only (repeatable, * matches any text)",
    )
    group.addoption(
        "--submission", metavar="DIR", help="grade this folder instead of starter/ID (with one --challenge)"
    )
    group.addoption("--report", metavar="DIR", help="write report.json into this folder")
    group.addoption("--static-only", action="store_true", help="grade only what needs no container engine")


def pytest_configure(config: pytest.Config) -> None:
    """Failures are told in the grader's own report instead of tracebacks."""
    config.pluginmanager.register(ReportCollector(config), "grader-reports")
    if _is_grading(config) and config.option.tbstyle == "auto":
        config.option.tbstyle = "no"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse what cannot work before anything is graded."""
    config = session.config
    if not _is_grading(config):
        return
    interrupt_on_termination()
    try:
        for file in _selected(config):
            load_challenge(file)
        if config.getoption("--report") and not hasattr(config, "workerinput"):
            check_folder(config.invocation_params.dir / config.getoption("--report"))
    except (UsageError, SpecError) as error:
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `-n`, the criteria of one challenge stay together, so that its image is built once."""
    if _is_grading(config) and config.getoption("dist") == "load":
        from xdist.scheduler import LoadFileScheduling

        return LoadFileScheduling(config, log)
    return None


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """`grader/` stands for the challenges."""
    if path.resolve() == GRADER_FOLDER:
        return ChallengesFolder.from_parent(parent, path=path)
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A challenge can be named by its file, too, as it stands in the node ids."""
    if file_path.name == "challenge.yaml" and file_path.resolve().parents[1] == CHALLENGES:
        return ChallengeFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the verdict on the report of the phase that decides: the set-up where it is broken or skipped."""
    report = yield
    verdict = item.verdict if isinstance(item, CriterionItem) else None
    if isinstance(item, CriterionItem) and verdict is not None and call.when == _deciding_phase(verdict):
        report.user_properties += [("check", verdict.check), ("outcome", verdict.outcome)]
        report.user_properties += [("points", verdict.points), ("max_points", verdict.max_points)]
        vars(report)["grader"] = item.carried(verdict)
    return report


def _deciding_phase(verdict: Verdict) -> str:
    return "setup" if verdict.outcome in {"broken", "skipped"} else "call"


def _named_paths(config: pytest.Config) -> list[Path]:
    """The paths that the call names, without the node ids behind them."""
    return [
        (config.invocation_params.dir / argument.partition("::")[0]).resolve() for argument in config.args
    ]


def _is_grading(config: pytest.Config) -> bool:
    return any(path == GRADER_FOLDER or path.is_relative_to(CHALLENGES) for path in _named_paths(config))


def _selected(config: pytest.Config) -> list[Path]:
    """The files of the selected challenges; raises UsageError."""
    files = Catalogue().select(config.getoption("--challenge"))
    named = _named_paths(config)
    if GRADER_FOLDER not in named:
        files = [file for file in files if any(file.is_relative_to(path) for path in named)]
    if not files:
        raise UsageError(f"there is no challenge below {CHALLENGES}")
    submission = config.getoption("--submission")
    if submission and len(files) != 1:
        raise UsageError("--submission needs exactly one challenge: name it with --challenge")
    if submission and not (config.invocation_params.dir / submission).is_dir():
        raise UsageError(f"the submission {submission} is not a folder")
    return files


class ChallengesFolder(pytest.Directory):
    """All selected challenges."""

    def collect(self) -> Iterator[pytest.Collector]:
        """One file per challenge."""
        parent = self.parent or self
        for file in _selected(self.config):
            yield ChallengeFile.from_parent(parent, path=file)


class ChallengeFile(pytest.File):
    """One challenge, with the bench that its criteria share."""

    challenge: Challenge
    grading: Grading
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

    @property
    def shown_submission(self) -> str:
        """The folder to grade, as a report names it."""
        here = self.config.invocation_params.dir
        path = self.submission
        return str(path.relative_to(here) if path.is_relative_to(here) else path)

    def grade(self, criterion: Criterion) -> Verdict:
        """The verdict on one criterion."""
        if self.bench is None:
            self.bench = self._new_bench()
            self.grading = Grading(self.challenge.criteria, self.bench)
        return self.grading.verdict(criterion.id)

    def summary(self) -> BenchSummary:
        """What the bench knows by now."""
        return self.bench.summary() if self.bench else BenchSummary()

    def _new_bench(self) -> Bench:
        reports: Any = self.config.pluginmanager.get_plugin("grader-reports")
        bench = Bench(
            self.submission,
            self.challenge.limits,
            starter=self.challenge.original,
            static_only=self.config.getoption("--static-only"),
            progress=reports.progress,
        )
        wanted = [
            item for item in self.session.items if isinstance(item, CriterionItem) and item.parent is self
        ]
        bench.expect(question for item in wanted for question in item.criterion.questions())
        return bench

    def teardown(self) -> None:
        """Remove what the bench created."""
        if self.bench is not None:
            self.bench.close()
            self.bench = None


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
            raise CriterionBrokenError(self.verdict.because)
        if self.verdict.outcome == "skipped":
            pytest.skip(self.verdict.because or "")

    def carried(self, verdict: Verdict) -> dict[str, Any]:
        """What the process that reports needs to know, as plain data."""
        return {
            "challenge": str(self.parent.path),
            "submission": self.parent.shown_submission,
            "verdict": asdict(verdict),
            "summary": asdict(self.parent.summary()),
        }

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Expected, found and hint instead of a traceback."""
        if self.verdict is None or not isinstance(excinfo.value, CriterionFailedError | CriterionBrokenError):
            return super().repr_failure(excinfo, style)
        return message(self.verdict)

    def runtest(self) -> None:
        """Pass where the criterion is met."""
        if self.verdict is None or self.verdict.outcome != "met":
            raise CriterionFailedError(self.verdict.found or self.verdict.because if self.verdict else "")
