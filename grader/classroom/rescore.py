"""Judging kept evidence against a changed spec: nothing is built or run."""

from collections.abc import Iterable

from grader.challenge import Challenge
from grader.classroom.grade_class import Done, Task
from grader.classroom.journal import Journal, Kept
from grader.classroom.outputs import report_of
from grader.classroom.work import Graded, as_plain
from grader.evidence import BenchSummary, KeptAnswers
from grader.evidence.store import UnreadableEvidenceError, from_plain
from grader.grading import Grading
from grader.report import make_report

NOTHING_KEPT = "nothing is kept of it: grade it without --rescore"


def rescore(tasks: Iterable[Task], challenge: Challenge, journal: Journal, run: str) -> dict[str, Done]:
    """The results by content, judged anew; a criterion that asks what was never asked is broken.

    The journal keeps the new result where everything could be judged.
    """
    done: dict[str, Done] = {}
    for task in tasks:
        kept = journal.result(task.content)
        if kept is None:
            done[task.content] = Done(task.content, None, NOTHING_KEPT, was_kept=False)
            continue
        try:
            graded = _judged(kept.graded, challenge)
        except UnreadableEvidenceError as error:
            done[task.content] = Done(task.content, kept, str(error), was_kept=True)
            continue
        if graded.reason is None:
            journal.record(task.content, task.circumstances, run, graded, kept.seconds)
            kept = Kept(graded, task.circumstances, run, kept.seconds)
        done[task.content] = Done(task.content, kept, graded.reason, was_kept=True)
    return done


def _judged(graded: Graded, challenge: Challenge) -> Graded:
    bench = KeptAnswers(from_plain(graded.evidence))
    verdicts = list(Grading(challenge.criteria, bench).verdicts())
    old = report_of(graded)
    summary = BenchSummary(old.image, old.engine, old.timings, old.notes)
    report = make_report(challenge, old.submission, verdicts, summary)
    return Graded(as_plain(report), graded.attachments, graded.evidence)
