"""What the documents list is what there is, and the kind that they show runs."""

import re
from typing import Any, get_args

import pytest

import grader.evidence
from grader.criterion import Criterion
from grader.evidence.answers import Phase
from grader.evidence.question import ROOMS, Question
from grader.report.formats import format_names
from tests.criteria.made import known, made
from tests.pages import DECISIONS, FENCED, ROOT, code_of
from tests.shipped import KINDS

ARCHITECTURE, CHANGELOG = ((ROOT / name).read_text() for name in ("docs/architecture.md", "CHANGELOG.md"))


def test_formats() -> None:
    """The README names every format of a report."""
    assert set(format_names()) <= set(code_of(ROOT / "README.md"))


def test_decisions() -> None:
    """Each decision has a number of its own, and architecture.md links to it."""
    numbers = [file.name[:4] for file in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    assert [file.read_text().partition(".")[0] for file in DECISIONS] == [
        f"# {int(text)}" for text in numbers
    ]
    assert [file.name for file in DECISIONS if f"(decisions/{file.name})" not in ARCHITECTURE] == []


@pytest.mark.parametrize("room", ROOMS)
def test_rooms(room: str) -> None:
    """The table of rooms names each question in its room."""
    row = re.search(rf"^\| {room} \| (.+?) \|", ARCHITECTURE, re.MULTILINE)
    asked = {
        name
        for name, cls in vars(grader.evidence).items()
        if isinstance(cls, type) and issubclass(cls, Question) and getattr(cls, "room", "") == room
    }
    bases = {"SourceQuestion", "ImageQuestion", "ContainerQuestion"}
    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[1])) == asked - bases


def test_phases() -> None:
    """architecture.md names each phase that can be blocked."""
    assert all(ARCHITECTURE.count(f"`{phase}`") > 1 for phase in get_args(Phase))


def test_old_spellings() -> None:
    """The changelog has each old spelling with what a spec that uses it is told."""
    for name, kind in KINDS.items():
        for old, new in kind.old_kinds.items():
            assert f"| `check: {old}` | {new} |\n" in CHANGELOG
        for old, new in kind.old_spellings.items():
            assert f"| `{old}` of `{name}` | {new} |\n" in CHANGELOG


def test_number_of_kinds() -> None:
    """The changelog says how many kinds there are."""
    assert f"- {len(KINDS)} kinds of criteria" in CHANGELOG


def test_the_kind_that_contributing_shows() -> None:
    """The sample is a kind as it stands: its examples come out as they say, and both outcomes are shown."""
    shown = FENCED.findall((ROOT / "CONTRIBUTING.md").read_text())
    names: dict[str, Any] = {"__name__": "tests.kind_of_contributing"}
    exec(shown[0], names)  # what is shown is run
    kind: type[Criterion] = names["StageNamedKind"]
    for example in kind.examples:
        criterion = made(kind, **example.options)
        assert isinstance(criterion.finding(known(criterion, example)), example.outcome)
        assert criterion.expected == "a stage named build"
    assert len({example.outcome for example in kind.examples}) == 2
