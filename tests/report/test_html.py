import re
from functools import cache

import pytest

from grader.evidence import Attachments
from grader.report.formats.html import FILE_NAME, render
from grader.values import replace
from tests.report import html_samples as samples
from tests.report.samples import BEYOND


@cache
def ordinary() -> str:
    """The page of a report with everything in it."""
    return render(samples.ORDINARY)


@cache
def empty() -> str:
    """The page of a report with nothing in it."""
    return render(samples.EMPTY)


def test_unmet_says_what_to_do() -> None:
    """A verdict says what was expected and found, where, and the hint; the place is a link to the line."""
    page = ordinary()
    said = (
        "at least 2 stages",
        "1 stage (FROM on line 2)",
        "Give the compiler a stage of its own.",
        "Wise, but",
    )
    assert [text for text in said if text not in page] == []
    assert '<a href="#line-2"><bdi>Dockerfile:2</bdi></a>' in page
    assert FILE_NAME == "report.html"


def test_marked_lines() -> None:
    """Exactly the lines that verdicts and causes point to are marked, and lead back to them."""
    assert re.findall(r'<li id="line-(\d+)" class="marked', ordinary()) == ["2", "10"]
    assert re.findall(r'class="pointer" href="#([a-z]+-\d+)"', ordinary()) == ["criterion-1", "cause-1"]


def test_a_cause_stands_before_the_criteria() -> None:
    """With its line as a link, and links to what waits for it, which says no more of it than its title."""
    first, _, criteria = ordinary().partition('<h2 id="criteria">')
    assert 'href="#line-10"' in first
    assert re.findall(r'href="#(criterion-\d+)"', first) == ["criterion-4"]
    assert "No matching distribution" not in criteria


@pytest.mark.parametrize(("file", "line"), [("Dockerfile", 99), ("app.py", 1), ("Dockerfile", None)])
def test_place_that_is_not_shown(file: str, line: int | None) -> None:
    """A place outside the Dockerfile is named, and is no link."""
    pointing = replace(samples.verdict(1, "unmet", "A"), file=file, line=line)
    page = render(samples.report(pointing))
    assert f"<bdi>{file}{f':{line}' if line else ''}</bdi>" in page
    assert "#line-" not in page
    assert 'class="marked' not in page


def test_lines_are_counted_as_in_the_file() -> None:
    """Empty lines count, a last line without its end too."""
    page = render(replace(samples.EMPTY, attachments=Attachments(dockerfile="FROM a\n\n\nRUN b")))
    assert re.findall(r'id="line-(\d+)"', page) == ["1", "2", "3", "4"]


def test_the_longer_hint_is_folded() -> None:
    """It stands below the short one, closed; lines to copy keep their breaks."""
    (folded,) = re.findall(r'<details class="help">(.*?)</details>', ordinary(), re.DOTALL)
    assert "<p>Only the last stage is shipped.</p>" in folded
    assert "FROM image AS name\nRUN one</pre>" in folded


def test_logs_are_folded() -> None:
    """Logs that hold something are folded, and tell their length."""
    assert ordinary().count("<details>") == 2
    assert "(90 lines)" in ordinary()
    assert "(1 line)" in ordinary()
    assert "<details" not in empty()


def test_stand_in_is_told() -> None:
    """That a stand-in was the base image is said beside the sizes."""
    assert "A stand-in was used" in ordinary()
    assert "stand-in" not in empty()


def test_another_engine_can() -> None:
    """Where the engine at hand cannot do what is needed, the first line says which one can."""
    page = render(replace(samples.ORDINARY, engine=BEYOND))
    assert page.index("grade it with Docker 28.5 or newer") < page.index("Report on one submission")
