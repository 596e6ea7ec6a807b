"""Where the course is: upwards, or named."""

from pathlib import Path

import pytest

from grader.course import choose_course, course_folder, find_course, is_id, spec_file, starter_folder
from grader.errors import UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder deep below a course, where the shell stands; no course is named."""
    folder = tmp_path / "course" / "starter" / "01-a" / "src"
    folder.mkdir(parents=True)
    (tmp_path / "course" / "challenges").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GRADER_COURSE", "")
    return folder


def test_the_nearest_folder_upwards(here: Path, tmp_path: Path) -> None:
    """The course is the nearest folder upwards with challenges/; what lies in it is found from there."""
    assert course_folder() == tmp_path / "course"
    assert starter_folder("01-a") == tmp_path / "course" / "starter" / "01-a"
    assert spec_file("01-a") == tmp_path / "course" / "challenges" / "01-a" / "challenge.yaml"
    (here / "challenges").mkdir()
    assert find_course() == here


def test_a_course_can_be_named(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GRADER_COURSE comes before the folder upwards; relative to where the shell stands."""
    (tmp_path / "course" / "starter" / "challenges").mkdir()
    monkeypatch.setenv("GRADER_COURSE", "../..")
    assert course_folder() == here.parents[1]
    choose_course(tmp_path / "course")
    assert course_folder() == tmp_path / "course"


def test_no_course(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, or what is named is none, that is said with the way to make one."""
    monkeypatch.chdir(tmp_path)
    assert find_course() is None
    with pytest.raises(UsageError, match=r"nor a folder above it has challenges/.*grader init DIR"):
        course_folder()
    with pytest.raises(UsageError, match="is no course: it has no folder challenges"):
        choose_course(here)
    monkeypatch.setenv("GRADER_COURSE", str(here))
    with pytest.raises(UsageError, match="is no course"):
        find_course()


@pytest.mark.parametrize(("name", "right"), [("01-a", True), ("../x", False), ("A", False), ("", False)])
def test_ids(name: str, *, right: bool) -> None:
    """An id is one folder's name, and leads nowhere else."""
    assert is_id(name) is right
