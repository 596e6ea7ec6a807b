"""The pages that people wrote, and the code that they show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
GUIDES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/teaching.md")]
WRITTEN = [*GUIDES, ROOT / "docs" / "architecture.md", ROOT / "docs" / "security.md", *DECISIONS]
STATEMENTS = sorted((ROOT / "challenges").glob("*/README.md"))
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def named(paths: list[Path]) -> pytest.MarkDecorator:
    """One test for each page."""
    return pytest.mark.parametrize("page", paths, ids=lambda page: str(page.relative_to(ROOT)))


def code_of(page: Path) -> Iterator[str]:
    """Each piece of code in a page: what stands in backticks, and the lines of fenced blocks."""
    yield from re.findall(r"`([^`]+)`", FENCED.sub("", page.read_text()))
    for block in FENCED.findall(page.read_text()):
        yield from (line.strip().removeprefix("$ ").partition("  #")[0] for line in block.splitlines())
