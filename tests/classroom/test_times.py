"""Points in time that teachers write."""

import pytest

from grader.classroom.times import from_seconds, read_time, show_time
from grader.errors import UsageError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-12-01T23:59+01:00", "2026-12-01 23:59 +0100"),
        ("2026-12-01 23:59:30Z", "2026-12-01 23:59 +0000"),
        ("2026-12-01 23:59 Europe/Berlin", "2026-12-01 23:59 +0100"),
        ("2026-07-01T23:59 Europe/Berlin", "2026-07-01 23:59 +0200"),
        (" 2026-12-01 23:59 UTC ", "2026-12-01 23:59 +0000"),
    ],
)
def test_times(text: str, shown: str) -> None:
    """A zone is an offset or a name, which knows summer time."""
    assert show_time(read_time(text, "here")) == shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-12-01 23:59", "x.csv:2: due: '2026-12-01 23:59' has no time zone: write 2026-"),
        ("2026-12-01T23:59", "has no time zone"),
        ("2026-12-01", "has no time of day"),
        ("2026-12-01 Europe/Berlin", "has no time of day"),
        ("tomorrow", "is no time"),
        ("2026-12-01 23:59 Europe/Berln", "no time zone 'Europe/Berln', did you mean 'Europe/Berlin'"),
        ("2026-12-01 23:59 ../../etc/passwd", "no time zone"),
        ("", "is no time"),
    ],
)
def test_no_times(text: str, why: str) -> None:
    """What is no time with its zone is told with its place."""
    with pytest.raises(UsageError, match=why):
        read_time(text, "x.csv:2: due")


def test_a_commit_of_no_calendar() -> None:
    """Seconds that no calendar has are no time."""
    with pytest.raises(ValueError, match=r".+"):
        from_seconds(10**18)
