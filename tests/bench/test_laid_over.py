"""The learner's files laid over the exercise's own."""

import os
from pathlib import Path

import pytest

from grader.bench import laying
from grader.bench.blocked import BlockedError
from grader.bench.given import EVERYTHING, Given
from grader.bench.laid_over import LaidOver, laid_over
from grader.bench.source import Source
from grader.errors import UsageError

LEARNER = ("Dockerfile", ".dockerignore", "*check*", "own/")


def _tree(folder: Path, **files: str) -> Path:
    """A folder with files; `__` in a name stands for `/`, `_` for a dot."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.fixture(autouse=True)
def _made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made of a submission goes with the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """What the exercise hands out."""
    return _tree(tmp_path / "starter", Dockerfile="FROM a\n", app_py="given\n", data__a_json="1\n")


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """What a learner hands in: a Dockerfile alone."""
    return _tree(tmp_path / "handed-in", Dockerfile="FROM b\n")


def _laid(submission: Path, original: Path, *patterns: str) -> LaidOver:
    return laid_over(submission, Given(patterns or LEARNER, original))


def _held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


GIVEN = {"app.py": "given\n", "data/a.json": "1\n"}


def test_given_files_are_the_exercises(submission: Path, original: Path) -> None:
    """A changed one is not used, which is told; a missing one is there; the learner's are as handed in."""
    _tree(submission, app_py="fake\n", _dockerignore="*.md\n")
    context = _laid(submission, original)
    assert _held(context.folder) == {**GIVEN, "Dockerfile": "FROM b\n", ".dockerignore": "*.md\n"}
    assert context.notes == ["app.py differs from the exercise's own and was not used"]
    context.close()
    assert context.made is not None
    assert not context.made.exists()


@pytest.mark.parametrize(
    ("files", "same"),
    [
        ({}, False),
        ({"app_py": "given\n", "data__a_json": "1\n"}, True),
        ({"app_py": "own\n", "data__a_json": "1\n"}, False),
        ({"app_py": "given\n", "data__a_json": "1\n", "more_py": ""}, False),
    ],
)
def test_as_handed_in(submission: Path, original: Path, files: dict[str, str], *, same: bool) -> None:
    """It is only where the learner's folder has each given file as it is, and nothing that is left out."""
    assert _laid(_tree(submission, **files), original).as_handed_in == same


def test_what_the_learner_removed_is_not_put_back(submission: Path, original: Path) -> None:
    """A starter's Dockerfile or ignore file never stands for the learner's."""
    (submission / "Dockerfile").unlink()
    _tree(original, _dockerignore="*\n")
    context = _laid(submission, original)
    assert _held(context.folder) == GIVEN
    with pytest.raises(BlockedError, match="no Dockerfile in handed-in/"):
        _ = Source(context.folder, context.refused).dockerfile


@pytest.mark.parametrize("name", ["dockerfile", "Dockerfile.dockerignore", "Dockerfile.txt"])
def test_names_of_the_dockerfile(submission: Path, original: Path, name: str) -> None:
    """Whatever begins like the Dockerfile goes with it, as docker takes it or as it is misnamed."""
    (submission / name).write_text("x")
    assert (_laid(submission, original).folder / name).exists()


def test_added_files(submission: Path, original: Path) -> None:
    """They come along where the patterns say so; of the others the learner is told."""
    _tree(submission, check_py="1", own__deep__x="2", server_py="3", lib__y="4", _git__HEAD="5")
    context = _laid(submission, original)
    assert _held(context.folder) == {**GIVEN, "Dockerfile": "FROM b\n", "check.py": "1", "own/deep/x": "2"}
    (note,) = context.notes
    assert note.startswith("lib/, server.py: not used, since this exercise takes Dockerfile, .dockerignore")


def test_taken_back(submission: Path, original: Path) -> None:
    """With `!`, all that is not given may be added."""
    _tree(submission, app_py="fake\n", data__b_json="2", lib__y="4")
    context = _laid(submission, original, "**", "!app.py", "!data/a.json")
    added = {"Dockerfile": "FROM b\n", "data/b.json": "2", "lib/y": "4"}
    assert _held(context.folder) == {**GIVEN, **added}


def test_links_and_devices(submission: Path, original: Path, tmp_path: Path) -> None:
    """No link is followed, none takes the place of a given file or folder; pipes are left out."""
    outside = _tree(tmp_path / "outside", a_json="secret", checked="x")
    (submission / "app.py").symlink_to(outside / "a.json")
    (submission / "data").symlink_to(outside)
    (submission / "check").symlink_to(outside)
    os.mkfifo(submission / "check.pipe")
    context = _laid(submission, original)
    assert {**GIVEN, "Dockerfile": "FROM b\n"}.items() == _held(context.folder).items()
    assert (context.folder / "check").readlink() == outside
    assert not os.path.lexists(context.folder / "check.pipe")
    assert sorted(context.differing) == ["app.py", "data"]


def test_a_folder_in_the_place_of_a_file(submission: Path, original: Path) -> None:
    """The file is the exercise's, and nothing in the folder comes along."""
    _tree(submission, app_py__check="x")
    context = _laid(submission, original)
    assert context.differing == ["app.py"]
    assert (context.folder / "app.py").read_text() == "given\n"


def test_too_much(submission: Path, original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without end is refused, and every question to it is blocked; what is not taken is not read."""
    monkeypatch.setattr(laying, "MAX_ENTRIES", 20)
    _tree(submission, **{f"lib__{number}": "" for number in range(30)})
    assert _laid(submission, original).refused is None
    context = _laid(submission, original, "**", "!app.py")
    assert context.refused is not None
    with pytest.raises(BlockedError, match="more than 20 files"):
        _ = Source(context.folder, context.refused).dockerfile


def test_as_it_is(submission: Path, original: Path) -> None:
    """Where all files are the learner's nothing is laid; where no copy is kept apart that is told."""
    assert laid_over(submission, EVERYTHING) == LaidOver(submission)
    (note,) = _laid(original, original).notes
    assert "no copy of the exercise's own files" in note
    (original.parent / "challenge.yaml").touch()
    assert _laid(original, original).notes == []


def test_nothing_to_take_from(submission: Path, tmp_path: Path) -> None:
    """Given files that are nowhere are the course's mistake."""
    with pytest.raises(UsageError, match="own files are missing"):
        _laid(submission, tmp_path / "none")
