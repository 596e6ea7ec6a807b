import base64
import json
import unicodedata
from typing import Any

import jsonschema
import pytest

from grader.errors import UsageError
from grader.report import Report
from grader.report.formats import autograding
from tests.report.samples import HOSTILE, SAMPLES, report, verdict

STATUS = {"enum": ["pass", "fail", "error"]}
TEST: dict[str, Any] = {
    "name": {"type": "string", "minLength": 1},
    "status": STATUS,
    "score": {"type": "number"},
    "message": {"type": "string"},
    "test_code": {"type": "string"},
    "filename": {"type": "string"},
    "line_no": {"type": "integer", "minimum": 0},
    "execution_time": {"type": "number"},
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "status", "max_score", "tests"],
    "properties": {
        "version": {"const": 1},
        "status": STATUS,
        "max_score": {"type": "number"},
        "tests": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": list(TEST),
                "properties": TEST,
            },
        },
    },
}


def decoded(made: Report) -> tuple[str, Any]:
    """The line, and what the reporter reads from it."""
    line = autograding.render(made)
    return line, json.loads(base64.b64decode(line, validate=False))


def notices(results: Any) -> list[str]:
    """The reporter's two notices: sums in floating point, where one number that is missing gives NaN."""
    total = sum((float(test.get("score", "nan")) for test in results["tests"]), 0.0)
    most = float(results["max_score"])
    summary = json.dumps({"totalPoints": total, "maxPoints": most}).replace(".0", "").replace(" ", "")
    return [f"Points {total:g}/{most:g}", summary]


@pytest.mark.parametrize("sample", SAMPLES)
def test_schema(sample: str) -> None:
    """Each report is one line of base64 that holds what the reporter reads."""
    line, results = decoded(SAMPLES[sample])
    assert line.endswith("\n")
    assert line.count("\n") == 1
    jsonschema.validate(results, SCHEMA)
    assert [test["score"] for test in results["tests"]] == [one.points for one in SAMPLES[sample].criteria]


@pytest.mark.parametrize("sample", SAMPLES)
def test_sums(sample: str) -> None:
    """The reporter adds up the report's own score, and never NaN."""
    made = SAMPLES[sample]
    assert notices(decoded(made)[1]) == [
        f"Points {made.score}/{made.max_score}",
        f'{{"totalPoints":{made.score},"maxPoints":{made.max_score}}}',
    ]


def test_statuses() -> None:
    """Only an unmet criterion fails; where the reason counts, the status is one whose message is shown."""
    tests = decoded(SAMPLES["hostile"])[1]["tests"]
    assert [test["status"] for test in tests] == ["fail", "error", "fail", "error", "error", "pass"]


@pytest.mark.parametrize(
    ("sample", "status"), [("all-met", "pass"), ("mixed", "fail"), ("blocked", "fail"), ("broken", "error")]
)
def test_overall_status(sample: str, status: str) -> None:
    """The whole has the report's outcome."""
    assert decoded(SAMPLES[sample])[1]["status"] == status


def test_no_workflow_commands() -> None:
    """No text has a line break, begins with a command, or holds one of the older form."""
    for test in decoded(SAMPLES["hostile"])[1]["tests"]:
        for text in (test["name"], test["message"], test["filename"]):
            assert [sign for sign in text if unicodedata.category(sign) in {"Cc", "Zl", "Zp"}] == []
            assert not text.startswith("::")
            assert "##[" not in text


@pytest.mark.parametrize("count", [1, 100, 250])
def test_size(count: int) -> None:
    """However much the criteria say, the line can be handed on, and every criterion is in it."""
    criteria = [verdict("blocked", id=f"c{at}", because=HOSTILE + "é" * 9000) for at in range(count)]
    line, results = decoded(report(*criteria))
    assert len(base64.b64decode(line)) < 90_000
    assert len(line) < 131_072
    assert len(results["tests"]) == count


def test_too_many_criteria() -> None:
    """What cannot be made to fit is told, not cut."""
    with pytest.raises(UsageError, match="too many criteria"):
        autograding.render(report(*[verdict()] * 2000))


def test_without_points() -> None:
    """Without points there are none to be had, and all the rest stays."""
    made = SAMPLES["mixed"]
    with_points, without = (
        decoded(made)[1],
        json.loads(base64.b64decode(autograding.render(made, points=False))),
    )
    assert [without["max_score"], *(test["score"] for test in without["tests"])] == [0] * 4
    assert [test["status"] for test in without["tests"]] == [test["status"] for test in with_points["tests"]]
    assert with_points["max_score"] == 60
