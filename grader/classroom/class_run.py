"""A class, graded from its folders to its table."""

import sys
from contextlib import closing

from grader import __version__
from grader.challenge import Catalogue, Challenge
from grader.classroom.entries import Submission, find_entries
from grader.classroom.folders import SubmissionFolders, write_class
from grader.classroom.journal import Journal
from grader.classroom.likeness import likeness_of
from grader.classroom.lock import alone_in
from grader.classroom.order import Order, limits_of
from grader.classroom.policy import Policy, read_policy
from grader.classroom.pseudonyms import KEY, read_key, write_anonymous
from grader.classroom.roster import not_listed
from grader.classroom.row_grader import RowGrader
from grader.classroom.rows import Row, look_at
from grader.classroom.submissions import find_submissions
from grader.report import check_folder
from grader.report.class_report import ClassCriterion, ClassReport
from grader.text import one_line
from grader.values import Value, replace

JOURNAL = "journal.sqlite"


class GradedClass(Value, kw_only=True):
    """The table; `is_complete` is false where the machine failed on a submission or on its report."""

    report: ClassReport
    is_complete: bool


def run_class(order: Order) -> GradedClass:
    """Grade the class and write its table and folders. Raises GraderError."""
    challenge = Catalogue().load(order.challenge)
    limits = limits_of(order, challenge)
    submissions = find_submissions(order.folders, order.roster, order.out)
    policy = read_policy(order, challenge)
    policy.check(submissions)
    key_file = order.pseudonyms or order.out / KEY
    key = read_key(key_file) if order.anonymous else {}
    _say_not_listed(order, submissions)
    check_folder(order.out)
    with (
        alone_in(order.out),
        closing(Journal(order.out / JOURNAL, challenge.id)) as journal,
        closing(SubmissionFolders(order.out, journal)) as folders,
        closing(RowGrader(order, challenge, limits, journal, folders)) as grader,
    ):
        rows = grader.grade(look_at(submissions, journal))
        likeness = likeness_of(rows, challenge, journal)
        report = replace(class_report(challenge, rows, policy), likeness=likeness)
        write_class(order.out, report)
        if order.anonymous:
            write_anonymous(order.out, report, key_file, key)
    failed = any(row.has_failed for row in rows)
    return GradedClass(report=report, is_complete=grader.all_written and not failed)


def class_report(challenge: Challenge, rows: list[Row], policy: Policy) -> ClassReport:
    """The whole table, with what counts where that may differ from what was earned."""
    lines = [row.line(challenge) for row in rows]
    if not policy.is_empty:
        most = challenge.max_score
        both = zip(lines, rows, strict=True)
        lines = [replace(line, counted=policy.count(line, row.submission, most)) for line, row in both]
    columns = (ClassCriterion(each.id, each.title, each.points) for each in challenge.criteria)
    return ClassReport(
        challenge=challenge.id,
        title=challenge.title,
        max_score=challenge.max_score,
        criteria=tuple(columns),
        rows=tuple(lines),
        grader_version=__version__,
        challenge_digest=challenge.digest,
    )


def _say_not_listed(order: Order, submissions: list[Submission]) -> None:
    """A submission that the roster does not name is not graded: not without a word."""
    if order.roster is None:
        return
    for entry in not_listed(find_entries(order.folders, order.out), submissions):
        sys.stderr.write(f"grader: not in the roster, so not graded: {one_line(str(entry.path))}\n")
