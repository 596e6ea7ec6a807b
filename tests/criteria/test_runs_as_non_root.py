import pytest

from grader.criteria.runs_as_non_root import RunsAsNonRootKind
from grader.criterion import Hindered, Unmet
from grader.evidence import NotRunning, Process, ProcessesFact
from tests.criteria.made import judged


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("FROM a\nUSER app\nUSER root\n", 3),
        ("FROM a AS b\nUSER root\nFROM b\n", 2),
        ("FROM a AS b\nUSER app\nFROM a\n", 3),
    ],
)
def test_place_of_the_user(text: str, line: int) -> None:
    """The last USER on the way to the image counts, or the FROM where there is none."""
    process = Process(0, "python\x1b[1m app.py")
    finding = judged(RunsAsNonRootKind, ProcessesFact((process,)), dockerfile=text)
    assert isinstance(finding, Unmet)
    assert finding.line == line
    assert finding.found == "user 0 (root): python app.py"


def test_many_processes_are_counted() -> None:
    """The first three of root's processes are told."""
    finding = judged(RunsAsNonRootKind, ProcessesFact((Process(0, "worker"),) * 5))
    assert isinstance(finding, Unmet)
    assert finding.found.endswith("and 2 more")


def test_log_of_a_container_that_ended() -> None:
    """Where the container ends by itself, nobody can see as whom it would run."""
    finding = judged(RunsAsNonRootKind, NotRunning("it ended with code 1", ("No module",)))
    assert isinstance(finding, Hindered)
    assert finding.reason == "container: it ended with code 1"
