"""What the tests in a real browser share."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.report.class_html import render_class
from grader.report.formats.html import render
from tests.needed import missing
from tests.report import class_samples, html_samples
from tests.report.html_samples import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
"""As scripts/browser looks for them."""
PAGES = {
    "report": lambda: render(html_samples.ORDINARY),
    "empty report": lambda: render(html_samples.EMPTY),
    "hostile report": lambda: render(html_samples.report_of(HOSTILE)),
    "class": lambda: render_class(class_samples.CLASS),
    "empty class": lambda: render_class(class_samples.class_report(criteria=())),
    "hostile class": lambda: render_class(class_samples.class_of(HOSTILE, *class_samples.FOLDERS)),
}

Open = Callable[..., "Opened"]


class Opened:
    """A page in the browser, and everything that it should not do."""

    def __init__(self, page: "Page", file: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._address = file.as_uri()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)
        page.on("popup", lambda popup: self.complaints.append(popup.url))
        page.context.route("**/*", self._route)
        page.goto(self._address)

    def _dismiss(self, dialog: "Dialog") -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _route(self, route: "Route") -> None:
        """Nothing but the file itself is let through; everything is written down."""
        self.requests.append(route.request.url)
        if route.request.url == self._address:
            route.continue_()
        else:
            route.abort()

    def check(self) -> None:
        """The page complained of nothing and asked for nothing but itself."""
        assert self.complaints == []
        assert self.requests == [self._address]


def _program() -> str:
    names = (os.environ.get("GRADER_BROWSER", ""), *PROGRAMS)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return found or missing("no Chromium: run scripts/browser, or set GRADER_BROWSER")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium; it ends with the module, because asyncio cannot be used as long as Playwright runs."""
    from playwright.sync_api import sync_playwright

    program = _program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: "Browser", tmp_path: Path) -> Iterator[Open]:
    """Opens one of PAGES, or a page's text, with options of Playwright's `new_context`."""
    contexts = []

    def run(name: str, *, width: int = 1200, **options: Any) -> Opened:
        file = tmp_path / "page.html"
        file.write_text(PAGES[name]() if name in PAGES else name, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Opened(context.new_page(), file)

    yield run
    for context in contexts:
        context.close()
