"""What is unpacked of a learner's archive, and what is refused."""

import errno
import gzip
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.classroom import members
from grader.classroom.archives import unpack
from grader.classroom.careful import RefusedArchiveError
from tests.classroom.packed import FILES, content, made, refused, special, tarred, zipped


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tgz", "a.tar"])
@pytest.mark.parametrize("top", ["", "alice/", "./", "./alice/"])
def test_unpacked(tmp_path: Path, name: str, top: str) -> None:
    """The files are there, without the one folder around them."""
    archive = made(tmp_path / name, {f"{top}{file}": text for file, text in FILES.items()})
    assert content(unpack(archive, tmp_path / "out")) == FILES


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_two_folders_are_not_one(tmp_path: Path, name: str) -> None:
    """Two folders at the top stay where they are."""
    files = {"one/a": b"1", "two/b": b"2"}
    assert content(unpack(made(tmp_path / name, files), tmp_path / "out")) == files


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_macos_notes(tmp_path: Path, name: str) -> None:
    """What macOS adds by itself is left out, so that equal submissions stay equal."""
    notes = [
        "__MACOSX/alice/._Dockerfile",
        ".DS_Store",
        "._alice",
        "alice/.DS_Store",
        "alice/app/._app.py",
    ]
    files = {f"alice/{file}": text for file, text in FILES.items()} | dict.fromkeys(notes, b"x")
    assert content(unpack(made(tmp_path / name, files), tmp_path / "out")) == FILES


def test_content_counts_not_the_ending(tmp_path: Path) -> None:
    """A zip that is called .tar.gz, and a tar that is called .zip, are read as what they are."""
    zipped(tmp_path / "a.tar.gz", *FILES.items())
    tarred(tmp_path / "b.zip", *FILES.items())
    for name in ("a.tar.gz", "b.zip"):
        assert content(unpack(tmp_path / name, tmp_path / f"{name}-out")) == FILES


def test_execute_bit(tmp_path: Path) -> None:
    """A program stays one; other permissions are the usual ones."""
    info = zipfile.ZipInfo("run.sh")
    info.external_attr = 0o104777 << 16
    folder = unpack(zipped(tmp_path / "a.zip", (info, b"#!"), ("data", b"")), tmp_path / "out")
    assert [(folder / name).stat().st_mode & 0o7777 for name in ("run.sh", "data")] == [0o755, 0o644]


@pytest.mark.parametrize("ending", ["zip", "tar"])
@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "a/../../evil",
        "/etc/evil",
        "\\evil",
        "..\\evil",
        "C:\\evil",
        "C:evil",
        "C:/evil",
        "a/D:evil",
        "//h/s",
    ],
)
def test_path_out_of_the_folder(tmp_path: Path, ending: str, name: str) -> None:
    """A path that leads out is refused, in every spelling."""
    refused(made(tmp_path / f"a.{ending}", {name: b"x"}), "leads out")


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE],
)
def test_tar_with_a_link_or_a_device(tmp_path: Path, kind: bytes) -> None:
    """Links and devices are refused."""
    refused(tarred(tmp_path / "a.tar.gz", special(kind)), "is a link or a device")


@pytest.mark.parametrize("kind", [0o12, 0o2, 0o6, 0o1, 0o14])
def test_zip_with_a_link_or_a_device(tmp_path: Path, kind: int) -> None:
    """Links and devices are refused, as the Unix half of the attributes says."""
    info = zipfile.ZipInfo("it")
    info.external_attr = (kind << 12 | 0o777) << 16
    refused(zipped(tmp_path / "a.zip", (info, b"/etc/passwd")), "is a link or a device")


def test_encrypted_zip(tmp_path: Path) -> None:
    """A zip with a password says so."""
    archive = made(tmp_path / "a.zip", FILES)
    data = bytearray(archive.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    archive.write_bytes(data)
    refused(archive, "Dockerfile is encrypted")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar"])
def test_cut_off(tmp_path: Path, name: str) -> None:
    """An archive that ends too early is refused, wherever it is cut."""
    archive = made(tmp_path / name, {f"file-{number}": b"x" * 600 for number in range(8)})
    whole = archive.read_bytes()
    if name == "a.tar":
        whole = whole[: 8 * 1536]  # the rest is only padding
    for share in (0.0, 0.01, 0.3, 0.5, 0.75, 0.99):
        archive.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(RefusedArchiveError):
            unpack(archive, tmp_path / str(share))


def test_cut_off_between_members(tmp_path: Path) -> None:
    """A tar that is cut between two members is not taken for whole."""
    archive = tarred(tmp_path / "a.tar", ("a", bytes(b"x" * 512)), ("b", b"x"), mode="w")
    archive.write_bytes(archive.read_bytes()[:1024])
    refused(archive, "cut off")


def test_wrong_checksum(tmp_path: Path) -> None:
    """Flipped bits are found by gzip's checksum, which stands at the very end."""
    archive = made(tmp_path / "a.tar.gz", FILES)
    data = bytearray(archive.read_bytes())
    data[-8] ^= 1
    archive.write_bytes(data)
    refused(archive, "CRC")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.rar"])
@pytest.mark.parametrize("data", [b"", b"PK", b"Rar!\x1a\x07", b"\x1f\x8b", b"text" * 500, b"<html>"])
def test_no_archive(tmp_path: Path, name: str, data: bytes) -> None:
    """What is no archive is refused."""
    (tmp_path / name).write_bytes(data)
    refused(tmp_path / name, "cannot be read")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("ending", ["zip", "tar"])
@pytest.mark.parametrize("names", [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a", "./a"), ("a", "a/"), (".",)])
def test_name_twice(tmp_path: Path, ending: str, names: tuple[str, ...]) -> None:
    """One name for two things is refused."""
    path = tmp_path / f"a.{ending}"
    if ending == "zip":
        zipped(path, *((name, b"") for name in names))
    else:
        entries = [
            special(tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE, name) for name in names
        ]
        tarred(path, *entries)
    refused(path, "twice")


def test_long_name(tmp_path: Path) -> None:
    """A name that no file system takes is the archive's fault."""
    refused(made(tmp_path / "a.tar.gz", {"x" * 300: b""}), "File name too long")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EMFILE, errno.EACCES])
def test_machines_failure(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is not the learner's failure."""

    def fail(*_args: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(members.Unpacking, "_write", fail)
    with pytest.raises(OSError, match="no"):
        unpack(made(tmp_path / "a.zip", FILES), tmp_path / "out")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever the bytes are, the archive is unpacked or refused."""
    folder = tmp_path_factory.mktemp("flipped")
    name = data.draw(st.sampled_from(["a.zip", "a.tar", "a.tar.gz"]))
    raw = bytearray(made(folder / name, {**FILES, "x" * 120: b"1", "é": b""}).read_bytes())
    if name == "a.tar.gz":
        raw = bytearray(gzip.decompress(raw))
    places = st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255))
    for at, value in data.draw(st.lists(places, max_size=8)):
        raw[at] = value
    (folder / name).write_bytes(gzip.compress(raw) if name == "a.tar.gz" else raw)
    with suppress(RefusedArchiveError):
        unpack(folder / name, folder / "out")
    assert {entry.name for entry in folder.iterdir()} == {name, "out"}
