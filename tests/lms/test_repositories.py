"""Lists of repositories: a teacher's CSV, and Classroom 50's roster."""

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.lms.classroom50 import read_classroom50
from grader.lms.repositories import Repository, read_repositories
from tests.lms.made import csv_file

HEADINGS = ["id", "name", "repository", "branch"]
START = "https://github.com/org/cs-docker-"


def test_list(tmp_path: Path) -> None:
    """Each row is a learner; who has no repository yet is listed all the same."""
    rows = [
        ["1", "Ann", "https://github.com/o/ann", "main"],
        ["2", "", "git@gitlab.com:o/bob.git", ""],
        ["3"],
    ]
    found = read_repositories(csv_file(tmp_path / "r.csv", HEADINGS, *rows), local=False)
    assert found == [
        Repository(id="1", name="Ann", url="https://github.com/o/ann", branch="main"),
        Repository(id="2", name="2", url="git@gitlab.com:o/bob.git"),
        Repository(id="3", name="3", url=""),
    ]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://github.com/o/x", "must be https"),
        ("ext::sh -c touch% x", "must be https"),
        ("--upload-pack=touch x", "must be https"),
        ("git@-oProxyCommand=x:o", "must be https"),
        ("https://github.com/o/x\u202e", "must be https"),
        ("file:///home/teacher/course", "folders of this machine need --local"),
        ("../course", "must be https"),
        ("https://ghp_secret@github.com/o/x", "holds a name or token"),
    ],
)
def test_address_that_is_refused(tmp_path: Path, url: str, why: str) -> None:
    """What git must not be called with is told with file and row, before anything is cloned; no token is."""
    with pytest.raises(UsageError, match=rf"r\.csv:3: repository: .*{why}") as caught:
        read_repositories(csv_file(tmp_path / "r.csv", HEADINGS, ["1"], ["2", "", url]), local=False)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("branch", ["-x", "a..b", "a b", "--upload-pack=x"])
def test_branch_that_is_none(tmp_path: Path, branch: str) -> None:
    """A branch's name is no option and no range."""
    with pytest.raises(UsageError, match=r"r\.csv:2: branch: must be a branch's name"):
        read_repositories(csv_file(tmp_path / "r.csv", HEADINGS, ["1", "", "", branch]), local=False)


def test_list_without_repositories(tmp_path: Path) -> None:
    """The column must be there."""
    with pytest.raises(UsageError, match="no column 'repository', did you mean 'repositories'"):
        read_repositories(csv_file(tmp_path / "r.csv", ["id", "repositories"]), local=False)


def test_classroom50(tmp_path: Path) -> None:
    """Each student has the repository that Classroom 50 makes; staff is left out."""
    headings = ["username", "first_name", "last_name", "email", "section", "github_id", "role"]
    rows: list[list[object]] = [
        ["annlee", "Ann", "Lee", "", "", 1, "student"],
        ["bob", "", "", "", "", 2, ""],
        ["t", *[""] * 5, "ta"],
    ]
    found = read_classroom50(csv_file(tmp_path / "roster.csv", headings, *rows), START, local=False)
    assert found == [
        Repository(id="annlee", name="Ann Lee", url=f"{START}annlee"),
        Repository(id="bob", name="bob", url=f"{START}bob"),
    ]


@pytest.mark.parametrize(
    ("users", "why"),
    [
        (["a/../b"], "roster.csv:2: username: must be a GitHub name"),
        (["Ann", "ann"], "roster.csv:3: id: two rows"),
    ],
)
def test_wrong_classroom50(tmp_path: Path, users: list[str], why: str) -> None:
    """A user's name that is a path, and two rows for one, are told with file and row."""
    with pytest.raises(UsageError, match=why):
        read_classroom50(
            csv_file(tmp_path / "roster.csv", ["username"], *([u] for u in users)), START, local=False
        )
