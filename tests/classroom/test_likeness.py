"""A class, compared: what a submission says is read once and kept."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from grader.classroom import likeness
from grader.classroom.entries import find_entries
from grader.classroom.journal import Journal
from grader.classroom.likeness import likeness_of
from grader.classroom.rows import Row, look_at
from grader.likeness import Likeness
from tests.classroom.packed import zipped
from tests.classroom.samples import CHALLENGE


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty journal."""
    with closing(Journal(tmp_path / "journal.sqlite", "demo")) as made:
        yield made


@pytest.fixture
def rows(tmp_path: Path, journal: Journal) -> list[Row]:
    """A class of three that say the same, one as an archive, and one that cannot be opened."""
    handed_in = tmp_path / "class"
    for name, text in (("alice", "FROM a\nRUN x\n"), ("bob", "# mine\nfrom a\nrun x\n")):
        (handed_in / name).mkdir(parents=True)
        (handed_in / name / "Dockerfile").write_text(text)
    zipped(handed_in / "carol.zip", ("x/Dockerfile", b"FROM a\n\nRUN  x\n"))
    (handed_in / "dave.rar").write_bytes(b"Rar!")
    return look_at(find_entries([handed_in]), journal)


def groups(found: Likeness) -> list[tuple[str, ...]]:
    """The approaches' submissions."""
    return [one.submissions for one in found.approaches]


def test_compared(rows: list[Row], journal: Journal) -> None:
    """All that can be opened are compared, archives, too."""
    found = likeness_of(rows, CHALLENGE, journal)
    assert (found.compared, groups(found)) == (3, [("alice", "bob", "carol")])


def test_read_once(rows: list[Row], journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run opens nothing; a change of what is the learner's reads them again."""
    first = likeness_of(rows, CHALLENGE, journal)
    with monkeypatch.context() as patched:
        patched.setattr(likeness, "opened_again", None)
        assert likeness_of(rows, CHALLENGE, journal) == first
    changed = CHALLENGE.model_copy(update={"learner": ("*.sh",)})
    assert groups(likeness_of(rows, changed, journal)) == [("alice", "bob", "carol")]
    assert len(journal.said(likeness._reader_id(changed))) == 3


def test_changed_meanwhile(rows: list[Row], journal: Journal) -> None:
    """What is not the same any more is left out, and nothing wrong is kept."""
    (rows[0].submission.path / "Dockerfile").write_text("FROM b\n")
    found = likeness_of(rows, CHALLENGE, journal)
    assert groups(found) == [("bob", "carol")]
    assert likeness_of(rows, CHALLENGE, journal) == found
