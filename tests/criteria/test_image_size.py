from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.image_size import ImageSizeKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import image_size, own_layer, written
from grader.evidence import ImageSize, NotRunning, StartWrites
from tests.criteria.made import judged, made

PARTS = {"200B": 2, "150B": 5, "120B": 10}


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


@pytest.mark.parametrize(
    ("size", "points", "told"),
    [
        (
            250,
            0,
            "0 of 10 points; under 200 bytes gives 2, under 150 bytes gives 5, under 120 bytes gives all",
        ),
        (
            200,
            0,
            "0 of 10 points; under 200 bytes gives 2, under 150 bytes gives 5, under 120 bytes gives all",
        ),
        (199, 2, "2 of 10 points: under 200 bytes; under 150 bytes gives 5, under 120 bytes gives all"),
        (120, 5, "5 of 10 points: under 150 bytes; under 120 bytes gives all"),
    ],
)
def test_part_of_the_way(size: int, points: int, told: str) -> None:
    """Until the last limit is kept it is unmet, with the points of the part that is reached."""
    finding = judged(ImageSizeKind, image_size(below=size), under="120B", parts=PARTS)
    assert isinstance(finding, Unmet)
    assert (finding.points, finding.found.splitlines()[1]) == (points, told)


def test_the_last_part_is_all_of_it() -> None:
    """Under the last limit it is met; what is expected names the parts on the way."""
    assert isinstance(judged(ImageSizeKind, image_size(below=119), under="120B", parts=PARTS), Met)
    expected = made(ImageSizeKind, under="120B", parts=PARTS).expected
    assert expected == "under 120 bytes (under 200 bytes: 2 of 10 points, under 150 bytes: 5 of 10 points)"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"120B": 10}, "name a limit on the way"),
        ({}, "the last one must be 120 bytes: 10"),
        ({"200B": 5, "120B": 9}, "the last one must be 120 bytes: 10"),
        ({"200B": 5, "110B": 10}, "the last one must be 120 bytes: 10"),
        ({"120B": 10, "200B": 5}, "a smaller size and more points"),
        ({"200B": 10, "120B": 10}, "a smaller size and more points"),
        ({"0.2kB": 4, "200B": 5, "120B": 10}, "a smaller size and more points"),
        ({"200B": 2.5, "120B": 10}, "points are whole"),
        ({"200B": True, "120B": 10}, "points are whole"),
        ({"200": 5, "120B": 10}, "a size such as"),
        (["200B", "120B"], "sizes with points"),
    ],
)
def test_parts_that_are_wrong(parts: Any, says: str) -> None:
    """They are refused at their key: limits fall, points rise, and the last part is the whole."""
    with pytest.raises(ValidationError, match=says) as caught:
        made(ImageSizeKind, under="120B", parts=parts)
    assert [error["loc"] for error in caught.value.errors()] == [("parts",)]


def _with_start(fact: object) -> Finding:
    return judged(ImageSizeKind, image_size(50, below=100), fact, under="100MB", counts_start=True)


def test_what_is_written_at_the_start_counts() -> None:
    """The size that is told holds it, and says how much of it that is."""
    finding = _with_start(written("100MB"))
    assert isinstance(finding, Unmet)
    assert finding.found.startswith("100.0 MB (100 MB of it written when the container starts)\n")
    assert isinstance(_with_start(written("90MB")), Met)


@pytest.mark.parametrize("fact", [written("10MB"), NotRunning("it ended")])
def test_what_is_usual_at_a_start_does_not_count(fact: object) -> None:
    """A few bytes do not; a container that does not start has moved nothing to its start."""
    assert _with_start(fact) == Met("150 bytes")


def test_the_container_is_asked_only_where_it_counts() -> None:
    """Else the image alone is measured; only the image that runs has a start."""
    assert made(ImageSizeKind, under="1MB").questions() == (ImageSize(),)
    assert made(ImageSizeKind, under="1MB", counts_start=True).questions() == (ImageSize(), StartWrites())
    with pytest.raises(ValueError, match="give no target"):
        made(ImageSizeKind, under="1MB", counts_start=True, target="a")
