"""`grader collect`, as teachers call it."""

from pathlib import Path

import pytest

from tests.called import Call
from tests.classroom.packed import zipped
from tests.lms.made import csv_file, gradebook, participant, sheet_rows, worksheet
from tests.lms.repositories import TIMES, repository

UNTIL = "2026-12-01T00:00Z"


def test_moodle(call: Call, tmp_path: Path) -> None:
    """The zip becomes a class's folder, and the next command is told."""
    sheet = worksheet(tmp_path / "w.csv", participant(7, "Ann", "Friday, 27 November 2026, 9:05 AM"))
    archive = zipped(tmp_path / "a.zip", ("Ann_7_assignsubmission_file_/Dockerfile", b"FROM a\n"))
    words = ("collect", "moodle", archive, "--worksheet", sheet)
    done = call(*words, "--to", tmp_path / "one", "--zone", "Europe/Berlin")
    assert (done.code, done.out.splitlines()[0], done.err) == (0, "1 of 1 handed in", "")
    assert f"grader class {tmp_path}/one --roster {tmp_path}/one/class.csv --challenge ID" in done.out
    without = call(*words, "--to", tmp_path / "two")
    assert (without.code, "without --zone" in without.err) == (0, True)
    assert sheet_rows(tmp_path / "two/class.csv")[1] == ["7", "Ann", "7", ""]
    assert (
        "did you mean 'Europe/Berlin'" in call(*words, "--to", tmp_path / "x", "--zone", "Europe/Berln").err
    )


def test_canvas(call: Call, tmp_path: Path) -> None:
    """Canvas's zip, too."""
    book = gradebook(tmp_path / "g.csv", ["Lee, Ann", 7, ""], ["Ray, Bob", 8, ""])
    archive = zipped(tmp_path / "s.zip", ("leeann_7_1_Dockerfile", b"FROM a\n"))
    done = call("collect", "canvas", archive, "--gradebook", book, "--to", tmp_path / "class")
    assert (done.code, done.out.splitlines()[0]) == (0, "1 of 2 handed in")


def test_git(call: Call, tmp_path: Path) -> None:
    """Repositories come as they were at each one's deadline; one that cannot be had is exit code 3."""
    path = repository(tmp_path / "a", (TIMES["late"], {"Dockerfile": "FROM a\n"}))
    listed = csv_file(
        tmp_path / "r.csv", ["id", "repository"], ["ann", path], ["bob", path], ["cy", tmp_path / "no"]
    )
    later = csv_file(tmp_path / "e.csv", ["id", "due"], ["bob", "2026-12-09T00:00Z"])
    words = ("--until", "2026-11-30T00:00Z", "--extensions", later, "--local", "--to", tmp_path / "class")
    done = call("collect", "git", listed, *words)
    assert (done.code, done.out.splitlines()[0]) == (3, "1 of 2 handed in")
    assert "bob: 2026-12-01T" in done.err
    assert "1 could not be had, and are not in the roster: cy" in done.err


def test_classroom50(call: Call, tmp_path: Path) -> None:
    """The roster of Classroom 50 is enough to find each one's repository."""
    repository(tmp_path / "org/cs-docker-ann", (TIMES["early"], {"Dockerfile": "FROM a\n"}))
    roster = csv_file(tmp_path / "roster.csv", ["username", "first_name"], ["ann", "Ann"])
    words = ("--repositories", tmp_path / "org", "--classroom", "cs", "--assignment", "docker")
    done = call("collect", "classroom50", roster, *words, "--local", "--to", tmp_path / "class")
    assert (done.code, done.out.splitlines()[0]) == (0, "1 of 1 handed in")
    assert sheet_rows(tmp_path / "class/class.csv")[1][:3] == ["ann", "Ann", "ann.tar"]


@pytest.mark.parametrize(
    ("words", "rows", "why"),
    [
        (["--until", "2026-12-01 23:59"], [], "--until: '2026-12-01 23:59' has no time zone"),
        (["--until", UNTIL], [["bob", "2026-12-09T00:00Z"]], "e.csv:2: id: nobody in the class is 'bob'"),
        (["--until", UNTIL], [["ann", "2026-12-09"]], "e.csv:2: due: '2026-12-09' has no time of day"),
        (
            ["--until", UNTIL],
            [["ann", "2026-11-09T00:00Z"]],
            "e.csv:2: due: is before the class's own deadline",
        ),
        ([], [], "--extensions needs --until"),
    ],
)
def test_wrong_times(call: Call, tmp_path: Path, words: list[str], rows: list[list[str]], why: str) -> None:
    """A time without its zone and an extension for nobody are told before anything is cloned."""
    listed = csv_file(tmp_path / "r.csv", ["id", "repository"], ["ann", tmp_path / "no"])
    later = csv_file(tmp_path / "e.csv", ["id", "due"], *rows)
    done = call(
        "collect", "git", listed, *words, "--extensions", later, "--local", "--to", tmp_path / "class"
    )
    assert (done.code, done.out, why in done.err) == (2, "", True), done.err
    assert not (tmp_path / "class").exists()
