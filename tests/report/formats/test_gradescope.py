import json

import jsonschema
import pytest

from grader.report.formats import gradescope
from tests.report.samples import BROKEN, SAMPLES

FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
SEEN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "visibility": SEEN,
        "stdout_visibility": SEEN,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": SEEN,
                },
            },
        },
    },
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_schema(sample: str) -> None:
    """Each report is a result that Gradescope takes, and its texts are declared as plain ones."""
    results = json.loads(gradescope.render(SAMPLES[sample]))
    jsonschema.validate(results, SCHEMA)
    assert {one["output_format"] for one in [results, *results["tests"]]} == {"text"}
    assert results["score"] == sum(test["score"] for test in results["tests"])


def test_what_could_not_be_judged() -> None:
    """A mark that is not final says so, and the criterion says whose fault it is."""
    results = json.loads(gradescope.render(BROKEN))
    assert "no final mark" in results["output"]
    assert "found: no container engine answers" in results["output"]
    assert results["tests"][1]["output"] == "broken, waits for: the machine that grades could not tell"
