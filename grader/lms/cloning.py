"""A class's repositories, each as it was at the deadline, made a class's folder."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path, PurePosixPath

from grader.classroom.entries import Submission
from grader.classroom.times import from_seconds
from grader.engine.ownership import temporary_prefix
from grader.errors import UsageError
from grader.lms.collected import Collected, new_folder, write_roster
from grader.lms.git import Git, GitError
from grader.lms.repositories import Repository
from grader.text import one_line
from grader.values import Value, field

AT_A_TIME = 4


class Deadline(Value, kw_only=True):
    """Until when commits count: `until`, or the learner's own time in `extensions`; None is no end."""

    until: datetime | None = None
    extensions: Mapping[str, datetime] = field(default_factory=dict)

    def seconds(self, learner: str) -> int | None:
        """The learner's end, in seconds since the epoch."""
        end = self.extensions.get(learner, self.until)
        return None if end is None else int(end.timestamp())


class Cloned(Value, kw_only=True):
    """The learners of the roster, and why the others' repositories could not be had, by id."""

    learners: list[Collected]
    failed: dict[str, str]


def collect_repositories(
    repositories: Sequence[Repository],
    target: Path,
    git: Git,
    deadline: Deadline,
    below: str = "",
    on_done: Callable[[str], None] = lambda _line: None,
) -> Cloned:
    """Make the class's folder: a tar for each learner with the last commit before the deadline.

    Where nothing was committed until then, nothing was handed in. A learner whose repository cannot be had
    is left out of the roster: that is no submission without points. `below` is the folder in the repository
    that is the submission. Raises UsageError.
    """
    if ".." in PurePosixPath(below).parts or below.startswith(("/", "-")):
        raise UsageError(f"the folder must lie in the repository, got {one_line(below, 80)!r}")
    learners, failed = [], {}
    with new_folder(target) as folder, ThreadPoolExecutor(AT_A_TIME) as pool:
        work = [pool.submit(_cloned, one, folder, git, deadline, below) for one in repositories]
        try:
            for one, future in zip(repositories, work, strict=True):
                try:
                    learners.append(future.result())
                    on_done(f"{one.id}: {learners[-1].handed_in or 'nothing until then'}")
                except GitError as error:
                    failed[one.id] = str(error)
                    on_done(f"{one.id}: FAILED: {error}")
        except BaseException:
            git.stop()
            pool.shutdown(cancel_futures=True)
            raise
        write_roster(folder, learners)
    return Cloned(learners=learners, failed=failed)


def _cloned(one: Repository, folder: Path, git: Git, deadline: Deadline, below: str) -> Collected:
    file = folder / f"{Submission(one.id, one.id, folder).folder_name}.tar"
    nothing = Collected(id=one.id, name=one.name, path=file.name)
    if not one.url:
        return nothing
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        bare = Path(name, "repository")
        git.clone(one.url, one.branch, bare)
        last = git.last_commit(bare, deadline.seconds(one.id))
        if last is None:
            return nothing
        commit, seconds = last
        git.archive(bare, commit, below.strip("/"), file)
    try:
        moment = from_seconds(seconds)
    except ValueError:
        raise GitError(f"its last commit has no time that a calendar has: {seconds}") from None
    return Collected(id=one.id, name=one.name, path=file.name, handed_in=moment.isoformat())
