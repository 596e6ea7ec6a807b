"""The late rule, and the deadline that it counts from."""

from datetime import timedelta
from pathlib import Path

import pytest

from grader.classroom.due import due_of, late_rule_of
from grader.classroom.late import as_number, read_late_rule
from grader.classroom.order import Order
from grader.classroom.times import show_time
from grader.errors import UsageError
from tests.classroom.samples import CHALLENGE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "late", "points", "why"),
    [
        ("10% per day", timedelta(), 80, ""),
        ("10% per day", -DAY, 80, ""),
        ("10% per day", MINUTE / 60, 70, "1 day late: -10"),
        ("10% per day", DAY, 70, "1 day late: -10"),
        ("10% per day", DAY + MINUTE, 60, "2 days late: -20"),
        ("10 % per day,  floor 40%", 9 * DAY, 40, "9 days late: -90, not below 40"),
        ("10% per day", 9 * DAY, 0, "9 days late: -90"),
        ("2.5 points per hour", 3 * HOUR, 72.5, "3 hours late: -7.5"),
        ("1 point per hour, grace 15m", 15 * MINUTE, 80, ""),
        ("1 point per hour, grace 2h, floor 79 points", 3 * HOUR, 79, "3 hours late: -3, not below 79"),
        ("10% per day, floor 90%", DAY, 80, "1 day late: -10, not below 80"),
    ],
)
def test_rule(rule: str, late: timedelta, points: float, why: str) -> None:
    """Each period begun costs; nothing within the grace, and never below the floor or what was earned."""
    stays, told = read_late_rule(rule, "late").apply(80, 100, late)
    assert (as_number(stays), told) == (points, why)


def test_percent_are_of_the_most_points() -> None:
    """Points are rounded to two decimals, half up."""
    stays, _ = read_late_rule("0.5% per hour", "late").apply(7, 25, HOUR)
    assert as_number(stays) == 6.88


@pytest.mark.parametrize(
    "text",
    [
        *("", "10", "10%", "10% a day", "-5% per day", "10% per week", "1e9% per day"),
        *("10% per day, floor", "10% per day, grace 5", "10% per day, and more"),
        "10% per day, floor 1%, floor 2%",
    ],
)
def test_wrong_rule(text: str) -> None:
    """A rule that is none is told with what was expected."""
    with pytest.raises(UsageError, match=r"^--late: must be '10% per day'"):
        read_late_rule(text, "--late")


@pytest.fixture
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a course that has the challenge."""
    spec = tmp_path / "challenges" / CHALLENGE.id / "challenge.yaml"
    spec.parent.mkdir(parents=True)
    spec.touch()
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    return tmp_path / "grader.toml"


def order(**changes: str) -> Order:
    """A call of `grader class`."""
    return Order(folders=(), challenge=CHALLENGE.id, out=Path(), **changes)  # type: ignore[arg-type] # texts only


@pytest.mark.parametrize("value", ["2026-12-01T23:59:00+01:00", "'2026-12-01 23:59 Europe/Berlin'"])
def test_settings(toml: Path, value: str) -> None:
    """The course may name the deadline and the rule; the call comes first."""
    toml.write_text(f"late = '10% per day'\n[due]\n{CHALLENGE.id} = {value}\n")
    due, rule = due_of(order(), CHALLENGE), late_rule_of(order())
    assert (due and show_time(due), rule and rule.period) == ("2026-12-01 23:59 +0100", "day")
    given = order(due="2026-12-02T10:00Z", late="1 point per hour")
    due, rule = due_of(given, CHALLENGE), late_rule_of(given)
    assert (due and show_time(due), rule and rule.period) == ("2026-12-02 10:00 +0000", "hour")


def test_no_settings(toml: Path) -> None:
    """Without a word of it there is no deadline."""
    assert not toml.exists()
    assert (due_of(order(), CHALLENGE), late_rule_of(order())) == (None, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"[due]\n{CHALLENGE.id} = 2026-12-01T23:59:00", "has no time zone"),
        (f"[due]\n{CHALLENGE.id} = 2026-12-01", "must be a time such as"),
        (f"[due]\n{CHALLENGE.id} = 7", "must be a time such as"),
        ("[due]\n02-multi = 2026-12-01T23:59:00Z", "no challenge '02-multi' in challenges/"),
        ("\nlate = 'soon'", "must be '10% per day'"),
    ],
)
def test_wrong_settings(toml: Path, text: str, why: str) -> None:
    """What is wrong in grader.toml is told with line and key."""
    toml.write_text(text)
    with pytest.raises(UsageError, match=rf"grader\.toml:2: \S+: .*{why}"):
        (due_of(order(), CHALLENGE), late_rule_of(order()))
