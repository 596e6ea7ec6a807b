import pytest

from grader.report.class_html import render_class, report_link
from tests.report import class_samples as samples


@pytest.mark.parametrize(
    ("folder", "link"),
    [
        ("submissions/ada", "./submissions/ada/report.html"),
        ("a b/ü", "./a%20b/%C3%BC/report.html"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29/report.html"),
        ('a"><b>', "./a%22%3E%3Cb%3E/report.html"),
        ("a?b#c%2e", "./a%3Fb%23c%252e/report.html"),
        ("\\\\host\\x", "./%5C%5Chost%5Cx/report.html"),
        ("caf\udce9", "./caf%E9/report.html"),
        ("\ud800", None),
        ("//evil.example/x", None),
        ("/etc", None),
        ("a/../../b", None),
        (".", None),
        ("", None),
    ],
)
def test_report_link(folder: str, link: str | None) -> None:
    """Links are relative and percent-encoded; none leads out of the page's folder."""
    assert report_link(samples.row(1, "Ada", samples.OUTCOMES, folder=folder)) == link


def test_class_table() -> None:
    """Every learner has a row with each criterion's outcome in words, and sorts by numbers."""
    page = render_class(samples.CLASS)
    assert page.count('<tr id="row-') == len(samples.ROWS)
    assert page.count("<button") == 6 + len(samples.CRITERIA)
    assert '<span class="hidden">blocked, </span>0' in page
    assert 'same as <a href="#row-1"><bdi>s1</bdi></a>' in page
    assert "kept from an earlier run" in page
    assert "empty.zip holds no Dockerfile" in page
    assert "./submissions/s16/report.html" not in page
