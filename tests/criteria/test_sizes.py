import pytest

from grader.criterion.samples import image_size
from grader.criterion.sizes import at_least_smaller, is_smaller, listed_otherwise, times_smaller


@pytest.mark.parametrize(
    ("size", "other", "factor", "smaller"),
    [
        (100, 200, 2, True),
        (101, 200, 2, False),
        (99, 100, 1, True),
        (100, 100, 1, False),
        (101, 100, 1, False),
        (10, 11, 1.1, True),
        (30, 33, 1.1, True),
        (31, 34, 1.1, False),
        (0, 1, 1000, True),
        (0, 0, 1, False),
    ],
)
def test_comparison_is_exact(size: int, other: int, factor: float, smaller: bool) -> None:  # noqa: FBT001 - a table of cases
    """Exactly the factor is enough, equal sizes never are, and 1.1 means eleven tenths."""
    assert is_smaller(size, other, factor) is smaller


@pytest.mark.parametrize(
    ("size", "other", "words"),
    [
        (146_800_000, 562_100_000, "3.8 times smaller"),
        (100, 199, "1.9 times smaller"),
        (100, 104, "less than 1.1 times smaller"),
        (100, 100, "not smaller"),
        (0, 5, "it is empty"),
    ],
)
def test_ratio_is_never_rounded_up(size: int, other: int, words: str) -> None:
    """1.99 is not shown as the 2.0 that was asked for."""
    assert times_smaller(size, other) == words


def test_factor_in_words() -> None:
    """A factor of 1 is just smaller."""
    assert at_least_smaller(1) == "smaller"
    assert at_least_smaller(2.5) == "at least 2.5 times smaller"


def test_what_the_store_lists_is_explained() -> None:
    """Another number than the engine's own list is told where it is far from the size, and only there."""
    assert "(docker image ls shows 300 MB" in listed_otherwise(image_size(60_000_000, listed=300_000_000))
    assert listed_otherwise(image_size(60_000_000, listed=209_000_000)) == ""
    assert listed_otherwise(image_size(60_000_000)) == ""
