import re

import pytest
from markdown_it import MarkdownIt

from grader.report import Report
from grader.report.formats import markdown
from grader.values import replace
from tests.report.samples import (
    ALL_MET,
    BEYOND,
    HOSTILE,
    HOSTILE_ATTACHMENTS,
    HOSTILE_TEXT,
    MIXED,
    SAMPLES,
    report,
    verdict,
)

OURS = {
    "h2",
    "h3",
    "h4",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "ul",
    "li",
    "strong",
    "p",
    "pre",
    "code",
    "br",
}


def without_starter(made: Report) -> Report:
    """The report where the starter's image was not looked at."""
    return replace(made, attachments=replace(made.attachments, starter=None))


def page(made: Report) -> str:
    """The page that comes of it: CommonMark with tables, HTML let through."""
    form = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(form.render(markdown.render(replace(made, attachments=HOSTILE_ATTACHMENTS))))


@pytest.mark.parametrize("sample", SAMPLES)
def test_only_our_elements(sample: str) -> None:
    """The page has headings, tables and lists of ours: no link, image, script or emphasis of a learner's."""
    tags = set(re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", page(SAMPLES[sample])))
    assert tags - OURS <= {"sub"}


def test_hostile_text_keeps_the_shape() -> None:
    """Hostile words add no row, heading, list or code block."""
    tame = replace(HOSTILE_TEXT, criteria=tuple(replace(one, found="f") for one in HOSTILE_TEXT.criteria))
    hostile, harmless = page(HOSTILE_TEXT), page(tame)
    for tag in ("<tr>", "<h2>", "<h3>", "<ul>", "<pre>", "<table>"):
        assert hostile.count(tag) == harmless.count(tag)
    rows = [line for line in markdown.render(HOSTILE_TEXT).splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {3, 4}


def test_no_sign_of_markup_survives() -> None:
    """In the text itself, none of a learner's signs is left as it is."""
    text = markdown.render(report(verdict("unmet", found=HOSTILE)))
    line = next(line for line in text.splitlines() if line.startswith("- **found** "))
    inside = line.removeprefix("- **found** <code>").removesuffix("</code>")
    inside = inside.replace("<br>", "").replace("@<!-- -->", "").replace("&#64;<!-- -->", "")
    assert re.findall(r"[<>|`@\[\]*_~\\]|://|www\.|::|##", inside) == []
    assert "&#64;<!-- -->everyone" in line


def test_bar() -> None:
    """The bar has base and own layers, and a mark at the limit; the starter's has the same scale."""
    text = markdown.render(without_starter(ALL_MET))
    bar = next(line for line in text.splitlines() if line.startswith("image "))
    assert (bar.count("▓"), bar.count("█"), bar.count("░"), bar.count("│")) == (26, 9, 5, 1)
    assert "limit 200 MB" in text
    assert "starter " in markdown.render(ALL_MET)


def test_bar_beyond_the_limit() -> None:
    """An image that is too large passes the mark."""
    text = markdown.render(without_starter(MIXED))
    assert re.search("█│█", text)


def test_details_of_what_is_not_met() -> None:
    """What is not met has expected, found, place and hint; what is met has its row only."""
    text = markdown.render(MIXED)
    found = [
        part in text for part in ("at least 2 stages", "Dockerfile&#58;4", "Begin a second stage", "/20 |")
    ]
    assert all(found)
    assert "### ✅" not in text


def test_size() -> None:
    """Hundreds of long-winded criteria stay below what GitHub takes."""
    long = verdict("unmet", found="@" * 1000, hint="|" * 1000, expected="<" * 1000)
    text = markdown.render(report(*[long] * 300))
    assert len(text.encode()) < 1_048_576
    assert text.count("\n### ❌") == 300


def test_another_engine_can() -> None:
    """Where the engine at hand cannot do what is needed, the first line says which one can."""
    first = markdown.render(replace(MIXED, engine=BEYOND)).splitlines()[0]
    assert "cannot do what this submission needs" in first
