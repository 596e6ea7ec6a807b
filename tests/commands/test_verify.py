"""`grader verify`, as far as it needs no engine."""

import json

import pytest

from grader.authoring.verify import Proof
from tests.called import Call
from tests.classroom.samples import CHALLENGE

LACKING = CHALLENGE.model_copy(update={"help": {"two-stages": "Why."}})
MISSING = [criterion.id for criterion in CHALLENGE.criteria if criterion.id != "two-stages"]


@pytest.fixture(autouse=True)
def _proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds, without a trial."""
    monkeypatch.setattr("grader.commands.verify.verify", lambda *_given: [Proof(LACKING, (), ())])


def test_criteria_without_help_are_named(call: Call) -> None:
    """They are told, and the challenge is proven all the same."""
    called = call("verify", "02*", "--quiet")
    assert called.code == 0
    assert f"{LACKING.id}: no help for {', '.join(MISSING)}\n" in called.out


def test_criteria_without_help_in_json(call: Call) -> None:
    """--json lists them."""
    (proof,) = json.loads(call("verify", "02*", "--quiet", "--json").out)
    assert (proof["holds"], proof["without_help"]) == (True, MISSING)
