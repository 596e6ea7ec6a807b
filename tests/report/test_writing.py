import json
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.report import check_folder, write_file, write_report
from tests.report.samples import report, verdict

REPORT = report(verdict(), challenge="demo", submission="é")


def test_report_is_written(tmp_path: Path) -> None:
    """The report is written whole into a new folder, and nothing else stays there."""
    file = write_report(REPORT, tmp_path / "a" / "b")
    assert json.loads(file.read_text(encoding="utf-8"))["submission"] == "é"
    assert list(file.parent.iterdir()) == [file]


def test_report_is_replaced(tmp_path: Path) -> None:
    """An older report is replaced."""
    (tmp_path / "report.json").write_text("old")
    assert json.loads(write_report(REPORT, tmp_path).read_text(encoding="utf-8"))["challenge"] == "demo"


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A report folder that cannot be one is told before the grading."""
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        check_folder(tmp_path / "out")


def test_target_that_is_a_folder(tmp_path: Path) -> None:
    """Where the report cannot be put in place, no temporary file stays behind."""
    (tmp_path / "report.json").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(REPORT, tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_line_ends_and_broken_names(tmp_path: Path) -> None:
    """A format's line ends are kept, and half a character does not keep the file from being written."""
    file = write_file(tmp_path / "report.csv", "a\r\nb\udc80\n")
    assert file.read_bytes() == b"a\r\nb?\n"
