"""docs/report.schema.json describes what is written, for each status of a report."""

import json
from typing import Any

import jsonschema
import pytest

from grader.authoring.report_schema import report_schema
from grader.report.formats import json as form
from tests.report.samples import SAMPLES

SCHEMA = report_schema()
V1 = {
    *("schema", "challenge", "submission", "outcome", "score", "max_score", "criteria", "image"),
    *("image_limit_bytes", "engine", "timings", "grader_version", "challenge_digest", "notes"),
}
"""The keys of the first version."""


def written(sample: str) -> dict[str, Any]:
    """A report.json, read again."""
    return dict(json.loads(form.render(SAMPLES[sample])))


@pytest.mark.parametrize("sample", SAMPLES)
def test_reports_are_valid(sample: str) -> None:
    """Each sample is what the schema says, and has no key that it does not name."""
    made = written(sample)
    jsonschema.Draft202012Validator(SCHEMA).validate(made)
    assert set(made) == set(SCHEMA["properties"])
    for name, parts in (("Verdict", made["criteria"]), ("ToldCause", made["causes"])):
        assert all(set(part) == set(SCHEMA["$defs"][name]["properties"]) for part in parts)


def test_the_samples_show_each_status() -> None:
    """Among them is a report of each outcome, with causes and without, and a verdict of each outcome."""
    made = [written(sample) for sample in SAMPLES]
    assert {report["outcome"] for report in made} == {"passed", "failed", "error"}
    assert {bool(report["causes"]) for report in made} == {True, False}
    verdicts = {verdict["outcome"] for report in made for verdict in report["criteria"]}
    assert verdicts == {"met", "unmet", "blocked", "broken", "skipped"}


def test_the_schema_refuses() -> None:
    """A key that is missing, a word that is no outcome and another version are mistakes."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    made = written("blocked")
    without = {name: value for name, value in made.items() if name != "causes"}
    for wrong in (without, {**made, "outcome": "fine"}, {**made, "schema": "grader/report/v1"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMA)


def test_the_first_version_stays() -> None:
    """No key of it is gone."""
    assert set(SCHEMA["required"]) >= V1
