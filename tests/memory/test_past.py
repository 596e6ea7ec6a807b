import json
from typing import Any

import pytest

from grader.memory.past import PastVerdict, from_text, of_report, to_text
from tests.memory.made import graded, past


def test_it_is_read_as_it_was_written() -> None:
    """What is remembered survives being written and read."""
    now = of_report(graded(stages="met", size="blocked"))
    assert from_text(to_text(now)) == now
    assert (now.score, now.max_score, now.is_whole) == (20, 40, True)


@pytest.mark.parametrize("outcome", ["broken", "skipped", "an outcome of a later version"])
def test_what_was_not_judged(outcome: str) -> None:
    """An outcome that tells nothing of the submission makes its points incomparable."""
    read = from_text(to_text(past(stages="met", size=outcome)))
    assert read is not None
    assert (read.judged, read.is_whole) == ({"stages": PastVerdict("met", 20)}, False)


def test_a_later_version() -> None:
    """What a later version adds is left out."""
    known = past()
    assert from_text(json.dumps({**json.loads(to_text(known)), "colour": "red"})) == known


@pytest.mark.parametrize(
    "change",
    [{"score": "many"}, {"verdicts": ["met"]}, {"verdicts": {"a": 1}}, {"when": None}, {"digest": 3}],
)
def test_what_is_not_understood(change: dict[str, Any]) -> None:
    """What is damaged or of another form is no past grading, and no error."""
    assert from_text(json.dumps({**json.loads(to_text(past())), **change})) is None
    assert from_text("[" * 100_000) is None
    assert from_text("{") is None
