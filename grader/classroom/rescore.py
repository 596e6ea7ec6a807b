"""Judging the evidence of earlier runs by a changed spec: nothing is built or run."""

from grader.challenge import Challenge
from grader.classroom.circumstances import with_challenge
from grader.classroom.done import Done, Failed, Kept
from grader.classroom.journal import Journal
from grader.classroom.result import Result
from grader.evidence import BenchSummary, KeptAnswers
from grader.evidence.store import UnreadableEvidenceError
from grader.grading import Grading
from grader.report import Report, make_report
from grader.submission import Graded, Known

NOTHING_KEPT = "nothing is kept of it: grade it without --rescore"


def rescore(content: str, challenge: Challenge, journal: Journal, run: str) -> Done:
    """The content, judged anew; Failed where a criterion asks what was never asked.

    The journal keeps the new result where everything could be judged.
    """
    earlier = journal.result(content)
    if earlier is None:
        return Failed(reason=NOTHING_KEPT)
    try:
        evidence = journal.evidence(content)
    except UnreadableEvidenceError as error:
        return Failed(reason=str(error), earlier=earlier)
    graded = judge_again(earlier.report, evidence, challenge)
    if graded.failure is not None:
        return Failed(reason=graded.failure, earlier=earlier, part=graded.report)
    circumstances = with_challenge(earlier.circumstances, challenge)
    result = Result(report=graded.report, circumstances=circumstances, run=run, seconds=earlier.seconds)
    journal.record(content, result, evidence)
    return Kept(result)


def judge_again(report: Report, evidence: Known, challenge: Challenge) -> Graded:
    """The verdicts of this challenge on the answers that an earlier report was made of."""
    verdicts = list(Grading(challenge.criteria, KeptAnswers(evidence)).verdicts())
    shown = any(cause.command for cause in report.causes)  # else other files may have been built
    summary = BenchSummary(report.image, report.engine, report.timings, report.notes, as_handed_in=shown)
    judged = make_report(challenge, report.submission, verdicts, summary, report.attachments)
    return Graded(report=judged, evidence=evidence)
