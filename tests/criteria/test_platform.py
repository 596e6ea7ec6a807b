import pytest

from grader.criteria.platform import PlatformKind
from grader.criterion import Met, Unmet
from grader.criterion.samples import built_image
from tests.criteria.made import judged

BUILT = built_image(platform="linux/arm64")


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
    finding = judged(PlatformKind, BUILT, dockerfile=text)
    assert isinstance(finding, Unmet)
    assert finding.line


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\n",
        "FROM --platform=linux/amd64 a AS build\nFROM b\nCOPY --from=build /x /x\n",
        "FROM amd64/a AS build\nFROM b\n",
        "FROM myamd64/python:3.11\n",
        "FROM --platform=${TARGETPLATFORM:-linux/amd64} a\n",
        "FROM --platform=linux/$TARGETARCH a\n",
        "ARG TARGETPLATFORM\nFROM --platform=$TARGETPLATFORM a\n",
        'FROM --platform="$TARGETOS/${TARGETARCH}" a\n',
    ],
)
def test_image_that_follows(text: str) -> None:
    """Only the stages that end up in the image count."""
    assert judged(PlatformKind, BUILT, dockerfile=text) == Met(
        "built for linux/arm64; other platforms were not tried"
    )
