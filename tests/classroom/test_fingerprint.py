"""Equal folders have equal digests, and only they."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom import fingerprint as module
from grader.classroom.fingerprint import TooLargeError, fingerprint


def folder(path: Path) -> Path:
    """A submission."""
    (path / "app").mkdir(parents=True)
    (path / "Dockerfile").write_text("FROM a\n")
    (path / "app/a").write_text("1")
    (path / "link").symlink_to("app")
    (path / "empty").mkdir()
    return path


def test_equal(tmp_path: Path) -> None:
    """Name and time do not count."""
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    os.utime(two / "Dockerfile", (1, 1))
    assert fingerprint(one) == fingerprint(two)
    assert fingerprint(one).startswith("sha256:")


def relink(link: Path, target: str) -> None:
    """Let a link lead elsewhere."""
    link.unlink()
    link.symlink_to(target)


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda path: (path / "app/a").write_text("2"),
    "name": lambda path: (path / "app/a").rename(path / "app/b"),
    "case": lambda path: (path / "app/a").rename(path / "app/A"),
    "place": lambda path: (path / "app/a").rename(path / "a"),
    "execute bit": lambda path: (path / "app/a").chmod(0o755),
    "readable by others": lambda path: (path / "app/a").chmod(0o600),
    "empty folder": lambda path: (path / "empty").rmdir(),
    "link": lambda path: relink(path / "link", "empty"),
    "link to a file": lambda path: relink(path / "link", "app/a"),
    "pipe": lambda path: os.mkfifo(path / "pipe"),
    "one more": lambda path: (path / ".hidden").touch(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_different(tmp_path: Path, change: Callable[[Path], object]) -> None:
    """Whatever may lead to another image counts."""
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    change(two)
    assert fingerprint(one) != fingerprint(two)


def test_parts_do_not_run_together(tmp_path: Path) -> None:
    """What belongs to the name and what to the content is told apart."""
    for name, content in (("ab", "c"), ("a", "bc")):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(content)
    assert fingerprint(tmp_path / "ab") != fingerprint(tmp_path / "a")


def test_nothing_is_followed(tmp_path: Path) -> None:
    """Links, pipes and loops are not read."""
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "endless").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    assert fingerprint(tmp_path)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many bytes, holes included, and too many files are refused before they are read."""
    with (tmp_path / "sparse").open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(TooLargeError, match="bytes"):
        fingerprint(tmp_path)
    monkeypatch.setattr(module, "MAX_ENTRIES", 3)
    for number in range(3):
        (tmp_path / str(number)).touch()
    with pytest.raises(TooLargeError, match="more than 3 files"):
        fingerprint(tmp_path)


@pytest.mark.parametrize("becomes", ["longer", "shorter", "a link", "a pipe", "nothing"])
def test_changed_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, becomes: str) -> None:
    """A file that changes while it is read is an error, and never waited for."""
    file = tmp_path / "log"
    file.write_text("some text")
    real = os.open

    def change(path: Path, flags: int) -> int:
        file.unlink()
        match becomes:
            case "longer":
                file.write_text("some text and more")
            case "shorter":
                file.write_text("some")
            case "a link":
                file.symlink_to("/etc/passwd")
            case "a pipe":
                os.mkfifo(file)
        return real(path, flags)

    monkeypatch.setattr(os, "open", change)
    with pytest.raises(OSError, match=r"changed|Too many levels|No such file"):
        fingerprint(tmp_path)


def test_unreadable_folder_is_not_an_empty_one(tmp_path: Path) -> None:
    """What cannot be listed is an error."""
    with pytest.raises(OSError, match="No such file"):
        fingerprint(tmp_path / "nowhere")
