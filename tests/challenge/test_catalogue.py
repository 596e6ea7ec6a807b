from pathlib import Path

import pytest

from grader.challenge import Catalogue
from grader.errors import UsageError


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A course of three challenges whose files nobody reads."""
    for name in ("01-first", "02-second", "03-third"):
        (tmp_path / "challenges" / name).mkdir(parents=True)
        (tmp_path / "challenges" / name / "challenge.yaml").touch()
    return Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        ([], ["01-first", "02-second", "03-third"]),
        (["02-second"], ["02-second"]),
        (["0[13]*"], ["01-first", "03-third"]),
        (["03-third", "01-*"], ["01-first", "03-third"]),
        (["*", "01-first"], ["01-first", "02-second", "03-third"]),
    ],
)
def test_select(catalogue: Catalogue, patterns: list[str], found: list[str]) -> None:
    """Patterns select challenges by id, each once, in the order of the course."""
    assert [file.parent.name for file in catalogue.select(patterns)] == found


def test_unknown_pattern(catalogue: Catalogue) -> None:
    """A pattern that matches nothing is a mistake, and the nearest id is named."""
    with pytest.raises(UsageError, match="did you mean '02-second'"):
        catalogue.select(["01-first", "02-secnod"])


def test_unknown_challenge(catalogue: Catalogue) -> None:
    """A challenge is loaded by its whole id only."""
    with pytest.raises(UsageError, match="no challenge '02'"):
        catalogue.load("02")


def test_empty_course(tmp_path: Path) -> None:
    """A folder without challenges is named."""
    with pytest.raises(UsageError, match="there is none below"):
        Catalogue(tmp_path).load("x")
