"""The folders of reports: written where they are not already as they would be."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import folders
from grader.classroom.done import Done, Failed, Kept
from grader.classroom.folders import FILES, SubmissionFolders, write_submission
from grader.classroom.journal import Journal
from grader.errors import EngineFailureError, UsageError
from grader.evidence import Attachments
from grader.values import replace
from tests.classroom.samples import marked, result, submission

RESULT = result()
PART = marked("broken").report


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    """An empty journal."""
    with closing(Journal(tmp_path / "journal.sqlite", "demo")) as made:
        yield made


def write(out: Path, journal: Journal, done: Done, name: str = "alice") -> dict[str, int]:
    """Write one folder as a run does; when each file in it was last written."""
    with closing(SubmissionFolders(out, journal)) as made:
        made.write(submission(name), done)
    return {path.name: path.stat().st_mtime_ns for path in (out / "submissions" / name).glob("*")}


def test_folder_of_a_submission(tmp_path: Path) -> None:
    """The folder holds reports and logs, and the report names its own submission."""
    logs = Attachments(build_log="built\n", container_log="ran\r\n")
    for name in ("alice", "bob"):
        write_submission(tmp_path, submission(name), replace(marked().report, attachments=logs))
    folder = tmp_path / "submissions/bob"
    assert {path.name for path in folder.iterdir()} == set(FILES)
    assert (folder / "container.log").read_bytes() == b"ran\r\n"
    report = json.loads((folder / "report.json").read_text())
    assert (report["submission"], report["schema"]) == ("bob", "grader/report/v2")


def test_unchanged_folder_is_not_written(tmp_path: Path, journal: Journal) -> None:
    """A second run leaves the files as they are, and so does a failure beside the same mark."""
    before = write(tmp_path, journal, Kept(RESULT))
    assert set(before) == set(FILES)
    assert write(tmp_path, journal, Kept(RESULT)) == before
    assert write(tmp_path, journal, Failed(reason="no engine", earlier=RESULT)) == before


def linked(file: Path) -> None:
    """Put a link to the file in its place."""
    file.symlink_to(file.rename(file.with_suffix(".old")))


CHANGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda folder: (folder / "build.log").unlink(),
    "changed": lambda folder: (folder / "report.html").write_text("other"),
    "a link": lambda folder: linked(folder / "report.json"),
    "gone": lambda folder: folder.rename(folder.parent / "other"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_damaged_folder_is_written_again(
    tmp_path: Path, journal: Journal, change: Callable[[Path], object]
) -> None:
    """A file that is missing, or is not as it was left, is written again."""
    before = write(tmp_path, journal, Kept(RESULT))
    change(tmp_path / "submissions/alice")
    after = write(tmp_path, journal, Kept(RESULT))
    assert all(after[name] > before[name] for name in FILES)
    assert not (tmp_path / "submissions/alice/report.json").is_symlink()


def test_new_result_is_written(tmp_path: Path, journal: Journal) -> None:
    """Another result, or what could be judged of a failed one, takes the place of the earlier files."""
    before = write(tmp_path, journal, Kept(RESULT))
    after = write(tmp_path, journal, Kept(replace(RESULT, finished=RESULT.finished + 1)))
    assert after["report.json"] > before["report.json"]
    write(tmp_path, journal, Failed(reason="no engine", part=PART))
    assert json.loads((tmp_path / "submissions/alice/report.json").read_text())["outcome"] == "error"
    write(tmp_path, journal, Kept(RESULT))
    assert json.loads((tmp_path / "submissions/alice/report.json").read_text())["outcome"] == "passed"


def test_changed_grader_writes_again(
    tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another template or version makes other pages of the same result."""
    before = write(tmp_path, journal, Kept(RESULT))
    monkeypatch.setattr(folders, "_renderer", lambda: "other")
    assert write(tmp_path, journal, Kept(RESULT))["report.html"] > before["report.html"]


def test_nothing_to_show(tmp_path: Path, journal: Journal) -> None:
    """What the machine could not judge at all has no folder."""
    assert write(tmp_path, journal, Failed(reason="no engine")) == {}


def test_hostile_id_stays_inside(tmp_path: Path) -> None:
    """No id leads out of the output folder."""
    write_submission(tmp_path / "out", submission("../../x"), marked().report)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full is the machine's failure, not a wrong call."""

    def fail(target: Path, _text: str) -> Path:
        raise UsageError(f"{target.name} cannot be written: No space left on device")

    monkeypatch.setattr("grader.report.folder.write_file", fail)
    with pytest.raises(EngineFailureError, match="No space left"):
        write_submission(tmp_path, submission(), marked().report)
