import pytest

from grader.criteria.runs_as_non_root import RunsAsNonRootKind
from grader.criterion import Finding, Hindered, Met, Unmet
from grader.evidence import LayerEntry, NotRunning, OwnLayer, OwnLayersFact, Process, ProcessesFact
from tests.criteria.made import judged

NONE = OwnLayersFact(())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("FROM a\nUSER app\nUSER root\n", 3),
        ("FROM a AS b\nUSER root\nFROM b\n", 2),
        ("FROM a AS b\nUSER app\nFROM a\n", None),
    ],
)
def test_place_of_the_user(text: str, line: int | None) -> None:
    """The last USER on the way to the image counts; where there is none, no line is at fault."""
    process = Process(0, "python\x1b[1m app.py")
    finding = judged(RunsAsNonRootKind, NONE, ProcessesFact((process,)), dockerfile=text)
    assert isinstance(finding, Unmet)
    assert finding.line == line
    assert finding.found == "user 0 (root): python app.py"


def test_many_processes_are_counted() -> None:
    """The first three of root's processes are told."""
    finding = judged(RunsAsNonRootKind, NONE, ProcessesFact((Process(0, "worker"),) * 5))
    assert isinstance(finding, Unmet)
    assert finding.found.endswith("and 2 more")


def test_log_of_a_container_that_ended() -> None:
    """Where the container ends by itself, nobody can see as whom it would run."""
    finding = judged(RunsAsNonRootKind, NONE, NotRunning("it ended with code 1", ("No module",)))
    assert isinstance(finding, Hindered)
    assert finding.reason == "container: it ended with code 1"


def _with(path: str, mode: int = 0o4755, uid: int = 0, excess: str | None = None) -> Finding:
    layer = OwnLayer("sha256:1", privileged=(LayerEntry(path, "file", mode=mode, uid=uid),), excess=excess)
    return judged(RunsAsNonRootKind, OwnLayersFact((layer,)), ProcessesFact((Process(1000, "python"),)))


@pytest.mark.parametrize("path", ["/usr/bin/python3.11", "/bin/dash", "/app/helper", "/usr/local/bin/x"])
def test_a_program_that_makes_root(path: str) -> None:
    """An interpreter with root's bit, or a program that no package brings."""
    finding = _with(path)
    assert isinstance(finding, Unmet)
    assert finding.found == f"{path} makes root of whoever runs it (mode 4755)"


@pytest.mark.parametrize(
    ("path", "mode", "uid"),
    [
        ("/usr/bin/sudo", 0o4755, 0),
        ("/usr/lib/openssh/ssh-keysign", 0o4755, 0),
        ("/usr/bin/python3", 0o2755, 0),
        ("/usr/bin/python3", 0o4755, 1000),
        ("/usr/local/bin/python3", 0o755, 0),
    ],
)
def test_programs_that_do_not(path: str, mode: int, uid: int) -> None:
    """What packages bring, a group's bit, another user's bit, a capability."""
    assert isinstance(_with(path, mode, uid), Met)


def test_a_layer_that_cannot_be_looked_into() -> None:
    """What it holds is not known, and that is the learner's doing."""
    assert isinstance(_with("/usr/bin/sudo", excess="250,000 files"), Hindered)
