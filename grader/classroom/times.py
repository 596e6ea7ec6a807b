"""Points in time that a teacher writes: none without its zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from grader.errors import UsageError
from grader.text import did_you_mean, one_line

FORMS = "2026-12-01T23:59+01:00 or '2026-12-01 23:59 Europe/Berlin'"


def read_time(text: str, where: str) -> datetime:
    """The time, which must name its zone: an offset, `Z`, or a name such as Europe/Berlin after a space.

    `where` begins the message of the UsageError for what is no such time.
    """
    written, space, name = text.strip().rpartition(" ")
    if not space or name[:1].isdigit():
        written, name = text.strip(), ""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{where}: {_shown(text)} is no time: write {FORMS}") from None
    if len(written) < len("2026-12-01T23"):
        raise UsageError(f"{where}: {_shown(text)} has no time of day: write {FORMS}")
    if name and moment.tzinfo is None:
        moment = moment.replace(tzinfo=read_zone(name, where))
    if moment.tzinfo is None:
        raise UsageError(f"{where}: {_shown(text)} has no time zone: write {FORMS}")
    return moment


def read_zone(name: str, where: str) -> ZoneInfo:
    """The zone of that name in the IANA's list. Raises UsageError with the nearest name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(name, available_timezones())
        raise UsageError(f"{where}: no time zone {_shown(name)}{near}; one is Europe/Berlin") from None


def show_time(moment: datetime) -> str:
    """`2026-12-01 23:59 +0100`, in the zone that it was written in."""
    return moment.strftime("%Y-%m-%d %H:%M %z")


def from_seconds(seconds: int) -> datetime:
    """The moment so many seconds after the epoch. Raises ValueError for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError(str(error)) from None


def _shown(text: str) -> str:
    return repr(one_line(text, 80))
