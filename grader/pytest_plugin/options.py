"""The options of `pytest grader/`, and what they select."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import COURSE, Catalogue, Challenge, load_challenge
from grader.errors import SpecError, UsageError
from grader.interrupts import interrupt_on_termination
from grader.report import check_folder

GRADER_FOLDER = Path(__file__).resolve().parents[1]
"""The folder that stands for all challenges when pytest is asked to collect it."""
CHALLENGES = COURSE / "challenges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a session grades: the challenges by their files, and the folders that the options name."""

    challenges: Mapping[Path, Challenge]
    submission: Path | None
    report: Path | None

    def folder(self, challenge: Challenge) -> Path:
        """The folder that is graded."""
        return self.submission or challenge.starter


_SELECTION = pytest.StashKey[Selection]()


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
    group.addoption("--report", metavar="DIR", help="write the reports and the logs into this folder")
    group.addoption("--static-only", action="store_true", help="grade only what needs no container engine")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse what cannot work before anything is graded."""
    config = session.config
    if not is_grading(config):
        return
    interrupt_on_termination()
    try:
        report = selection(config).report
        if report is not None and not hasattr(config, "workerinput"):
            check_folder(report)
    except (UsageError, SpecError) as error:
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `-n`, the criteria of one challenge stay together, so that its image is built once."""
    if is_grading(config) and config.getoption("dist") == "load":
        from xdist.scheduler import LoadFileScheduling

        return LoadFileScheduling(config, log)
    return None


def is_grading(config: pytest.Config) -> bool:
    """Whether challenges are named in the call, so that failures are told as verdicts."""
    return any(path == GRADER_FOLDER or path.is_relative_to(CHALLENGES) for path in _named(config))


def selection(config: pytest.Config) -> Selection:
    """What the session grades, read once. Raises UsageError or SpecError."""
    if _SELECTION not in config.stash:
        config.stash[_SELECTION] = _select(config)
    return config.stash[_SELECTION]


def _select(config: pytest.Config) -> Selection:
    files, named = Catalogue().select(config.getoption("--challenge")), _named(config)
    if GRADER_FOLDER not in named:
        files = [file for file in files if any(file.is_relative_to(path) for path in named)]
    if not files:
        raise UsageError(f"there is no challenge below {CHALLENGES}")
    submission, report = (_folder(config, option) for option in ("--submission", "--report"))
    if submission is not None and len(files) != 1:
        raise UsageError("--submission needs exactly one challenge: name it with --challenge")
    if submission is not None and not submission.is_dir():
        raise UsageError(f"the submission {submission} is not a folder")
    challenges = {file: load_challenge(file) for file in files}
    return Selection(challenges=challenges, submission=submission, report=report)


def _folder(config: pytest.Config, option: str) -> Path | None:
    named = config.getoption(option)
    return config.invocation_params.dir / named if named else None


def _named(config: pytest.Config) -> list[Path]:
    """The paths that the call names, without the node ids behind them."""
    return [(config.invocation_params.dir / text.partition("::")[0]).resolve() for text in config.args]
