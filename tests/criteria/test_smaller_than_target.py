from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.smaller_than_target import SmallerThanTargetKind
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts
from tests.criteria.made import made


def test_missing_stage_needs_no_build() -> None:
    """A stage that is not there is told from the Dockerfile alone, with the names that are."""
    facts = Facts({DockerfileText(): read_dockerfile(b"FROM a AS Production\nFROM b AS dev\n")})
    unmet = made(SmallerThanTargetKind, target="production", than="development").screen(facts)
    assert unmet is not None
    assert unmet.found == "no stage is named development; named stages: production, dev"
    assert made(SmallerThanTargetKind, target="production", than="dev").screen(facts) is None


@pytest.mark.parametrize(
    "options",
    [
        {"target": "a", "than": "a"},
        {"target": "a"},
        {"than": "a"},
        {"target": None, "than": "a"},
        {"target": "0", "than": "a"},
        {"target": "A", "than": "a"},
    ],
)
def test_targets_must_be_two_names(options: dict[str, Any]) -> None:
    """A stage compared with itself proves nothing."""
    with pytest.raises(ValidationError):
        made(SmallerThanTargetKind, **options)
