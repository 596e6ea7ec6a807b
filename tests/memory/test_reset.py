import os
from pathlib import Path
from typing import Any

import pytest

from grader.errors import EngineFailureError, UsageError
from grader.memory.reset import KEPT, check_reset, copy_place, reset


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A starter as it was handed out."""
    folder = tmp_path / "challenges" / "01" / "starter"
    folder.mkdir(parents=True)
    (folder / "Dockerfile").write_text("FROM python:3.11\n")
    (folder / "run.sh").write_text("#!/bin/sh\n")
    (folder / "run.sh").chmod(0o755)
    (folder / "link").symlink_to("/etc/hostname")
    return folder


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """The same after a learner has worked at it."""
    folder = tmp_path / "starter" / "01"
    folder.mkdir(parents=True)
    (folder / "Dockerfile").write_text("my work")
    (folder / "secrets").symlink_to(tmp_path / "elsewhere")
    return folder


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_starter_is_new_and_the_work_is_kept(original: Path, starter: Path) -> None:
    """The folder is as it was handed out, with its permissions and links; the work lies beside."""
    place = copy_place(starter)
    assert reset(original, starter, place) is True
    assert _names(starter) == ["Dockerfile", "link", "run.sh"]
    assert (starter / "link").is_symlink()
    assert os.access(starter / "run.sh", os.X_OK)
    assert ((place / "Dockerfile").read_text(), (place / "secrets").is_symlink()) == ("my work", True)
    assert (starter.parent / KEPT / ".gitignore").read_text() == "*\n"
    assert _names(starter.parent / KEPT) == [".gitignore", place.name]


def test_a_missing_starter(original: Path, starter: Path) -> None:
    """Where nothing is there, nothing is kept."""
    starter.rename(starter.with_name("away"))
    assert reset(original, starter, copy_place(starter)) is False
    assert (starter / "Dockerfile").read_text() == "FROM python:3.11\n"


def test_each_copy_has_its_place(original: Path, starter: Path) -> None:
    """Two resets within a second keep both copies."""
    places = []
    for _ in range(2):
        places.append(copy_place(starter))
        reset(original, starter, places[-1])
    assert places[0] != places[1]
    assert all(place.is_dir() for place in places)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("at", [1, 2])
def test_an_interruption_loses_nothing(
    original: Path, starter: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, at: int
) -> None:
    """Whenever it ends, the work is where it was, and nothing half made is left."""
    calls, rename = [], Path.rename

    def interrupted(self: Path, target: Any) -> Path:
        calls.append(self)
        if len(calls) == at:
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises((KeyboardInterrupt, EngineFailureError)):
        reset(original, starter, copy_place(starter))
    assert (starter / "Dockerfile").read_text() == "my work"
    assert _names(starter.parent / KEPT) == [".gitignore"]


def test_a_folder_that_cannot_be_copied(original: Path, starter: Path) -> None:
    """A link in the place of the copies is refused before anything moves."""
    (starter.parent / KEPT).symlink_to(original)
    with pytest.raises(EngineFailureError, match="as they were"):
        reset(original, starter, copy_place(starter))
    assert (starter / "Dockerfile").read_text() == "my work"
    assert ".gitignore" not in _names(original)


def test_what_cannot_be_reset(original: Path, starter: Path) -> None:
    """Without an untouched copy, or with a link in the starter's place, nothing is tried."""
    with pytest.raises(UsageError, match="no untouched copy"):
        check_reset(starter, starter)
    with pytest.raises(UsageError, match="no untouched copy"):
        check_reset(original / "none", starter)
    starter.rename(starter.with_name("away"))
    starter.symlink_to(original)
    with pytest.raises(UsageError, match="is a link"):
        check_reset(original, starter)
