"""The report's page, opened where a browser with windows is likely."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from grader.report import Report
from grader.report.folder import write_reports


class Page:
    """The page of the last report, in a folder of its own until `close`."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def open(self, report: Report) -> str:
        """Write it, open it, and say where it is. Raises UsageError where it cannot be written."""
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="grader-watch-"))
        write_reports(self._folder, report)
        page = self._folder / "report.html"
        return f"the page is {'open' if _opened(page) else 'here'}: {page}"

    def close(self) -> None:
        """Remove what was written."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _opened(page: Path) -> bool:
    """Not in a browser of text, which would take this terminal."""
    import webbrowser

    windows = sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")))
    return windows and webbrowser.open(page.as_uri())
