"""The report on one submission, and one file per form that it is given in."""

from grader.report.model import Report, make_report
from grader.report.writing import check_folder, write_file

__all__ = ["Report", "check_folder", "make_report", "write_file"]
