"""Judging kept evidence against a changed spec: nothing is built or run."""

from collections.abc import Iterable

from grader.challenge import Challenge
from grader.classroom.circumstances import with_challenge
from grader.classroom.grade_class import Done
from grader.classroom.journal import Journal, Kept
from grader.classroom.outputs import report_of
from grader.classroom.work import Graded, as_plain
from grader.evidence import BenchSummary, KeptAnswers
from grader.evidence.store import UnreadableEvidenceError, from_plain
from grader.grading import Grading
from grader.report import make_report

NOTHING_KEPT = "nothing is kept of it: grade it without --rescore"


def rescore(contents: Iterable[str], challenge: Challenge, journal: Journal, run: str) -> dict[str, Done]:
    """The results by content, judged anew; a criterion that asks what was never asked is broken.

    The journal keeps the new result where everything could be judged.
    """
    return {content: _rescored(content, challenge, journal, run) for content in contents}


def _rescored(content: str, challenge: Challenge, journal: Journal, run: str) -> Done:
    kept = journal.result(content)
    if kept is None:
        return Done(content, None, NOTHING_KEPT, was_kept=False)
    try:
        graded = _judged(kept.graded, challenge)
    except UnreadableEvidenceError as error:
        return Done(content, kept, str(error), was_kept=True)
    if graded.reason is not None:
        return Done(content, kept, graded.reason, was_kept=True, broken=graded)
    circumstances = with_challenge(kept.circumstances, challenge)
    journal.record(content, circumstances, run, graded, kept.seconds)
    return Done(content, Kept(graded, circumstances, run, kept.seconds), None, was_kept=True)


def _judged(graded: Graded, challenge: Challenge) -> Graded:
    bench = KeptAnswers(from_plain(graded.evidence))
    verdicts = list(Grading(challenge.criteria, bench).verdicts())
    try:
        old = report_of(graded)
    except ValueError:
        raise UnreadableEvidenceError("the kept report is of another version: grade it again") from None
    summary = BenchSummary(old.image, old.engine, old.timings, old.notes)
    report = make_report(challenge, old.submission, verdicts, summary, old.attachments)
    return Graded(as_plain(report), graded.attachments, graded.evidence)
