"""The anonymous page of a class, and its key."""

import re
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.order import Order
from grader.commands.class_ import grade_class
from grader.errors import UsageError
from tests.classroom.packed import zipped
from tests.classroom.samples import CHALLENGE, marked
from tests.classroom.working import Workers
from tests.lms.made import csv_file, sheet_rows

NAMES = {"q-xylo": "Quentin Xylo", "jaq&co": "Jáq <b>Wyk</b>", "=zoe": "Zoë"}
TOLD = re.compile(r"learner-[bcdfghjkmnpqrstvwxz]{6}")


@pytest.fixture
def handed_in(tmp_path: Path, workers: Workers) -> Path:
    """A class with a twin, a refused archive and an override, each of which tells of somebody."""
    for name in NAMES:
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "Dockerfile").write_text("FROM a\nLABEL by=Quentin-Xylo\n")
    zipped(tmp_path / "class/secret-file.zip", ("../Mallory.txt", b"x"))
    workers.results = {"q-xylo": marked("unmet")}
    csv_file(tmp_path / "roster.csv", ["id", "name"], *NAMES.items(), ["secret-file", "Mallory"])
    csv_file(tmp_path / "o.csv", ["id", "points", "reason"], ["jaq&co", 7, "copied from Quentin Xylo"])
    return tmp_path


def page(folder: Path, **order: Any) -> str:
    """Grade the class; the anonymous page."""
    order |= {"out": folder / "out", "roster": folder / "roster.csv", "overrides": folder / "o.csv"}
    assert (
        grade_class(Order(folders=[folder / "class"], challenge=CHALLENGE.id, anonymous=True, **order)) == 0
    )
    return (folder / "out/anonymous/class.html").read_text()


def key(folder: Path) -> dict[str, str]:
    """The pseudonyms by id."""
    return {row[0]: row[1] for row in sheet_rows(folder / "out/pseudonyms.csv")[1:]}


def test_nothing_tells_who_it_is(handed_in: Path) -> None:
    """No name, id, file or path of a learner is on the page, and nothing else is in its folder."""
    shown = page(handed_in)
    whole = (handed_in / "out/class.html").read_text()
    telling = ["Quentin", "xylo", "jaq", "Jáq", "Wyk", "zoe", "Zoë", "Mallory", "secret-file", "submissions/"]
    assert [word for word in telling if word.lower() in shown.lower()] == []
    assert [word for word in telling if word.lower() not in whole.lower()] == []
    assert [path.name for path in (handed_in / "out/anonymous").iterdir()] == ["class.html"]
    assert shown.count('<tr id="row-') == 4
    assert "set by the teacher</bdi>" in shown
    assert set(TOLD.findall(shown)) == set(key(handed_in).values())


def test_the_key(handed_in: Path) -> None:
    """The key says whose each pseudonym is; only its owner may read it, and no cell is a formula."""
    page(handed_in)
    file = handed_in / "out/pseudonyms.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    rows = sheet_rows(file)
    assert rows[0] == ["id", "pseudonym", "name"]
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("'=zoe", "Zoë"),
        ("jaq&co", "Jáq <b>Wyk</b>"),
        ("q-xylo", "Quentin Xylo"),
        ("secret-file", "Mallory"),
    ]


def test_pseudonyms_stay(handed_in: Path) -> None:
    """Who has a pseudonym keeps it, also who has left, and in another exercise by the same key."""
    page(handed_in)
    before = key(handed_in)
    page(handed_in)
    assert key(handed_in) == before
    csv_file(handed_in / "roster.csv", ["id"], ["jaq&co"], ["new"])
    page(handed_in)
    assert {name: key(handed_in)[name] for name in before} == before
    assert len(key(handed_in)) == len(before) + 1
    shared = csv_file(handed_in / "key.csv", ["id", "pseudonym"], ["jaq&co", "learner-x"])
    assert "<bdi>learner-x</bdi>" in page(handed_in, pseudonyms=shared)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["a", "x"], ["b", "x"]], "pseudonyms.csv:3: pseudonym: two learners have 'x'"),
        ([["a", "x"], ["a", "y"]], "pseudonyms.csv:3: id: two rows are for 'a'"),
        ([["a", ""]], "pseudonyms.csv:2: pseudonym: must not be empty"),
    ],
)
def test_wrong_key(handed_in: Path, workers: Workers, rows: list[list[str]], why: str) -> None:
    """What is wrong in the key is told with file and row, before anything is graded."""
    (handed_in / "out").mkdir()
    csv_file(handed_in / "out/pseudonyms.csv", ["id", "pseudonym"], *rows)
    with pytest.raises(UsageError, match=why):
        page(handed_in)
    assert workers.graded == []
