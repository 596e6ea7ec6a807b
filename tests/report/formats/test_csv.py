import csv
import io

import pytest

from grader.report import Report
from grader.report.formats import csv as form
from tests.report.samples import SAMPLES, report, verdict


def rows(made: Report) -> list[dict[str, str]]:
    """The rows, as a reader finds them."""
    return list(csv.DictReader(io.StringIO(form.render(made), newline=""), strict=True))


@pytest.mark.parametrize("sample", SAMPLES)
def test_rows(sample: str) -> None:
    """There is one row for each criterion, on one line, with all columns."""
    made = SAMPLES[sample]
    assert [row["id"] for row in rows(made)] == [one.id for one in made.criteria]
    assert all(set(row) == set(form.COLUMNS) for row in rows(made))
    assert form.render(made).count("\r\n") == len(made.criteria) + 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "\x1b[0m=1", " =1", "\uff1d1"]
)
def test_formulas(text: str) -> None:
    """What a spreadsheet would compute begins with a quote."""
    (row,) = rows(report(verdict("unmet", found=text)))
    assert row["found"].startswith("'")


@pytest.mark.parametrize("text", ['a "b", c;d', "1 stage", "é ✓", "a = b"])
def test_other_text(text: str) -> None:
    """Any other text comes back as it was."""
    assert rows(report(verdict("unmet", found=text)))[0]["found"] == text
