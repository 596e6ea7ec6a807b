from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.report import check_folder, write_file


def test_file_is_replaced(tmp_path: Path) -> None:
    """An older file is replaced, and nothing else stays in the folder."""
    (tmp_path / "report.json").write_text("old")
    assert write_file(tmp_path / "report.json", "é").read_text(encoding="utf-8") == "é"
    assert len(list(tmp_path.iterdir())) == 1


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A report folder that cannot be one is told before the grading."""
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        check_folder(tmp_path / "out")


def test_target_that_is_a_folder(tmp_path: Path) -> None:
    """Where the report cannot be put in place, no temporary file stays behind."""
    (tmp_path / "report.json").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write_file(tmp_path / "report.json", "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_line_ends_and_broken_names(tmp_path: Path) -> None:
    """A format's line ends are kept, and half a character does not keep the file from being written."""
    file = write_file(tmp_path / "report.csv", "a\r\nb\udc80\n")
    assert file.read_bytes() == b"a\r\nb?\n"
