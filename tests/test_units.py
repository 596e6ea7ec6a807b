import pytest

from grader.units import parse_duration, parse_size, show_duration, show_size


@pytest.mark.parametrize(
    ("text", "size"),
    [("1B", 1), ("200MB", 200_000_000), ("190MiB", 199_229_440), ("1.5 GiB", 1_610_612_736), ("1kB", 1000)],
)
def test_sizes(text: str, size: int) -> None:
    """MB are millions of bytes, MiB are powers of two."""
    assert parse_size(text) == size


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("500ms", 0.5), ("2m", 120), ("1.5min", 90)])
def test_durations(text: str, seconds: float) -> None:
    """Durations are seconds."""
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "200", "MB", "0MB", "-1MB", "1,5MB", "200mb", "1e3MB", 200, None])
def test_no_size(text: object) -> None:
    """Everything else is refused; the message names the text."""
    with pytest.raises(ValueError, match=r"expected|unknown unit|more than zero"):
        parse_size(text)


@pytest.mark.parametrize("text", ["", "30", "0s", "-1s", "1h", "1 second", 30, True])
def test_no_duration(text: object) -> None:
    """A duration has a unit and is more than zero."""
    with pytest.raises(ValueError, match=r"expected|unknown unit|more than zero"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (176_100_000, "176.1 MB")]
)
def test_shown_sizes(size: int, shown: str) -> None:
    """Sizes are shown in decimal units."""
    assert show_size(size) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(30.0, "30 s"), (0.5, "0.5 s"), (2.0, "2 s"), (61.7, "62 s")])
def test_shown_durations(seconds: float, shown: str) -> None:
    """Durations are shown with a decimal where it says something."""
    assert show_duration(seconds) == shown
