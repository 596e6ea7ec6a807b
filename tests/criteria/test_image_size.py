import pytest

from grader.criteria.image_size import ImageSizeKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import image_size, own_layer
from tests.criteria.made import judged


def _judge(under: str, *own: int, listed: int | None = None) -> Finding:
    layers = [own_layer(size, f"RUN step {number}") for number, size in enumerate(own)]
    return judged(ImageSizeKind, image_size(*layers, below=100, listed=listed), under=under)


@pytest.mark.parametrize(("under", "met"), [("201B", True), ("200B", False), ("199B", False)])
def test_limit_to_the_byte(under: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The size must lie under the limit, to the byte."""
    assert isinstance(_judge(under, 100), Met) is met


def test_mb_is_not_mib() -> None:
    """1 MiB is larger than 1 MB."""
    assert isinstance(_judge("1MB", 1_000_000), Unmet)
    assert isinstance(_judge("1MiB", 1_000_000), Met)


def test_largest_layers_are_named() -> None:
    """The three largest own layers are named, largest first, with the base before them."""
    finding = _judge("1kB", 400, 100, 300, 200)
    assert isinstance(finding, Unmet)
    lines = finding.found.splitlines()
    assert lines[1] == "base image: 100 bytes"
    assert [line.rpartition(" ")[2] for line in lines[2:]] == ["0", "2", "3"]


def test_other_number_of_the_store_is_explained() -> None:
    """Where `docker image ls` shows another number, the learner reads why."""
    finding = _judge("1kB", 100, listed=900)
    assert isinstance(finding, Met)
    assert "docker image ls shows 900 bytes" in finding.found


def test_nearly_the_same_number_is_not_explained() -> None:
    """A small difference is not worth a word."""
    finding = _judge("1kB", 100, listed=201)
    assert isinstance(finding, Met)
    assert "docker image ls" not in finding.found
