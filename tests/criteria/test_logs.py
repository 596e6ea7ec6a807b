from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.logs import LogsKind
from grader.criterion import Finding, Met, Unmet
from grader.evidence import ContainerLog, Facts, LogFact


def _criterion(**options: Any) -> LogsKind:
    fields = {"id": "x", "title": "t", "check": "logs", "points": 1, "hint": "h"}
    return LogsKind.model_validate({**fields, **options})


def _judge(log: str, **options: Any) -> Finding:
    criterion = _criterion(**options)
    return criterion.judge(Facts({criterion.questions()[0]: LogFact(log)}))


def test_every_text_must_appear() -> None:
    """All texts are wanted, in any order; the missing ones are named."""
    assert isinstance(_judge("b\na\n", contains=["a", "b"]), Met)
    finding = _judge("a\n", contains=["a", "ready"])
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines() == ["not in the log: 'ready'", "  | a"]


def test_any_absent_text_fails() -> None:
    """One unwanted text is enough."""
    assert isinstance(_judge("x\nError: y\n", absent=["Traceback", "Error:"]), Unmet)
    assert isinstance(_judge("x\n", absent=["Traceback", "Error:"]), Met)


def test_colours_do_not_count() -> None:
    """A text that is coloured in parts is found, wanted or not."""
    log = "\x1b[32mINFO\x1b[0m: ready\n"
    assert isinstance(_judge(log, contains=["INFO: ready"]), Met)
    assert isinstance(_judge(log, absent=["INFO: ready"]), Unmet)


def test_last_lines_are_shown_inert() -> None:
    """The last lines are shown, without escapes, and not too many."""
    finding = _judge("\x1b[31mx\n" * 500, contains=["ready"])
    assert isinstance(finding, Unmet)
    assert "\x1b" not in finding.found
    assert len(finding.found.splitlines()) == 6


def test_question() -> None:
    """The bench is told what to wait for, and how long."""
    assert _criterion(contains=["a"], within="3s").questions() == (ContainerLog(("a",), 3.0),)


@pytest.mark.parametrize(
    "options",
    [
        {}, {"within": "3s"}, {"contains": []}, {"absent": []}, {"contains": [""]}, {"contains": None},
        {"contains": "a"}, {"contains": ["a"], "within": 3}, {"contains": ["an Error"], "absent": ["Error"]},
    ],
)  # fmt: skip
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any]) -> None:
    """Options that expect nothing, or that exclude each other, are refused."""
    with pytest.raises(ValidationError):
        _criterion(**options)
