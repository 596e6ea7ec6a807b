import pytest

from grader.errors import EngineFailureError
from grader.machine.home import Home
from grader.machine.keep import archive_of, keep_archives, stand_in_names
from grader.machine.recipes import FOLDER
from grader.machine.work import Work
from tests.machine.samples import Programs, WorkedEngine, answering_with, official, stand_in

QUIET = Work(quiet=True)
SLIM = "python:3.11-slim"


def test_names() -> None:
    """Each recipe's image, named as Dockerfiles name it."""
    assert {"debian:bookworm-slim", "python:3.9-alpine", SLIM} <= set(stand_in_names(FOLDER))


def test_only_stand_ins_are_kept(home: Home, programs: Programs) -> None:
    """Each is kept once, by its key; a registry can give the others again. An older one goes."""
    programs.add("docker", ': >"$3"')
    older = archive_of(home, SLIM, "older")
    home.archives.mkdir(parents=True)
    older.touch()
    engine = answering_with(WorkedEngine(images={SLIM: stand_in("new"), "python:3.11": official()}))
    for _ in range(2):
        keep_archives(home, engine, QUIET)
    assert [file.name for file in home.archives.iterdir()] == ["python_3.11-slim@new.tar"]
    assert len(programs.calls) == 1


def test_disk_that_is_full(home: Home, programs: Programs) -> None:
    """Half an archive is none."""
    programs.add("docker", ': >"$3"; echo no space left on device; exit 1')
    engine = answering_with(WorkedEngine(images={SLIM: stand_in("new")}))
    with pytest.raises(EngineFailureError, match="no space left"):
        keep_archives(home, engine, QUIET)
    assert list(home.archives.iterdir()) == []
