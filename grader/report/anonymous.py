"""A class without its names: what may be shown to everybody."""

from collections.abc import Mapping
from dataclasses import replace

from grader.report.class_report import ClassReport, ClassRow, Counted

REASON = "why is in the teacher's table"


def anonymous(report: ClassReport, pseudonyms: Mapping[str, str]) -> ClassReport:
    """The report with a pseudonym for each id, sorted by them, since the order of the ids tells names.

    No text of a learner's or about one is left: no path, no reason, which may quote a file's name, no words
    of an override, and not what submissions have in common, which quotes them.
    """
    rows = sorted((_row(row, pseudonyms) for row in report.rows), key=lambda row: row.id)
    return replace(report, rows=tuple(rows), likeness=None)


def _row(row: ClassRow, pseudonyms: Mapping[str, str]) -> ClassRow:
    name = pseudonyms[row.id]
    return replace(
        row,
        id=name,
        name=name,
        folder="",
        same_as=pseudonyms[row.same_as] if row.same_as else None,
        reason=REASON if row.reason else None,
        counted=_counted(row.counted) if row.counted else None,
    )


def _counted(counted: Counted) -> Counted:
    why = "set by the teacher" if counted.is_override else counted.why
    return replace(counted, due=None, handed_in=None, why=why)
