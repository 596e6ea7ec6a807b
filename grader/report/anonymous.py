"""A class without its names: what may be shown to everybody."""

from collections.abc import Mapping

from grader.report.class_report import ClassReport, ClassRow, Counted

REASON = "why is in the teacher's table"


def anonymous(report: ClassReport, pseudonyms: Mapping[str, str]) -> ClassReport:
    """The report with a pseudonym for each id, sorted by them, since the order of the ids tells names.

    Only what is named here goes over: no path, no reason or cause, which may quote a file's name, no words of
    an override, and not what submissions have in common, which quotes them.
    """
    return ClassReport(
        challenge=report.challenge,
        title=report.title,
        max_score=report.max_score,
        criteria=report.criteria,
        rows=tuple(sorted((_row(row, pseudonyms) for row in report.rows), key=lambda row: row.id)),
        grader_version=report.grader_version,
        challenge_digest=report.challenge_digest,
    )


def _row(row: ClassRow, pseudonyms: Mapping[str, str]) -> ClassRow:
    name = pseudonyms[row.id]
    return ClassRow(
        id=name,
        name=name,
        outcome=row.outcome,
        score=row.score,
        seconds=row.seconds,
        build_seconds=row.build_seconds,
        marks=row.marks,
        folder="",
        same_as=pseudonyms[row.same_as] if row.same_as else None,
        kept=row.kept,
        reason=REASON if row.reason else None,
        counted=_counted(row.counted) if row.counted else None,
    )


def _counted(counted: Counted) -> Counted:
    why = "set by the teacher" if counted.is_override else counted.why
    return Counted(points=counted.points, why=why, is_override=counted.is_override)
