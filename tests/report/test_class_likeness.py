"""Approaches and pairs of a class, on its page and as CSV."""

import csv
import io

from grader.report.class_html import render_class
from grader.report.class_likeness import render_approaches, render_pairs
from grader.report.class_report import ClassReport
from grader.values import replace
from tests.report.class_samples import CLASS, ROWS, class_of, class_report, likeness
from tests.report.html_samples import HOSTILE


def approaches(report: ClassReport) -> list[dict[str, str]]:
    """The rows of approaches.csv."""
    assert report.likeness is not None
    return list(csv.DictReader(io.StringIO(render_approaches(report, report.likeness), newline="")))


def pairs(report: ClassReport) -> list[dict[str, str]]:
    """The rows of pairs.csv."""
    assert report.likeness is not None
    return list(csv.DictReader(io.StringIO(render_pairs(report, report.likeness), newline="")))


def test_approaches_as_csv() -> None:
    """Each approach has its submissions, what they came to, and what they say."""
    first, second, third = approaches(CLASS)
    assert (first["submissions"], first["ids"], third["ids"]) == ("2", "s1\ns13", "s5")
    assert [first[name] for name in ("passed", "failed", "error", "points")] == ["2", "0", "0", "100"]
    assert first["says"].endswith("\nown file: RUN pip wheel -w (folder) -r requirements.txt")
    assert (second["points"], second["not met"]) == (
        "60 to 80",
        "no-build-tools: 1, two-stages: 1, image-under-200mb: 1",
    )


def test_pairs_as_csv() -> None:
    """Each pair has what it shares, and how rare that is."""
    (pair,) = pairs(CLASS)
    assert (pair["id"], pair["other name"], pair["bits"], pair["enough"]) == (
        "s1",
        "Twin of Ada",
        "16.5",
        "6.7",
    )
    assert (pair["both say"], pair["says"], pair["other says"]) == ("1", "2", "3")
    assert pair["shared"] == "RUN pip wheel -w (folder) -r requirements.txt (2 of 15)"


def test_no_formula() -> None:
    """What a spreadsheet would compute is a text, wherever it stands."""
    report = class_of("=A()", "a", "b")
    cells = [cell for row in (*approaches(report), *pairs(report)) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith("=")] == []
    assert {row["ids"] for row in approaches(report)} >= {"'=A()\n=A()"}


def test_on_the_page() -> None:
    """The page lists approaches of several and pairs, with links to the rows, and says what it is not."""
    page = render_class(CLASS)
    assert '<a href="#row-1"><bdi>Ada Lovelace</bdi></a>' in page
    assert "1 of 15 compared" in page
    assert "<code>two-stages</code> (1)" in page
    assert "Nothing that the starter does not say." in page
    assert "1, of 2 and 3" in page
    assert "That is no verdict" in page


def test_small_class_on_the_page() -> None:
    """Where nothing can be told to be rare, the page says so; where nothing was compared, nothing of it."""
    small = replace(likeness("s1", "s2", "x"), pairs=(), enough_bits=None)
    assert "too small to tell" in render_class(class_report(*ROWS, likeness=small))
    assert "Approaches" not in render_class(class_report(*ROWS))


def test_hostile_text_is_inert() -> None:
    """Whatever a Dockerfile says is text on the page."""
    page = render_class(class_of(HOSTILE, "a", "b"))
    assert "<script>alert" not in page
    assert page.count("<script>") == 1


def test_as_json() -> None:
    """class.json says a statement in one text."""
    told = CLASS.as_json()["likeness"]
    assert told["approaches"][0]["submissions"] == ("s1", "s13")
    assert told["pairs"][0]["shared"] == [
        {"says": "RUN pip wheel -w (folder) -r requirements.txt", "count": 2}
    ]
    assert class_report(*ROWS).as_json()["likeness"] is None
