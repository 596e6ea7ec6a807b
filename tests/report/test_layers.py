import pytest

from grader.report.layers import draw, limit_of
from tests.report.html_samples import HOSTILE, MB, image, verdict


@pytest.mark.parametrize(
    ("expected", "limit"),
    [
        ("under 200 MB", 200 * MB),
        ("under 1.5 kB", 1500),
        ("under 200 MB (the image of stage production)", None),
        ("under 45 bytes", None),
        ("hidden by the challenge", None),
        ("under 200 MB\nunder 100 MB", None),
        ("under 0 MB", None),
        (HOSTILE, None),
    ],
)
def test_limit(expected: str, limit: int | None) -> None:
    """The limit is read only where the text says it plainly, for the image that is drawn."""
    assert limit_of([verdict(1, "met", "t", check="image_size", expected=expected)]) == limit


def test_limit_is_the_lowest() -> None:
    """Of several limits the lowest counts; other criteria state none."""
    verdicts = [
        verdict(at, "met", "t", check="image_size", expected=f"under {at}00 MB") for at in (3, 2, 4)
    ] + [verdict(1, "met", "t", expected="under 1 MB")]
    assert limit_of(verdicts) == 200 * MB


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
