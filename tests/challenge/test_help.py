"""The longer hints: as a file, and those of the course."""

import re
from pathlib import Path

import pytest

from grader.challenge import Challenge, load_challenge
from grader.errors import SpecError
from tests.challenge.test_loader import GOOD
from tests.shipped import course

COURSE = course()
HELP = "two: |\n  Give the compiler\n  a stage.\n\n      FROM a AS b\n"


def _with_help(tmp_path: Path, source: str | None) -> Challenge:
    file = tmp_path / "demo" / "challenge.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(GOOD)
    if source is not None:
        file.with_name("help.yaml").write_text(source)
    return load_challenge(file)


def test_help_stands_beside_the_spec(tmp_path: Path) -> None:
    """Its texts are known by the criterion's id; a challenge may have none."""
    assert _with_help(tmp_path, None).without_help == ("two",)
    challenge = _with_help(tmp_path, HELP)
    assert challenge.help == {"two": "Give the compiler\na stage.\n\n    FROM a AS b"}
    assert challenge.without_help == ()


def test_help_is_part_of_what_a_report_is_made_by(tmp_path: Path) -> None:
    """As a changed hint does, a changed help makes kept results outdated."""
    digests = {_with_help(tmp_path, source).digest for source in (None, HELP, HELP.replace("stage", "name"))}
    assert len(digests) == 3


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (HELP.replace("two", "tow"), "1: tow: no criterion 'tow', did you mean 'two'?"),
        ("two: [a]\n", "1: two: input should be a valid string"),
        ("two: ' '\n", "1: two: must not be empty"),
        (HELP + "two: x\n", "6: two: the key 'two' is here twice"),
        ("- two\n", "1: expected a mapping with ids of criteria and their texts"),
        ("", "1: the file is empty"),
    ],
)
def test_mistake_in_help(tmp_path: Path, source: str, problem: str) -> None:
    """A mistake in help.yaml is told as one in challenge.yaml: with file, line and key."""
    with pytest.raises(SpecError) as caught:
        _with_help(tmp_path, source)
    (told,) = caught.value.problems
    assert told.startswith(f"{tmp_path / 'demo' / 'help.yaml'}:{problem}")


@pytest.mark.parametrize("challenge", COURSE, ids=lambda challenge: challenge.id)
def test_help_of_the_course(challenge: Challenge) -> None:
    """Each criterion has one, in the order of the spec, of 80 to 160 words with something to try."""
    assert list(challenge.help) == [criterion.id for criterion in challenge.criteria]
    assert {name: len(text.split()) for name, text in challenge.help.items()} == {
        name: pytest.approx(120, abs=40) for name in challenge.help
    }
    assert [name for name, text in challenge.help.items() if "\n    " not in text] == []


@pytest.mark.parametrize("challenge", COURSE, ids=lambda challenge: challenge.id)
def test_hints_of_the_course(challenge: Challenge) -> None:
    """A hint is one or two sentences."""
    assert [one.id for one in challenge.criteria if len(re.findall(r"\w[.?] |[.?]$", one.hint)) > 2] == []


@pytest.mark.parametrize("challenge", COURSE, ids=lambda challenge: challenge.id)
def test_no_help_gives_the_solution_away(challenge: Challenge) -> None:
    """No line to copy is a line of the solution's Dockerfile or ignore file."""
    solved = {
        line.strip()
        for name in ("Dockerfile", ".dockerignore")
        for line in (challenge.solution / name).read_text().splitlines()
        if line.strip() and not line.startswith("#")
    }
    told = {line.strip() for text in challenge.help.values() for line in text.splitlines()}
    assert solved & told == set()
