"""Sorting and filtering the class's table, by mouse and by keyboard."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Open
from tests.report import class_samples, html_samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def _column(page: "Page", number: int) -> list[str]:
    """The texts of a column's cells in the rows that are shown."""
    texts: list[str] = page.evaluate(
        "(at) => [...document.querySelectorAll('#results tbody tr')].filter((row) => !row.hidden)"
        ".map((row) => row.cells[at].innerText.trim())",
        number,
    )
    return texts


def _directions(page: "Page") -> list[tuple[str, str]]:
    """The headings that say they sort, and how."""
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('#results th[aria-sort]')]"
        ".map((one) => [one.querySelector('bdi').textContent, one.getAttribute('aria-sort')])"
    )
    return [(name, direction) for name, direction in found]


def test_numbers_sort_as_numbers(open_page: Open) -> None:
    """Seconds and points go up at the first click and down at the second."""
    page = open_page("class").page
    seconds = sorted(one.seconds for one in class_samples.ROWS)
    page.get_by_role("button", name="Seconds").click()
    assert _column(page, 9) == [f"{one:.1f}" for one in seconds]
    assert _directions(page) == [("Seconds", "ascending")]
    page.get_by_role("button", name="Seconds").click()
    assert _column(page, 9) == [f"{one:.1f}" for one in reversed(seconds)]
    assert _directions(page) == [("Seconds", "descending")]
    page.get_by_role("button", name="Points 100").click()
    assert _column(page, 8) == [str(one) for one in sorted(one.score for one in class_samples.ROWS)]
    assert _directions(page) == [("Points", "ascending")]


def test_numbers_in_ids(open_page: Open) -> None:
    """s2 comes before s10."""
    page = open_page("class").page
    page.get_by_role("button", name="Id", exact=True).click()
    assert _column(page, 1) == [f"s{at}" for at in range(1, 17)]


def test_by_keyboard(open_page: Open) -> None:
    """Tab leads from the filter over the table to its headings; Enter and the space bar sort."""
    page = open_page("class").page
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "scroll"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert _directions(page) == [("Learner", "ascending")]
    names = _column(page, 0)
    assert names.index("Ada Lovelace") < names.index("Łukasz Kowalski") < names.index("Zoë Müller")
    page.keyboard.press("Space")
    assert _column(page, 0) == names[::-1]
    assert "Sorted by Learner, descending" in page.get_by_role("status").inner_text()


def test_every_column_sorts(open_page: Open) -> None:
    """Each column changes to ascending and is the only one that says so; no row is lost."""
    opened = open_page("class")
    buttons = opened.page.locator("#results thead button")
    for at in range(buttons.count()):
        buttons.nth(at).click()
        assert [direction for _, direction in _directions(opened.page)] == ["ascending"]
        assert len(_column(opened.page, 0)) == len(class_samples.ROWS)
    opened.check()


def test_outcomes_sort_below_points(open_page: Open) -> None:
    """In a criterion's column what has no mark comes first, then broken, blocked, unmet, and what is met."""
    page = open_page("class").page
    page.get_by_role("button", name="health-endpoint").click()
    order = list(dict.fromkeys(text.split("\n")[0] for text in _column(page, 5)))
    assert [text[0] for text in order] == ["n", "!", "■", "✓"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("zoe muller", ["Zoë Müller"]),
        ("  HOPPER ", ["Grace Hopper"]),
        ("s16", ["empty.zip"]),
        ("kept", ["Kept Katherine"]),
        ("nobody", []),
    ],
)
def test_filter(open_page: Open, typed: str, names: list[str]) -> None:
    """All words must be there; neither case nor accents count, and the number of rows is told."""
    opened = open_page("class")
    opened.page.get_by_role("searchbox").fill(typed)
    assert _column(opened.page, 0) == names
    assert f"{len(names)} of 16 rows" in opened.page.get_by_role("status").inner_text()
    opened.page.get_by_role("searchbox").fill("")
    assert len(_column(opened.page, 0)) == 16
    opened.check()


def test_hostile_rows_sort_and_filter(open_page: Open) -> None:
    """Sorting and filtering hostile texts makes nothing of them either."""
    opened = open_page("hostile class")
    for button in opened.page.locator("#results thead button").all():
        button.click()
    opened.page.get_by_role("searchbox").fill(html_samples.HOSTILE[:40])
    assert len(_column(opened.page, 0)) == 4
    opened.check()


def test_links_stay_below_the_page(open_page: Open) -> None:
    """As the browser understands them, all links lead to files below the page's folder or within the page."""
    page = open_page("hostile class").page
    folder = page.url.rsplit("/", 1)[0] + "/"
    addresses: list[str] = page.evaluate("[...document.links].map((one) => one.href)")
    assert len(addresses) > 8
    assert [one for one in addresses if not one.startswith(folder)] == []


def test_first_column_stays(open_page: Open) -> None:
    """On a phone the table scrolls by itself, and the learner's name stays in view."""
    page = open_page("class", width=320).page
    page.evaluate("document.querySelector('.scroll').scrollLeft = 300")
    edges: list[float] = page.evaluate(
        "[document.querySelector('#results tbody th').getBoundingClientRect().left,"
        " document.querySelector('.scroll').getBoundingClientRect().left,"
        " document.querySelector('.scroll').scrollLeft]"
    )
    assert edges[2] == 300
    assert abs(edges[0] - edges[1]) <= 2
