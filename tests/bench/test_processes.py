"""What is kept of a list of processes."""

from grader.bench.processes import MAX_PROCESSES, listed
from grader.evidence import Process
from tests.fake_container import FakeContainer


def test_root_behind_many_others() -> None:
    """Of too many processes root's are kept."""
    many = tuple(Process(1000, "python") for _ in range(MAX_PROCESSES))
    kept = listed(FakeContainer(running=(*many, Process(0, "cron")))).processes
    assert (len(kept), kept[0].command) == (MAX_PROCESSES, "cron")


def test_command_lines_are_safe_to_show() -> None:
    """They are the learner's."""
    (kept,) = listed(FakeContainer(running=(Process(1, "a\n\x1b[1mb" + "c" * 300),))).processes
    assert kept.command.startswith("a bc")
    assert len(kept.command) <= 200
