"""The temporary course, and the way into the real one."""

from pathlib import Path

import pytest

from grader.authoring.drafting.workshop import workshop
from grader.errors import UsageError


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A starter, a solution and an empty course."""
    made = [tmp_path / name for name in ("begin", "end", "course")]
    for folder in made:
        folder.mkdir()
    for folder in made[:2]:
        (folder / "Dockerfile").write_text("FROM a\n")
    return made[0], made[1], made[2]


def test_all_three_folders_are_put_into_the_course(folders: tuple[Path, Path, Path]) -> None:
    """With an untouched copy of the starter beside the spec, and nothing else."""
    with workshop(*folders, "x") as made:
        made.write("challenge.yaml", "id: x\n")
        made.hand_over()
    there = sorted(
        path.relative_to(folders[2]).as_posix() for path in folders[2].rglob("*") if path.is_file()
    )
    assert there == [
        "challenges/x/challenge.yaml",
        "challenges/x/starter/Dockerfile",
        "solutions/x/Dockerfile",
        "starter/x/Dockerfile",
    ]
    assert not made.root.exists()


@pytest.mark.parametrize("place", ["starter", "solutions", "challenges"])
def test_what_is_there_is_not_overwritten(folders: tuple[Path, Path, Path], place: str) -> None:
    """It is told before anything is built."""
    (folders[2] / place / "x").mkdir(parents=True)
    with pytest.raises(UsageError, match="is there already"), workshop(*folders, "x"):
        pass


def test_folders_of_the_course_stay_where_they_are(folders: tuple[Path, Path, Path]) -> None:
    """A starter that is in the course already is not copied over itself."""
    begin, end, course = folders
    (course / "starter").mkdir()
    inside = begin.rename(course / "starter" / "x")
    with workshop(inside, end, course, "x") as made:
        made.write("challenge.yaml", "id: x\n")
        assert [folder.parent.name for folder in made.hand_over()] == ["solutions", "challenges"]


def test_nothing_is_half_written(folders: tuple[Path, Path, Path]) -> None:
    """Where one of the folders cannot be made, none is."""
    (folders[2] / "challenges").write_text("a file")
    with workshop(*folders, "x") as made, pytest.raises(UsageError, match="cannot be written"):
        made.hand_over()
    assert list(folders[2].rglob("Dockerfile")) == []


def test_folders_without_a_dockerfile(folders: tuple[Path, Path, Path]) -> None:
    """They are named; so is a starter that is the solution."""
    with pytest.raises(UsageError, match="no Dockerfile"), workshop(folders[2], folders[1], folders[2], "x"):
        pass
    with (
        pytest.raises(UsageError, match="the same folder"),
        workshop(folders[0], folders[0], folders[2], "x"),
    ):
        pass
