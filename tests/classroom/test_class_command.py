"""`grader class`, as far as it goes without an engine: the workers are made up."""

import csv
import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import class_run, folders, row_grader
from grader.classroom.folders import write_submission
from grader.classroom.journal import Journal
from grader.classroom.lock import alone_in
from grader.classroom.order import Order, limits_of
from grader.commands.class_ import grade_class
from grader.errors import EngineUnavailableError, UsageError
from grader.report import Report
from grader.values import replace
from tests.called import calling
from tests.classroom.packed import tarred, zipped
from tests.classroom.samples import CHALLENGE, marked
from tests.classroom.working import Workers


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A class of three, two of them with the same content."""
    folder = tmp_path / "class"
    for name, text in (("alice", "FROM a\n"), ("bob", "FROM b\n"), ("carol", "FROM a\n")):
        (folder / name).mkdir(parents=True)
        (folder / name / "Dockerfile").write_text(text)
    return folder


def grade(handed_in: Path, **order: Any) -> int:
    """Grade the class; its exit code."""
    out = handed_in.parent / "out"
    return grade_class(Order(folders=[handed_in], challenge=CHALLENGE.id, out=out, **order))


def table(handed_in: Path) -> dict[str, dict[str, str]]:
    """The rows of grades.csv by id."""
    with (handed_in.parent / "out/grades.csv").open(newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def test_class(handed_in: Path, workers: Workers, capsys: pytest.CaptureFixture[str]) -> None:
    """Equal submissions are graded once, everybody has a row and a folder; a low mark is no failure."""
    workers.results = {"bob": marked("unmet")}
    assert grade(handed_in) == 0
    rows = table(handed_in)
    assert workers.graded == ["alice", "bob"]
    assert [(row["total"], row["note"]) for row in rows.values()] == [
        ("100", ""),
        ("80", ""),
        ("100", "same content as alice"),
    ]
    folders = sorted((handed_in.parent / "out/submissions").iterdir())
    assert [json.loads((one / "report.json").read_text())["submission"] for one in folders] == list(rows)
    said = capsys.readouterr()
    assert "80 of 100" in said.out
    assert said.err.count(" of 2  ") == 2


def test_unchanged(handed_in: Path, workers: Workers, capsys: pytest.CaptureFixture[str]) -> None:
    """The second run grades nothing; --quiet says only where the table is."""
    grade(handed_in)
    capsys.readouterr()
    assert grade(handed_in, quiet=True) == 0
    said = capsys.readouterr()
    assert workers.graded == ["alice", "bob"]
    assert (said.err, said.out.count("\n")) == ("", 1)
    assert json.loads((handed_in.parent / "out/class.json").read_text())["rows"][0]["kept"] is True


def test_machine_failure(handed_in: Path, workers: Workers) -> None:
    """What the machine fails on is exit code 3, an empty cell, and never replaces an earlier mark."""
    workers.results = {"bob": RuntimeError("no engine")}
    assert grade(handed_in) == 3
    assert (table(handed_in)["bob"]["total"], table(handed_in)["bob"]["outcome"]) == ("", "error")
    workers.results = {"alice": RuntimeError("no engine")}
    assert grade(handed_in, again=True) == 3
    rows = table(handed_in)
    assert rows["alice"]["total"] == rows["bob"]["total"] == "100"
    assert rows["carol"]["note"].startswith("not graded again: RuntimeError: no engine")
    workers.results, workers.graded = {}, []
    assert grade(handed_in, only_errors=True) == 0
    assert workers.graded == ["alice"]


def test_broken_report_is_shown(handed_in: Path, workers: Workers) -> None:
    """Where the machine failed on a part, the rest can be read."""
    workers.results = {"bob": marked("broken")}
    assert grade(handed_in) == 3
    report = json.loads((handed_in.parent / "out/submissions/bob/report.json").read_text())
    assert report["outcome"] == "error"


def test_hostile_submissions(handed_in: Path, workers: Workers) -> None:
    """What cannot be graded for what it is fails by itself; the others are graded."""
    zipped(handed_in / "dave.zip", ("../evil", b"x"))
    (handed_in / "erin.tar.gz").write_bytes(b"\x1f\x8b\x08 broken")
    (handed_in / "frank.rar").write_bytes(b"Rar!")
    (handed_in / "grace").symlink_to("/etc")
    (handed_in / os.fsdecode(b"caf\xe9")).mkdir()
    tarred(handed_in / "heidi.tar.gz", ("x/Dockerfile", b"FROM a\n"))
    (handed_in / "heidi.tar.gz").rename(handed_in / "heidi.zip")
    assert grade(handed_in) == 0
    rows = table(handed_in)
    assert len(rows) == 9
    assert len(workers.graded) == 3
    assert {name for name, row in rows.items() if row["total"] == "0"} == {"dave", "erin", "frank", "grace"}
    assert rows["heidi"]["note"] == "same content as alice"
    assert not (handed_in.parent / "evil").exists()


def test_interrupted(handed_in: Path, workers: Workers) -> None:
    """Ctrl-C stops the workers, keeps what was done with its folder, and lets the next run go on."""
    workers.results = {"bob": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        grade(handed_in)
    assert workers.ended == ["stop", "close"]
    workers.results, workers.graded = {}, []
    assert grade(handed_in, resume=True) == 0
    assert workers.graded == ["bob"]


def test_results_inside_the_class_folder(handed_in: Path, workers: Workers) -> None:
    """The output folder may lie among the submissions."""
    for _ in range(2):
        order = Order(folders=[handed_in], challenge=CHALLENGE.id, out=handed_in / "marks", quiet=True)
        assert grade_class(order) == 0
    assert workers.graded == ["alice", "bob"]
    assert len(json.loads((handed_in / "marks/class.json").read_text())["rows"]) == 3


def test_roster(handed_in: Path, workers: Workers, capsys: pytest.CaptureFixture[str]) -> None:
    """Who handed in nothing has no points; who is not listed is named."""
    file = handed_in.parent / "roster.csv"
    file.write_text("id,name,path\n1,=A(),alice\n2,Zoe,\n")
    assert grade(handed_in, roster=file) == 0
    rows = table(handed_in)
    assert (rows["1"]["name"], rows["1"]["total"]) == ("'=A()", "100")
    assert (rows["2"]["note"], rows["2"]["total"]) == ("nothing was handed in", "0")
    assert capsys.readouterr().err.count("not in the roster, so not graded") == 2
    assert workers.graded == ["1"]


def test_report_that_cannot_be_shown(
    handed_in: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One report that no page can be made of does not cost the others theirs."""

    def write(out: Path, submission: Any, report: Report) -> None:
        if submission.id == "alice":
            raise ValueError("odd")
        write_submission(out, submission, report)

    monkeypatch.setattr(folders, "write_submission", write)
    assert grade(handed_in) == 3
    assert sorted(path.name for path in (handed_in.parent / "out/submissions").iterdir()) == ["bob", "carol"]
    assert len(table(handed_in)) == 3
    assert workers.graded == ["alice", "bob"]


def test_rescore_with_nothing_kept(handed_in: Path, workers: Workers) -> None:
    """Nothing is built for --rescore; what was never graded is told."""
    assert grade(handed_in, rescore=True) == 3
    assert workers.graded == []
    assert "grade it without --rescore" in table(handed_in)["alice"]["note"]


def test_two_runs_at_once(handed_in: Path, workers: Workers) -> None:
    """A second run into the same folder is a wrong call, and grades nothing."""
    out = handed_in.parent / "out"
    out.mkdir()
    with alone_in(out), pytest.raises(UsageError, match="at work"):
        grade(handed_in)
    assert workers.graded == []


def test_journal_of_another_challenge(handed_in: Path, workers: Workers) -> None:
    """Results of two challenges are never mixed."""
    out = handed_in.parent / "out"
    out.mkdir()
    with closing(Journal(out / class_run.JOURNAL, "other")), pytest.raises(UsageError, match="other"):
        grade(handed_in)
    assert workers.graded == []


def test_no_engine(handed_in: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an engine nothing is graded, and nobody gets a zero."""

    def fail() -> None:
        raise EngineUnavailableError("no container engine answers")

    monkeypatch.setattr(row_grader, "connect", fail)
    with pytest.raises(EngineUnavailableError):
        grade(handed_in)
    assert not (handed_in.parent / "out/grades.csv").exists()
    assert workers.graded == []


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        ("build", "NAME=VALUE"),
        ("speed=1", "NAME=VALUE with one of build"),
        ("build=soon", "--limit build: expected a duration"),
        ("memory=", "--limit memory: expected a size"),
        ("cpus=0", "--limit cpus: Input should be greater than 0"),
        ("cpus=nan", "--limit cpus"),
        ("processes=many", "--limit processes"),
    ],
)
def test_wrong_limit(handed_in: Path, workers: Workers, limit: str, why: str) -> None:
    """A limit that is none is told by its name, before anything is graded."""
    with pytest.raises(UsageError, match=why):
        grade(handed_in, limits=[limit])
    assert workers.graded == []


def test_limits() -> None:
    """Limits that are given replace the challenge's, one by one."""
    order = Order(folders=(), challenge=CHALLENGE.id, out=Path())
    made = limits_of(replace(order, limits=["build=10m", "cpus=2", "processes=64", "memory=1GB"]), CHALLENGE)
    assert (made.build, made.cpus, made.processes, made.memory) == (600.0, 2.0, 64, 1_000_000_000)
    assert limits_of(order, CHALLENGE) == CHALLENGE.limits


def test_exit_code_of_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong call ends with 2 and one line."""
    with calling(capsys) as call:
        done = call("class", tmp_path, "--challenge", CHALLENGE.id, "--out", tmp_path / "out")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "no submission in" in done.err
