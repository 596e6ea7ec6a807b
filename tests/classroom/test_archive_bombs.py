"""What is unpacked of a learner's archive, and what is refused."""

import io
import tarfile
from pathlib import Path

import pytest

from grader.classroom import archives, members
from tests.classroom.packed import made, refused, special, tarred


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_bomb_by_size(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More bytes than allowed are not written."""
    monkeypatch.setattr(members, "MAX_BYTES", 2_000_000)
    refused(made(tmp_path / name, {"a": bytes(1_500_000), "b": bytes(1_500_000)}), "more than 2 MB")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_bomb_by_count(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than allowed are refused."""
    monkeypatch.setattr(members, "MAX_ENTRIES", 100)
    refused(made(tmp_path / name, {str(number): b"" for number in range(101)}), "more than 100 files")


def test_bomb_by_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders on the way to a file count."""
    monkeypatch.setattr(members, "MAX_ENTRIES", 100)
    files = {"/".join([str(number), *"abcdefghi", "x"]): b"" for number in range(20)}
    refused(made(tmp_path / "a.zip", files), "more than 100 files")


def test_bomb_by_one_name_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members count also where all of them are one folder."""
    monkeypatch.setattr(members, "MAX_ENTRIES", 100)
    refused(tarred(tmp_path / "a.tar.gz", *[special(tarfile.DIRTYPE, "x")] * 101), "more than 100 files")


def test_bomb_by_depth(tmp_path: Path) -> None:
    """Folders in folders end somewhere."""
    refused(made(tmp_path / "a.zip", {"/".join("a" * 41): b""}), "deeper than 40 folders")


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE, b"K"])
def test_bomb_by_header(tmp_path: Path, kind: bytes) -> None:
    """A name of megabytes is not read into memory."""
    entry = special(kind)
    entry.size = 5_000_000
    refused(tarred(tmp_path / "a.tar.gz", entry), "too large")


def test_bomb_by_sparse_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sparse file's map of any number of holes is not read into memory."""
    monkeypatch.setattr(archives, "MAX_HEADER_BYTES", 100_000)
    sparse = tarfile.TarInfo("it")
    sparse.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9"}
    sparse.size = 120_000
    map_of_holes = b"9999999\n" + b"0\n" * ((sparse.size - 8) // 2)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(sparse, io.BytesIO(map_of_holes))
    refused(tmp_path / "a.tar.gz", "too large")


def test_sparse_file_of_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The holes of a sparse file count as bytes."""
    monkeypatch.setattr(members, "MAX_BYTES", 2_000_000)
    sparse = tarfile.TarInfo("it")
    sparse.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9000000"}
    sparse.size = 1024
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(sparse, io.BytesIO(b"1\n0\n512\n".ljust(1024, b"\0")))
    refused(tmp_path / "a.tar.gz", "more than 2 MB")


def test_bomb_by_central_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip's list of files is not read into memory whatever its size."""
    monkeypatch.setattr(archives, "MAX_INDEX_BYTES", 10_000)
    refused(made(tmp_path / "a.zip", {f"{number:0100}": b"" for number in range(100)}), "too large")
