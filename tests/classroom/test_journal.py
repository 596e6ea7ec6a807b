"""What the journal keeps, whatever happens to the process."""

import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.journal import Journal
from grader.classroom.lock import alone_in
from grader.errors import EngineFailureError, UsageError
from grader.evidence import Broken, DockerfileText
from grader.values import replace
from tests.classroom.samples import graded, noted, result
from tests.classroom.writing import write_on
from tests.forked import forked


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the journal lies."""
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(file: Path) -> Journal:
    """An empty journal."""
    return Journal(file, "demo")


def test_result_stays(journal: Journal, file: Path) -> None:
    """A result is there again after the file was closed and opened."""
    evidence: dict[Any, Any] = {DockerfileText(): Broken("no engine")}
    made = result(graded(evidence).report, seconds=1.5)
    journal.record("a", made, evidence)
    journal.close()
    with closing(Journal(file, "demo")) as again:
        assert (again.result("a"), again.evidence("a")) == (made, evidence)
        assert (again.result("b"), again.evidence("b")) == (None, {})


def test_notes_stay(journal: Journal, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which images a content names is known to the version that read it; what was written, to all."""
    for images in (("a:1",), ("a:1", "b@sha256:0")):
        journal.note_images({"a": images, "b": ()})
    journal.note_written({"alice": "state"})
    journal.note_written({})
    journal.close()
    with closing(Journal(file, "demo")) as again:
        assert (again.images(), again.written()) == ({"a": images, "b": ()}, {"alice": "state"})
        monkeypatch.setattr("grader.classroom.journal.__version__", "other")
        assert again.images() == {}


def test_failure_leaves_the_result(journal: Journal) -> None:
    """A failure of the machine never takes a result away; the next result ends the failure."""
    made = result()
    journal.record("a", made, {})
    journal.record_failure("a", "2", "no engine")
    journal.record_failure("a", "2", "disk full")
    assert (journal.result("a"), journal.failure("a")) == (made, "disk full")
    journal.record("a", result(run="3"), {})
    assert journal.failure("a") is None


def test_interrupted_runs(journal: Journal) -> None:
    """All runs since the last that came to its end."""
    assert journal.interrupted_runs() == set()
    for run in ("1", "2"):
        journal.begin_run(run)
    journal.end_run("2")
    assert journal.interrupted_runs() == set()
    for run in ("3", "4"):
        journal.begin_run(run)
    assert journal.interrupted_runs() == {"3", "4"}


def test_threads(journal: Journal) -> None:
    """Many threads write at once, and nothing is lost."""

    def write(number: int) -> None:
        journal.start(str(number), "run")
        journal.record(str(number), result(seconds=number), {})

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(40)))
    assert journal.starts() == {str(number): 1 for number in range(40)}
    kept = [journal.result(str(number)) for number in range(40)]
    assert [one.seconds for one in kept if one] == list(range(40))


def test_killed_in_the_middle(file: Path, tmp_path: Path) -> None:
    """Whatever was said to be written before SIGKILL is there, whole."""
    for number in range(2):
        file.unlink(missing_ok=True)
        os.mkfifo(told := tmp_path / f"told{number}")
        child = forked(write_on, file, told)
        with told.open() as lines:
            lines.readline()
            time.sleep(0.05)
            child.kill()
            said = lines.read().split()
        with closing(Journal(file, "demo")) as journal:
            last = int(said[-1]) if said else 0
            assert all(journal.result(str(number)) for number in range(last + 1))
            assert journal.interrupted_runs() == {"first"}
            journal.record("more", result(), {})


def test_half_made_file(file: Path) -> None:
    """A process that was killed while it made the tables left nothing that is in the way."""
    file.touch()
    Journal(file, "demo").close()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM about")
        database.execute("DROP TABLE runs")
    with closing(Journal(file, "demo")) as journal:
        journal.begin_run("1")
    with pytest.raises(UsageError, match="belongs to the challenge demo"):
        Journal(file, "other")


@pytest.mark.parametrize("content", [b"name,points\n" * 200, b"SQLite format 3\0 and more" * 100])
def test_no_database(file: Path, content: bytes) -> None:
    """A file that is no journal is told, and left as it is."""
    file.write_bytes(content)
    with pytest.raises(UsageError, match="is not a journal"):
        Journal(file, "demo")
    assert file.read_bytes() == content


def test_somebody_elses_database(file: Path) -> None:
    """Another program's database gets no tables of ours."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    before = file.read_bytes()
    with pytest.raises(UsageError, match="is not a journal"):
        Journal(file, "demo")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "columns", ["format INTEGER, challenge TEXT", "format INTEGER, challenge TEXT, x INT"]
)
def test_another_version(file: Path, columns: str) -> None:
    """A journal of another version is told as that, not as another challenge's."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"CREATE TABLE about ({columns})")
        database.execute("INSERT INTO about (format, challenge) VALUES (1, 'demo')")
    with pytest.raises(UsageError, match="another version"):
        Journal(file, "demo")


def test_folder_in_its_place(tmp_path: Path) -> None:
    """A folder of the journal's name is told."""
    with pytest.raises(UsageError, match="is not a journal"):
        Journal(tmp_path, "demo")


@pytest.mark.parametrize("text", ["{", "[]", '{"report": 1}', "null", pytest.param("[" * 100_000, id="deep")])
def test_result_that_cannot_be_read(journal: Journal, file: Path, text: str) -> None:
    """A damaged row counts as no result, so that it is graded again."""
    journal.record("a", result(), {})
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE results SET report = ?", (text,))
    assert journal.result("a") is None


def test_full_disk(journal: Journal) -> None:
    """A disk that is full is the machine's failure, and what was there stays."""
    journal.record("a", result(), {})
    journal._database.rows("PRAGMA max_page_count = 20")
    with pytest.raises(EngineFailureError, match="cannot be written: database or disk is full"):
        journal.record("b", result(noted("x" * 1_000_000)), {})
    assert journal.result("a") is not None
    assert journal.result("b") is None


def test_half_characters(journal: Journal) -> None:
    """Text that is no UTF-8 can be kept, with question marks in its place."""
    made = result(noted("caf\udcff\0"))
    journal.record("a", made, {})
    assert journal.result("a") == replace(made, report=noted("caf?\0"))


def test_one_run_at_a_time(tmp_path: Path) -> None:
    """A second run in one folder is refused, and a run after it is not."""
    with alone_in(tmp_path), pytest.raises(UsageError, match="at work"), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass
