"""Both pages in a real browser: inert, accessible, readable on a phone."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any, Literal

import pytest

from grader.report.class_html import render_class
from grader.report.formats.html import render
from tests.browser.conftest import PAGES, Open
from tests.report import class_samples, html_samples

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
Scheme = Literal["light", "dark"]


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


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("hostile report", lambda: render(html_samples.report_of("x"))),
        ("hostile class", lambda: render_class(class_samples.class_of("x", "a", "/b", "c", "d"))),
    ],
    ids=["report", "class"],
)
def test_same_elements_as_with_harmless_texts(
    open_page: Open, hostile: str, harmless: Callable[[], str]
) -> None:
    """Hostile texts add no element, take none away and name no attribute."""
    parts = (
        "[...document.querySelectorAll('*')].map((one) => [one.localName, ...one.getAttributeNames()].join())"
    )
    assert open_page(hostile).page.evaluate(parts) == open_page(harmless()).page.evaluate(parts)


@pytest.mark.parametrize(
    ("name", "scheme"), [*((name, "light") for name in PAGES), ("report", "dark"), ("class", "dark")]
)
def test_accessible(open_page: Open, name: str, scheme: Scheme) -> None:
    """axe-core finds nothing in either scheme, with every fold open."""
    page = open_page(name, color_scheme=scheme, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(AXE)
    results: dict[str, list[dict[str, Any]]] = page.evaluate("axe.run()")
    assert "color-contrast" in {one["id"] for one in results["passes"]}
    assert [(one["impact"], one["id"], one["nodes"][0]["html"]) for one in results["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_phone(open_page: Open, name: str) -> None:
    """At 320 pixels nothing makes the page itself scroll sideways."""
    page = open_page(name, width=320).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_schemes_differ(open_page: Open) -> None:
    """The page follows the reader's choice of light or dark."""
    colours = {
        open_page("report", color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert len(colours) == 2


def test_line_and_cause_lead_to_each_other(open_page: Open) -> None:
    """A cause's place leads to the marked line, and the line back to the cause."""
    page = open_page("report").page
    page.get_by_role("link", name="Dockerfile:10").click()
    assert page.locator(":target").inner_text().splitlines()[0].strip().startswith("10")
    page.locator(":target .pointer").click()
    assert "pip finds no package" in page.locator(":target h3").inner_text()


def test_bars_share_a_scale(open_page: Open) -> None:
    """The starter's larger image has the longer bar, and the limit lies at the same place in both."""
    page = open_page("report").page
    ends = page.evaluate(
        "[...document.querySelectorAll('.stack')].map((one) => "
        "Math.max(...[...one.querySelectorAll('rect')].map((rect) => rect.getBoundingClientRect().right)))"
    )
    limits = page.evaluate(
        "[...document.querySelectorAll('.stack line')].map((one) => one.getBoundingClientRect().left)"
    )
    assert ends[0] < ends[1]
    assert len(limits) == 2
    assert limits[0] == limits[1] < ends[0]
