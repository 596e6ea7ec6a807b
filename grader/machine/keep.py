"""Archives of stand-ins: the other image store of the private engine gets the very same layers from them."""

from pathlib import Path

from grader.machine.answering import Answering
from grader.machine.home import Home
from grader.machine.recipes import FOLDER
from grader.machine.work import Work

KEY_LABEL = "grader.stand-in.key"


def archive_of(home: Home, reference: str, key: str) -> Path:
    """The archive of the stand-in that was made with this key."""
    return home.archives / f"{reference.replace(':', '_')}@{key}.tar"


def keep_archives(home: Home, engine: Answering, work: Work) -> None:
    """Save every stand-in of this engine that is not kept yet. Raises EngineFailureError."""
    for reference in stand_in_names(FOLDER):
        found = engine.image(reference)
        key = dict(found.config.labels).get(KEY_LABEL) if found and found.is_stand_in else None
        if key and not archive_of(home, reference, key).exists():
            work.step(f"{reference}: keeping an archive for the other image store")
            _save(reference, archive_of(home, reference, key), engine, work)


def stand_in_names(folder: Path) -> list[str]:
    """The images that there are recipes for."""
    files = [*folder.glob("*.toml"), *folder.glob("*.Dockerfile")]
    return sorted(file.stem.replace("_", ":") for file in files)


def _save(reference: str, archive: Path, engine: Answering, work: Work) -> None:
    archive.parent.mkdir(parents=True, exist_ok=True)
    partial = archive.with_suffix(".new")
    try:
        command = ("docker", "save", "--output", str(partial), reference)
        work.run(f"docker save of {reference}", *command, environment=engine.environment)
        for older in archive.parent.glob(f"{archive.name.partition('@')[0]}@*.tar"):
            older.unlink()
        partial.rename(archive)
    finally:
        partial.unlink(missing_ok=True)


def load_archive(archive: Path, engine: Answering, work: Work) -> None:
    """Load a kept stand-in. Raises EngineFailureError."""
    command = ("docker", "load", "--input", str(archive))
    work.run(f"docker load of {archive}", *command, environment=engine.environment)
