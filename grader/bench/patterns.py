"""What patterns of paths mean in an image (grader.evidence.ImageFiles)."""

import re
from collections.abc import Iterator

from grader.bench.image_tree import ImageTree
from grader.evidence import LayerEntry
from grader.values import replace

_WILDCARD = re.compile(r"[*?]")


def find(tree: ImageTree, pattern: str) -> Iterator[LayerEntry]:
    """The entries of an image that a pattern means.

    A path without wildcards is followed through links; where the last link leads nowhere, it is found
    itself.
    """
    if not is_one(pattern):
        yield from _matching(tree, pattern)
        return
    for path in (tree.real_path(pattern), _unfollowed(tree, pattern)):
        if path is not None and (found := tree.at(path)) is not None:
            yield found.entry
            return


def _unfollowed(tree: ImageTree, path: str) -> str | None:
    """Where the path itself lies, whatever its last name is; None where its folder is not there."""
    folder, _, name = path.rpartition("/")
    real = tree.real_path(folder)
    return None if real is None else f"{real.rstrip('/')}/{name}"


def is_one(pattern: str) -> bool:
    """Whether the pattern names one path: it has no wildcards."""
    return not _WILDCARD.search(pattern)


def pattern_expression(pattern: str) -> re.Pattern[str]:
    """What matches the paths that a pattern means."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meaning = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _matching(tree: ImageTree, pattern: str) -> Iterator[LayerEntry]:
    """By the paths that the pattern has for them: its folder may be a link."""
    start, *_, end = _WILDCARD.split(pattern)
    folder, expression = start.rpartition("/")[0], pattern_expression(pattern)
    real = tree.real_path(folder)
    for found in tree.below(real) if real else ():
        path = folder + found.entry.path.removeprefix("" if real == "/" else real or "")
        if path.endswith(end) and expression.fullmatch(path):
            yield replace(found.entry, path=path)
