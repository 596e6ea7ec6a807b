import json
import re

import jsonschema
import pytest

from grader.errors import UsageError
from grader.report.formats import classroom50
from tests.report.samples import ALL_MET, SAMPLES

WORDS = ("classroom", "assignment", "owner", "commit", "release", "review")
POINTS = {"type": "integer", "minimum": 0}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        *WORDS,
        *("schema", "assignment_type", "submission", "datetime", "score", "max-score", "tests"),
    ],
    "properties": {
        **{word: {"type": "string", "minLength": 1} for word in WORDS},
        "schema": {"const": "classroom50/result/v1"},
        "assignment_type": {"enum": ["individual", "group"]},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": POINTS,
        "max-score": POINTS,
        "graded_at": {"type": "string"},
        "submitted_by": {"type": "string"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": {"type": "string", "minLength": 1},
                    "passed": {"type": "boolean"},
                    "score": POINTS,
                    "max-score": POINTS,
                },
            },
        },
    },
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_schema(sample: str) -> None:
    """Each report is a result that Classroom 50 takes, with no more points than there are."""
    result = json.loads(classroom50.render(SAMPLES[sample]))
    jsonschema.validate(result, SCHEMA)
    assert all(one["score"] <= one["max-score"] for one in [result, *result["tests"]])
    assert result["score"] == sum(test["score"] for test in result["tests"])
    assert result["max-score"] == sum(test["max-score"] for test in result["tests"])


def test_identity_comes_from_the_environment(runner: dict[str, str]) -> None:
    """Whose result it is, the runner says."""
    result = json.loads(classroom50.render(ALL_MET))
    assert (result["owner"], result["review"]) == (runner["OWNER"], runner["REVIEW_URL"])


def test_every_missing_variable_is_named(runner: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is missing is told at once, an empty one with it."""
    for variable in runner:
        monkeypatch.setenv(variable, " ")
    with pytest.raises(
        UsageError, match=", ".join(["CLASSROOM", "ASSIGNMENT", "ASSIGNMENT_TYPE", "OWNER"])
    ) as told:
        classroom50.check()
    assert set(re.findall("[A-Z_]{4,}", str(told.value))) == set(runner)


def test_a_commit_without_a_review(runner: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is to be reviewed, the commit stands in."""
    monkeypatch.delenv("REVIEW_URL")
    assert json.loads(classroom50.render(ALL_MET))["review"] == runner["COMMIT_URL"]


@pytest.mark.parametrize(("variable", "value"), [("ASSIGNMENT_TYPE", "team"), ("SUBMISSION_TAG", "v1")])
def test_values_that_the_schema_refuses(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that would be refused later is told here."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError, match=variable):
        classroom50.check()
    with pytest.raises(UsageError, match=variable):
        classroom50.render(ALL_MET)
