from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.target_builds import TargetBuildsKind
from grader.criterion import Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import Build, BuildFact, BuildOptions, DockerfileText, Facts
from tests.criteria.made import made

DOCKERFILE = read_dockerfile(b"FROM a AS dev\nRUN x\nFROM a AS test\nFROM a\n")


def test_place_and_reasons_of_failed_builds() -> None:
    """Each failure is told, and the first one's place."""
    facts = {
        DockerfileText(): DOCKERFILE,
        Build(BuildOptions("dev")): BuildFact(
            succeeded=False, reason="x: \x1b[1mnot found", file="D", line=2
        ),
        Build(BuildOptions("test")): BuildFact(succeeded=False, reason="no disk"),
    }
    finding = made(TargetBuildsKind, targets=["dev", "test"]).judge(Facts(facts))
    assert finding == Unmet("dev does not build: x: not found\ntest does not build: no disk", None, "D", 2)


def test_missing_stage_needs_no_build() -> None:
    """A stage that is not there is told from the Dockerfile alone."""
    facts = Facts({DockerfileText(): DOCKERFILE})
    assert made(TargetBuildsKind, targets=["dev", "release"]).screen(facts) is not None
    assert made(TargetBuildsKind, targets=["dev", "test"]).screen(facts) is None


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"target": None},
        {"targets": []},
        {"target": "a", "targets": ["a"]},
        {"targets": ["a", "a"]},
        {"target": ""},
        {"target": "1"},
    ],
)
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any]) -> None:
    """At least one stage must be named, each once."""
    with pytest.raises(ValidationError):
        made(TargetBuildsKind, **options)
