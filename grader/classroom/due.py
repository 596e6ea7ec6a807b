"""The deadline of a challenge and the late rule of a course, from the call or from grader.toml."""

from datetime import datetime

from grader.challenge import Challenge
from grader.classroom.late import LateRule, read_late_rule
from grader.classroom.order import Order
from grader.classroom.times import FORMS, read_time
from grader.course import course_folder, spec_file
from grader.errors import UsageError
from grader.settings import FILE_NAME, Settings, read_settings
from grader.text import one_line


def due_of(order: Order, challenge: Challenge) -> datetime | None:
    """The deadline, with its zone; None where there is none. Raises UsageError."""
    if order.due:
        return read_time(order.due, "--due")
    settings = read_settings(course_folder())
    times = {name: _time(name, value, settings) for name, value in settings.due.items()}
    return times.get(challenge.id)


def late_rule_of(order: Order) -> LateRule | None:
    """The late rule; None where nothing is taken off. Raises UsageError."""
    if order.late:
        return read_late_rule(order.late, "--late")
    settings = read_settings(course_folder())
    return read_late_rule(settings.late, _where(settings, "late")) if settings.late else None


def _time(challenge_id: str, value: object, settings: Settings) -> datetime:
    """Each one is checked: a deadline of a challenge that is not there would be overlooked."""
    where = _where(settings, "due", challenge_id)
    spec = spec_file(challenge_id)
    if spec is None or not spec.is_file():
        raise UsageError(f"{where}: no challenge {one_line(challenge_id, 80)!r} in challenges/")
    if isinstance(value, str):
        return read_time(value, where)
    if not isinstance(value, datetime):
        raise UsageError(f"{where}: must be a time such as {FORMS}; got {value!r}")
    if value.tzinfo is None:
        raise UsageError(f"{where}: {value.isoformat(' ')} has no time zone: write {FORMS}")
    return value


def _where(settings: Settings, *path: str) -> str:
    line = settings.lines.get(path)
    key = ".".join(one_line(part, 80) for part in path)
    return f"{FILE_NAME}:{line}: {key}" if line else f"{FILE_NAME}: {key}"
