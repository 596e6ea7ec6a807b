"""`grader export`."""

import sys
from pathlib import Path

import click

from grader.lms.canvas_marks import fill_gradebook
from grader.lms.filled import Filled
from grader.lms.gradebook import read_gradebook
from grader.lms.marks import read_marks
from grader.lms.moodle_marks import feedback_files, fill_worksheet
from grader.lms.moodle_sheet import read_worksheet
from grader.lms.written import write_csv, write_zip
from grader.report import check_folder
from grader.text import one_line

_PATH = click.Path(path_type=Path)
_TO = click.option("--to", "target", type=_PATH, required=True, help="The folder for the files.")


@click.group("export")
def command() -> None:
    """Make the files that a learning platform imports of the marks of a class.

    MARKS is the output folder of grader class.

    Exit codes: 0 done; 2 usage, or a file that is wrong; 3 the machine failed.

    Example: grader export moodle marks --worksheet grades.csv --to back
    """


@command.command("moodle")
@click.argument("marks", type=_PATH)
@click.option("--worksheet", type=_PATH, required=True, help="The worksheet that Moodle gave, in English.")
@_TO
def moodle(marks: Path, worksheet: Path, target: Path) -> int:
    """worksheet.csv with grades and comments, and feedback.zip with everybody's report.

    Example: grader export moodle marks --worksheet grades.csv --to back
    """
    report, listed = read_marks(marks), read_worksheet(worksheet)
    filled, files = fill_worksheet(listed, report), feedback_files(report, marks)
    check_folder(target)
    write_csv(target / "worksheet.csv", filled.rows, listed.sheet.delimiter)
    write_zip(target / "feedback.zip", files)
    return _told(filled, len(report.rows), target / "worksheet.csv", target / "feedback.zip")


@command.command("canvas")
@click.argument("marks", type=_PATH)
@click.option(
    "--gradebook", type=_PATH, required=True, help="The gradebook that Canvas exported, in English."
)
@click.option("--assignment", required=True, help="Its number, or its title.")
@_TO
def canvas(marks: Path, gradebook: Path, assignment: str, target: Path) -> int:
    """gradebook.csv with the marks of one assignment.

    Example: grader export canvas marks --gradebook gradebook.csv --assignment 5512 --to back
    """
    report, listed = read_marks(marks), read_gradebook(gradebook)
    filled = fill_gradebook(listed, report, assignment)
    check_folder(target)
    write_csv(target / "gradebook.csv", filled.rows, listed.sheet.delimiter)
    return _told(filled, len(report.rows), target / "gradebook.csv")


def _told(filled: Filled, learners: int, *files: Path) -> int:
    for learner, why in filled.left.items():
        sys.stderr.write(f"grader: {one_line(learner, 80)} is left out: {one_line(why)}\n")
    if filled.zeros:
        sys.stderr.write(
            f"grader: {len(filled.zeros)} with a grade of 0, which a newer Moodle leaves out "
            f"of what it imports: look at them there, and type 0 where none is: {', '.join(filled.zeros)}\n"
        )
    sys.stdout.write(f"{learners - len(filled.left)} of {learners} marks: {', '.join(map(str, files))}\n")
    return 0
