import base64
import hashlib
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from grader.report.class_html import render_class
from grader.report.formats.html import render
from tests.report import class_samples, html_samples
from tests.report.html_samples import HOSTILE

REPORTS = {
    "report": html_samples.ORDINARY,
    "report without anything": html_samples.EMPTY,
    "hostile report": html_samples.report_of(HOSTILE),
}
CLASSES = {
    "class": class_samples.CLASS,
    "class without rows": class_samples.class_report(criteria=()),
    "hostile class": class_samples.class_of(HOSTILE, *class_samples.FOLDERS),
}
every_page = pytest.mark.parametrize("name", [*REPORTS, *CLASSES])


@cache
def page_of(name: str) -> str:
    """The page of a sample."""
    return render(REPORTS[name]) if name in REPORTS else render_class(CLASSES[name])


class _Outline(HTMLParser):
    """The elements and attributes that are written in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write it down."""
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


@cache
def _outline_of(name: str) -> _Outline:
    return _Outline(page_of(name))


@every_page
def test_policy_allows_only_what_is_there(name: str) -> None:
    """The content security policy names the digests of the page's own style and script, and nothing else."""
    page = page_of(name)
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    inline = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    inline += re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@every_page
def test_page_is_whole_and_loads_nothing(name: str) -> None:
    """A page has its landmarks and one h1, and no element or attribute that loads or runs anything."""
    outline = _outline_of(name)
    assert [outline.tags.count(one) for one in ("html", "header", "main", "footer", "h1", "style")] == [1] * 6
    assert set(outline.tags).isdisjoint({"img", "link", "iframe", "object", "embed", "form", "image", "use"})
    assert set(outline.attributes).isdisjoint({"src", "style", "action", "onerror", "onload", "onclick"})
    assert [one for one in outline.attributes.get("href", ()) if not one.startswith(("#", "./"))] == []


@every_page
def test_links_within_the_page(name: str) -> None:
    """Every link within the page has its target, and no id is there twice."""
    outline = _outline_of(name)
    ids = outline.attributes["id"]
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in outline.attributes["href"] if one.startswith("#")} <= set(ids)


@every_page
def test_tables_have_captions(name: str) -> None:
    """Every table says what it is."""
    tags = _outline_of(name).tags
    assert tags.count("table") == tags.count("caption")


@pytest.mark.parametrize("name", ["hostile report", "hostile class"])
def test_hostile_texts_are_escaped(name: str) -> None:
    """Hostile texts stay texts, without the marks that reorder them."""
    page = page_of(name)
    assert "<img" not in page
    assert "alert(1)&gt;&lt;script&gt;alert(2)" in page
    assert "{{ 7*7 }}" in page
    assert not re.search("[\u200f\u202e]", page)
    assert 'href="javascript:' not in page


def test_pages_are_small() -> None:
    """A class of 200 learners stays below a megabyte, a report below 100 kB."""
    rows = [class_samples.row(at, f"Learner {at}", class_samples.OUTCOMES) for at in range(200)]
    assert len(render_class(class_samples.class_report(*rows)).encode()) < 1_000_000
    assert len(render(html_samples.ORDINARY).encode()) < 100_000
