"""One submission on its way through a run: what was found in it, what it came to, its line of the table."""

from collections.abc import Iterable

from grader.challenge import Challenge
from grader.classroom.done import Done, Failed, Fresh, Kept
from grader.classroom.entries import Submission
from grader.classroom.folders import SUBMISSIONS
from grader.classroom.journal import Journal
from grader.classroom.opening import HandedIn, Unread, Unusable, look
from grader.classroom.result import Result
from grader.report import Report
from grader.report.class_causes import row_causes, state
from grader.report.class_report import ClassRow, Mark
from grader.values import Value, replace


class Row(Value, kw_only=True):
    """A submission, what was handed in, and what grading its content came to, once that is known.

    `same_as` is the id of the first submission with the same content, which is graded in its place.
    """

    submission: Submission
    found: HandedIn | Unusable | Unread
    same_as: str | None = None
    done: Done | None = None

    @property
    def images(self) -> tuple[str, ...]:
        """The images that its Dockerfile names."""
        return self.found.images if isinstance(self.found, HandedIn) else ()

    @property
    def has_failed(self) -> bool:
        """Whether the machine failed on it, also where it has an earlier mark."""
        return isinstance(self.found, Unread) or isinstance(self.done, Failed)

    def line(self, challenge: Challenge) -> ClassRow:
        """The row of the table. A mark by an earlier spec than the challenge's says so."""
        line = ClassRow(
            id=self.submission.id,
            name=self.submission.name,
            folder=f"{SUBMISSIONS}/{self.submission.folder_name}",
            same_as=self.same_as,
        )
        match self.found, self.done:
            case Unusable(reason), _:
                return replace(line, reason=reason, state="nothing to build")
            case Unread(reason), _:
                return replace(line, outcome="error", reason=reason)
            case _, Fresh(result):
                return _marked(line, result, _by_earlier_spec(result, challenge))
            case _, Kept(result):
                return replace(_marked(line, result, _by_earlier_spec(result, challenge)), kept=True)
            case _, Failed(reason=reason, earlier=Result() as result):
                return _marked(
                    line, result, f"not graded again: {reason}", _by_earlier_spec(result, challenge)
                )
            case _, Failed(reason=reason, part=part):
                return replace(line, outcome="error", marks=_marks(part) if part else (), reason=reason)
        raise ValueError(f"{self.submission.id} is not graded yet")


def look_at(submissions: Iterable[Submission], journal: Journal) -> list[Row]:
    """What was handed in, in the order of the submissions."""
    known = journal.images()
    rows, first = [], dict[str, str]()
    read: dict[str, tuple[str, ...]] = {}
    for submission in submissions:
        found = look(submission, known)
        same_as = None
        if isinstance(found, HandedIn):
            same_as = first.get(found.content)
            first.setdefault(found.content, submission.id)
            read[found.content] = found.images
        rows.append(Row(submission=submission, found=found, same_as=same_as))
    journal.note_images({content: images for content, images in read.items() if content not in known})
    return rows


def _marked(line: ClassRow, result: Result, *caveats: str) -> ClassRow:
    report = result.report
    return replace(
        line,
        outcome=report.outcome,
        score=report.score,
        seconds=round(result.seconds, 3),
        build_seconds=report.timings.get("build", 0.0),
        marks=_marks(report),
        reason="; ".join(filter(None, caveats)) or None,
        state=state(report),
        causes=row_causes(report),
    )


def _marks(report: Report) -> tuple[Mark, ...]:
    return tuple(Mark(verdict.id, verdict.outcome, verdict.points) for verdict in report.criteria)


def _by_earlier_spec(result: Result, challenge: Challenge) -> str:
    is_old = result.report.challenge_digest != challenge.digest
    return "the mark is by an earlier challenge.yaml" if is_old else ""
