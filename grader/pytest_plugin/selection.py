"""What the options select: challenges, read once for each session, and folders."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Catalogue, Challenge, load_challenge
from grader.errors import SpecError, UsageError
from grader.pytest_plugin.begin import challenges_folder, folder_option
from grader.pytest_plugin.entry import GRADER_FOLDER, named_paths
from grader.report import check_folder
from grader.values import Value


class Selection(Value, kw_only=True):
    """What a session grades: the challenges by their files, and the folders that the options name."""

    challenges: Mapping[Path, Challenge]
    submission: Path | None
    report: Path | None

    def folder(self, challenge: Challenge) -> Path:
        """The folder that is graded."""
        return self.submission or challenge.starter


_SELECTION = pytest.StashKey[Selection]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse what cannot work before anything is graded."""
    config = session.config
    try:
        report = selection(config).report
        if report is not None and not hasattr(config, "workerinput"):
            check_folder(report)
    except (UsageError, SpecError) as error:
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `-n`, the criteria of one challenge stay together, so that its image is built once."""
    if config.getoption("dist") == "load":
        from xdist.scheduler import LoadFileScheduling

        return LoadFileScheduling(config, log)
    return None


def selection(config: pytest.Config) -> Selection:
    """What the session grades, read once. Raises UsageError or SpecError."""
    if _SELECTION not in config.stash:
        config.stash[_SELECTION] = _select(config)
    return config.stash[_SELECTION]


def _select(config: pytest.Config) -> Selection:
    files, named = Catalogue().select(config.getoption("--challenge")), named_paths(config)
    if GRADER_FOLDER not in named:
        files = [file for file in files if any(file.is_relative_to(path) for path in named)]
    if not files:
        raise UsageError(f"there is no challenge below {challenges_folder()}")
    submission, report = (folder_option(config, option) for option in ("--submission", "--report"))
    if submission is not None and len(files) != 1:
        raise UsageError("--submission needs exactly one challenge: name it with --challenge")
    if submission is not None and not submission.is_dir():
        raise UsageError(f"the submission {submission} is not a folder")
    challenges = {file: load_challenge(file) for file in files}
    return Selection(challenges=challenges, submission=submission, report=report)
