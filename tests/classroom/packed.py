"""Archives made for tests."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.classroom.archives import unpack
from grader.classroom.careful import RefusedArchiveError

FILES = {"Dockerfile": b"FROM scratch\n", "app/app.py": b"print()\n"}


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """A zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def tarred(path: Path, *members: tarfile.TarInfo | tuple[str, bytes], mode: str = "w:gz") -> Path:
    """A tar with these members."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload] # a mode is a Literal
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member, io.BytesIO(b"\0" * member.size))
            else:
                entry = tarfile.TarInfo(member[0])
                entry.size = len(member[1])
                archive.addfile(entry, io.BytesIO(member[1]))
    return path


def special(kind: bytes, name: str = "it", target: str = "../../etc/passwd") -> tarfile.TarInfo:
    """A member of a tar that is no file."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def made(path: Path, files: Mapping[str, bytes]) -> Path:
    """An archive of the kind that the path's name says."""
    if path.suffix == ".zip":
        return zipped(path, *files.items())
    return tarred(path, *files.items(), mode="w" if path.suffix == ".tar" else "w:gz")


def refused(archive: Path, why: str) -> None:
    """The archive is refused for this reason, and nothing lies beside the folder."""
    around = archive.parent / "around"
    with pytest.raises(RefusedArchiveError, match=why) as error:
        unpack(archive, around / "folder")
    assert str(archive.parent) not in str(error.value)
    assert [entry.name for entry in around.iterdir()] == ["folder"]
