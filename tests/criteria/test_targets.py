import pytest

from grader.criteria.base_image import BaseImageIs
from grader.criteria.image_size import ImageSizeUnder
from grader.criterion import Met, Unmet
from grader.criterion.targets import missing_stage
from grader.dockerfile import read_dockerfile
from grader.evidence import BaseImage, BuildOptions, BuiltImage, DockerfileText, Facts, ImageFact, ImageSize
from tests.criteria.made import made

DOCKERFILE = read_dockerfile(b"FROM a AS Build\nFROM b AS test\nFROM c\n")


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


def test_size_of_another_stage() -> None:
    """The question is asked of the target's image."""
    criterion = made(ImageSizeUnder, under="1MB", target="test")
    assert criterion.questions() == (ImageSize(BuildOptions(target="test")),)


@pytest.mark.parametrize(("image", "target", "met"), [("a", "build", True), ("c", "build", False)])
def test_base_of_another_stage(image: str, target: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The base of the named stage counts, not the final stage's."""
    base = BaseImage("a:latest", available=True, is_prefix=True)
    built = BuiltImage(BuildOptions(target=target))
    facts = Facts({DockerfileText(): DOCKERFILE, built: ImageFact("sha256:1", base, (), ())})
    finding = made(BaseImageIs, image=image, target=target).judge(facts)
    assert isinstance(finding, Met if met else Unmet)
    assert getattr(finding, "line", 1) == 1


def test_base_of_a_missing_stage_needs_no_build() -> None:
    """A stage that is not there is told from the Dockerfile alone."""
    unmet = made(BaseImageIs, image="a", target="prod").screen(Facts({DockerfileText(): DOCKERFILE}))
    assert unmet is not None
    assert "no stage is named prod" in unmet.found
