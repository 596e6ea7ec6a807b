import pytest

from grader.report.layers import draw
from tests.report.html_samples import MB, image


def test_one_scale() -> None:
    """All images and the limit are drawn to one scale, end to end."""
    picture = draw(image(("RUN a", 100), base=100), image(("RUN b", 200), base=200), 100 * MB)
    mine, starter = picture.stacks
    assert mine.segments[-1].start + mine.segments[-1].width == pytest.approx(2 * picture.limit_at, abs=0.1)
    assert starter.segments[-1].start == pytest.approx(2 * picture.limit_at, abs=0.1)
    assert [one.own for one in mine.segments] == [False] * 3 + [True]
    assert picture.compared == "2.0 times smaller than the starter's"


def test_empty_image() -> None:
    """An image without a byte can be drawn."""
    picture = draw(image(base=0), None, None)
    assert (picture.stacks[0].segments, picture.limit_at) == ((), 0)
