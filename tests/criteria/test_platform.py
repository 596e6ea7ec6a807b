import pytest
from pydantic import ValidationError

from grader.criteria.platform import PlatformKind
from grader.criterion import Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import BaseImage, BuildOptions, BuiltImage, DockerfileText, Facts, ImageFact
from tests.criteria.made import made


def _judge(text: str, built: str = "linux/arm64", platform: str | None = None) -> Finding:
    base = BaseImage("a:latest", available=True, is_prefix=True)
    facts = {
        DockerfileText(): read_dockerfile(text.encode()),
        BuiltImage(BuildOptions(platform=platform or "native")): ImageFact(
            "sha256:1", base, (), (), platform=built
        ),
    }
    options = {"platform": platform} if platform else {}
    return made(PlatformKind, **options).finding(Facts(facts))


@pytest.mark.parametrize(
    "text",
    [
        "FROM --platform=linux/arm64 a\n",
        "FROM --platform=$BUILDPLATFORM a\n",
        "ARG P=linux/arm64\nFROM --platform=$P a\n",
        "FROM --platform=$BUILDPLATFORM a AS base\nFROM base\n",
        "FROM amd64/python:3.11\n",
    ],
)
def test_image_that_is_tied_to_a_platform(text: str) -> None:
    """It makes no difference that the platform is the wanted one here: elsewhere it is not."""
    finding = _judge(text, platform="linux/arm64")
    assert isinstance(finding, Unmet)
    assert finding.line


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\n",
        "FROM --platform=linux/amd64 a AS build\nFROM b\nCOPY --from=build /x /x\n",
        "FROM amd64/a AS build\nFROM b\n",
        "FROM myamd64/python:3.11\n",
    ],
)
def test_image_that_follows(text: str) -> None:
    """Only the stages that end up in the image count."""
    assert isinstance(_judge(text), Met)


@pytest.mark.parametrize(
    ("asked", "built", "met"),
    [
        ("linux/arm64", "linux/arm64/v8", True),
        ("linux/arm64/v8", "linux/arm64", True),
        ("linux/arm64", "linux/amd64", False),
        ("linux/arm/v6", "linux/arm/v7", False),
        ("linux/arm64", "", False),
    ],
)
def test_what_came_out(asked: str, built: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The built image's platform is the one that was asked for; a usual variant may be left out."""
    assert isinstance(_judge("FROM a\n", built, asked), Met) is met


@pytest.mark.parametrize("platform", ["", "amd64", "linux/", "native", "linux/amd64 x"])
def test_platform_that_is_none(platform: str) -> None:
    """A platform is system and processor."""
    with pytest.raises(ValidationError):
        made(PlatformKind, platform=platform)
