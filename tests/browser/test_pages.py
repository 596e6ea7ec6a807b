"""Both pages in a real browser: inert, accessible, readable on a phone."""

from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, Literal

import pytest

from grader.report.class_html import render_class
from grader.report.formats.html import render
from tests.browser.conftest import PAGES, Open
from tests.report import html_samples as samples

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
Scheme = Literal["light", "dark"]


class _Tags(HTMLParser):
    """Counts the elements that are written in a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counted: Counter[str] = Counter()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class's
        """Count one."""
        self.counted[tag] += 1


@pytest.mark.parametrize("name", PAGES)
def test_page_is_quiet(open_page: Open, name: str) -> None:
    """No page logs an error, breaks its own policy, opens a dialog or asks for anything but itself."""
    opened = open_page(name)
    opened.page.wait_for_timeout(50)
    opened.check()


@pytest.mark.parametrize("name", ["hostile report", "hostile class"])
def test_hostile_texts_are_texts(open_page: Open, name: str) -> None:
    """Hostile texts become neither elements nor attributes; they are shown as they are."""
    page = open_page(name).page
    assert page.locator("img, iframe, object, embed, base, form, [onerror], [onload]").count() == 0
    assert page.locator("script").count() == (1 if "class" in name else 0)
    assert page.locator("style").count() == 1
    assert "<img src=x onerror=alert(1)>" in page.locator("h1").inner_text()
    assert "\u202e" not in page.content()


@pytest.mark.parametrize("name", ["hostile report", "hostile class"])
def test_same_elements_as_with_harmless_texts(open_page: Open, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser makes the elements that the templates write, no more and no fewer."""
    page = open_page(name).page
    made = Counter(page.evaluate("[...document.querySelectorAll('*')].map((one) => one.localName)"))
    text = PAGES[name]()
    monkeypatch.undo()
    harmless = _Tags(text.replace("&lt;", "").replace("&gt;", "")).counted
    assert made == harmless


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_accessible(open_page: Open, name: str, scheme: Scheme) -> None:
    """axe-core finds nothing in either scheme, with every fold open."""
    page = open_page(name, color_scheme=scheme, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then((results) => results.violations)")
    assert [(one["impact"], one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_phone(open_page: Open, name: str) -> None:
    """At 320 pixels nothing makes the page itself scroll sideways."""
    page = open_page(name, width=320).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_schemes_differ(open_page: Open) -> None:
    """The page follows the reader's choice of light or dark."""
    colours = {
        open_page("report", color_scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert len(colours) == 2


def test_line_and_verdict_lead_to_each_other(open_page: Open) -> None:
    """A verdict's place leads to the marked line, and the line back to the verdict."""
    page = open_page("report").page
    page.get_by_role("link", name="Dockerfile:10").click()
    assert page.locator(":target").inner_text().splitlines()[0].strip().startswith("10")
    page.locator(":target .pointer").click()
    assert "The container stops" in page.locator(":target h3").inner_text()


def test_bars_share_a_scale(open_page: Open) -> None:
    """The starter's larger image has the longer bar, and the limit lies at the same place in both."""
    page = open_page("report").page
    ends = page.evaluate(
        "[...document.querySelectorAll('.stack')].map((one) => "
        "Math.max(...[...one.querySelectorAll('rect')].map((rect) => rect.getBoundingClientRect().right)))"
    )
    limits = page.evaluate(
        "[...document.querySelectorAll('line.limit[y2=\"40\"]')].map((one) => one.getBoundingClientRect().left)"
    )
    assert ends[0] < ends[1]
    assert len(limits) == 2
    assert limits[0] == limits[1] < ends[0]


def test_pages_are_small() -> None:
    """A class of 200 learners stays below a megabyte, a report below 100 kB."""
    rows = [samples.row(at, f"Learner {at}", samples.OUTCOMES) for at in range(200)]
    assert len(render_class(samples.class_report(*rows)).encode()) < 1_000_000
    assert len(render(samples.ORDINARY, samples.ATTACHED).encode()) < 100_000
