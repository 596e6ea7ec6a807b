"""An unmet criterion that has part of its points, in every format: it is not met, and the sum holds it."""

import base64
import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest

from grader.grading import Outcome
from grader.report.class_csv import render_csv
from grader.report.class_figures import distribution
from grader.report.class_html import render_class
from grader.report.class_report import Mark
from grader.report.class_table import render_table
from grader.report.formats import load_format
from grader.report.terminal import render as render_terminal
from grader.values import replace
from tests.report import class_samples
from tests.report.samples import HEALTH, SIZE, report, verdict

PARTLY = report(verdict(), replace(SIZE, outcome="unmet", points=5, found="250 MB"), HEALTH)


def rendered(form: str) -> str:
    """The report as this format has it."""
    return load_format(form).render(PARTLY)


def _json(form: str) -> list[tuple[float, str]]:
    text = rendered(form)
    made = json.loads(base64.b64decode(text) if form == "autograding" else text)
    said = "status" if form in {"autograding", "gradescope"} else "outcome"
    return [(test["score"], test[said]) for test in made["tests"]]


@pytest.mark.parametrize(
    ("form", "unmet"), [("autograding", "fail"), ("gradescope", "failed"), ("classroom50", "unmet")]
)
def test_tests_of_other_tools(form: str, unmet: str) -> None:
    """The test has failed, and its score counts: what adds scores up comes to the report's own."""
    scores = _json(form)
    assert scores[1] == (5, unmet)
    assert sum(score for score, _ in scores) == PARTLY.score == 45


def test_reports_of_our_own() -> None:
    """JSON, CSV and JUnit hold the outcome and the points as they are."""
    second = json.loads(rendered("json"))["criteria"][1]
    assert (second["outcome"], second["points"]) == ("unmet", 5)
    row = list(csv.DictReader(io.StringIO(rendered("csv"))))[1]
    assert (row["outcome"], row["points"], row["max_points"]) == ("unmet", "5", "20")
    case = list(ET.fromstring(rendered("junit")).iter("testcase"))[1]
    held = {found.attrib["name"]: found.attrib["value"] for found in case.iter("property")}
    assert (held["points"], held["outcome"], case.find("failure") is None) == ("5", "unmet", False)


def test_what_people_read() -> None:
    """Terminal, summary and page show the part, and the sum with it."""
    assert re.search(r"✗ image-under-200mb.*5/20", render_terminal(PARTLY, colour=False, width=100))
    assert "45 of 60 points" in render_terminal(PARTLY, colour=False, width=100)
    assert "| 5/20 |" in rendered("markdown")
    page = rendered("html")
    assert '<svg width="25.0%"><rect class="met"/></svg>' in page
    assert "<strong>5</strong>/20" in page


def test_a_class() -> None:
    """A part counts in grades.csv, on the page and on the terminal; its sum is one of the values shown."""
    outcomes: tuple[Outcome, ...] = ("met", "unmet", "met", "met", "met")
    full = class_samples.row(1, "Ada", outcomes)
    marks = (full.marks[0], Mark("image-under-200mb", "unmet", 5), *full.marks[2:])
    made = class_samples.class_report(replace(full, marks=marks, score=85))
    row = next(csv.DictReader(io.StringIO(render_csv(made))))
    assert (row["image-under-200mb"], row["total"]) == ("5", "85")
    assert re.search(r"85 of 100 +failed +image-under-200mb", render_table(made, colour=False, width=100))
    assert '<span class="hidden">unmet, </span>5</td>' in render_class(made)
    assert sum(int(bar.value) for bar in distribution(made)) == 1
