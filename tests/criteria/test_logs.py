from typing import Any

from grader.criteria.logs import LogsKind
from grader.criterion import Finding, Met, Unmet
from grader.evidence import ContainerLog, LogFact
from tests.criteria.made import judged, made


def _judge(log: str, **options: Any) -> Finding:
    return judged(LogsKind, LogFact(log), **options)


def test_every_text_must_appear() -> None:
    """All texts are wanted, in any order; the missing ones are named."""
    assert isinstance(_judge("b\na\n", contains=["a", "b"]), Met)
    finding = _judge("a\n", contains=["a", "ready"])
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines() == ["not in the log: 'ready'", "  | a"]


def test_any_unwanted_text_fails() -> None:
    """One unwanted text is enough."""
    assert isinstance(_judge("x\nError: y\n", not_contains=["Traceback", "Error:"]), Unmet)
    assert isinstance(_judge("x\n", not_contains=["Traceback", "Error:"]), Met)


def test_colours_do_not_count() -> None:
    """A text that is coloured in parts is found, wanted or not."""
    log = "\x1b[32mINFO\x1b[0m: ready\n"
    assert isinstance(_judge(log, contains=["INFO: ready"]), Met)
    assert isinstance(_judge(log, not_contains=["INFO: ready"]), Unmet)


def test_last_lines_are_shown_inert() -> None:
    """The last lines are shown, without escapes, and not too many."""
    finding = _judge("\x1b[31mx\n" * 500, contains=["ready"])
    assert isinstance(finding, Unmet)
    assert "\x1b" not in finding.found
    assert len(finding.found.splitlines()) == 6


def test_question() -> None:
    """The bench is told what to wait for, and how long."""
    assert made(LogsKind, contains=["a"], within="3s").questions() == (ContainerLog(("a",), 3.0),)
