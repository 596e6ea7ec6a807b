import pytest

from grader.criteria.base_image import BaseImageKind
from grader.criterion import Criterion, Met, Unmet
from grader.criterion.samples import built_image
from grader.criterion.targets import missing_stage
from grader.dockerfile import read_dockerfile
from tests.criteria.made import judged, made
from tests.shipped import KINDS

TEXT = "FROM a AS Build\nFROM b AS test\nFROM c\n"
DOCKERFILE = read_dockerfile(TEXT.encode())
WITH_TARGET = [
    kind
    for kind in KINDS.values()
    if "target" in kind.model_fields and not kind.model_fields["target"].is_required()
]


@pytest.mark.parametrize(("name", "there"), [(None, True), ("build", True), ("test", True), ("c", False)])
def test_stage_by_its_name(name: str | None, there: bool) -> None:  # noqa: FBT001 - a table of cases
    """Capitals in the Dockerfile make no difference; an image's name is no stage's."""
    assert (missing_stage(DOCKERFILE, name) is None) is there


def test_missing_stage_says_which_are_there() -> None:
    """The learner reads the names that are there, and how to give one."""
    unmet = missing_stage(DOCKERFILE, "build", "production")
    assert unmet is not None
    assert unmet.found == "no stage is named production; named stages: build, test"
    assert "AS production" in (unmet.hint or "")


@pytest.mark.parametrize("kind", WITH_TARGET, ids=lambda kind: kind.kind())
def test_questions_are_of_the_target(kind: type[Criterion]) -> None:
    """Whatever a kind asks of an image, or of its container, it asks of the target's."""
    example = next(example for example in kind.examples if example.outcome is Met)
    questions = made(kind, **{**example.options, "target": "test"}).questions()
    asked = [getattr(question, "options", question) for question in questions]
    assert {one.target for one in asked if hasattr(one, "target")} == {"test"}


@pytest.mark.parametrize(("image", "target", "met"), [("a", "build", True), ("c", "build", False)])
def test_base_of_another_stage(image: str, target: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The base of the named stage counts, not the final stage's."""
    finding = judged(BaseImageKind, built_image(), dockerfile=TEXT, image=image, target=target)
    assert isinstance(finding, Met if met else Unmet)
    assert getattr(finding, "line", 1) == 1


def test_base_of_a_missing_stage_needs_no_build() -> None:
    """A stage that is not there is told from the Dockerfile alone."""
    unmet = judged(BaseImageKind, dockerfile=TEXT, image="a", target="prod")
    assert isinstance(unmet, Unmet)
    assert "no stage is named prod" in unmet.found
