"""What counts in the end: deadline, late rule, extensions and overrides, applied after the grading."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from grader.challenge import Challenge
from grader.classroom.due import due_of, late_rule_of
from grader.classroom.entries import Submission
from grader.classroom.extensions import Extension, check_learners, read_extensions
from grader.classroom.late import LateRule, as_number
from grader.classroom.order import Order
from grader.classroom.overrides import Override, read_overrides
from grader.classroom.times import show_time
from grader.errors import UsageError
from grader.report.class_report import ClassRow, Counted
from grader.values import Value, field

UNKNOWN = "when it was handed in is not known"
SAID_LATE = "late, as the learning platform says; by how much is not known"


class Policy(Value, kw_only=True):
    """The deadline and what follows from it; extensions and overrides are by the learner's id."""

    due: datetime | None = None
    rule: LateRule | None = None
    extensions: Mapping[str, Extension] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether what was earned is what counts, of everybody."""
        return self.due is None and not self.overrides

    def check(self, submissions: list[Submission]) -> None:
        """Whether all who are named are in the class. Raises UsageError with file and row."""
        learners = {submission.id for submission in submissions}
        check_learners({name: one.where for name, one in self.extensions.items()}, learners)
        check_learners({name: one.where for name, one in self.overrides.items()}, learners)

    def count(self, row: ClassRow, submission: Submission, most: int) -> Counted:
        """What counts of a row's points; an override counts whatever they are."""
        due = self._due(row.id)
        points, why = (None, "") if row.outcome == "error" else self._after(row.score, submission, due, most)
        if row.id in self.overrides:
            override = self.overrides[row.id]
            points, why = override.points, f"set by the teacher: {override.reason}"
        return Counted(
            points=None if points is None else as_number(points),
            due=show_time(due) if due else None,
            handed_in=show_time(submission.handed_in) if submission.handed_in else None,
            why=why,
            is_override=row.id in self.overrides,
        )

    def _due(self, learner: str) -> datetime | None:
        return self.extensions[learner].until if learner in self.extensions else self.due

    def _after(
        self, earned: int, submission: Submission, due: datetime | None, most: int
    ) -> tuple[Decimal, str]:
        """The points after the late rule. An unknown time takes nothing off, and is told."""
        if due is None:
            return Decimal(earned), ""
        if submission.handed_in is None:
            unknown = UNKNOWN if earned else ""
            return Decimal(earned), SAID_LATE if submission.said_late else unknown
        late = submission.handed_in - due
        if self.rule is not None:
            return self.rule.apply(earned, most, late)
        return Decimal(earned), f"late by {_shown(late)}" if late > timedelta() else ""


def read_policy(order: Order, challenge: Challenge) -> Policy:
    """What the call and the course's settings say; the call comes first. Raises UsageError."""
    due = due_of(order, challenge)
    if due is None and (order.late or order.extensions):
        option = "--late" if order.late else "--extensions"
        raise UsageError(f"{option} needs a deadline: --due, or [due] in grader.toml")
    return Policy(
        due=due,
        rule=late_rule_of(order),
        extensions=read_extensions(order.extensions, due) if order.extensions else {},
        overrides=read_overrides(order.overrides, challenge.max_score) if order.overrides else {},
    )


def _shown(late: timedelta) -> str:
    hours, minutes = divmod(-(-late // timedelta(minutes=1)), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
