"""Paths that the code of an application names."""

import re

from grader.authoring.drafting.pair import Side

MAX_PATHS = 8
_CODE = re.compile(r"\.(?:py|js|mjs|ts|go|rb|php|java|kt|rs|ex)$")
_ELSEWHERE = re.compile(r"(?:^|/)(?:tests?|venv|\.venv|node_modules|site-packages)/")
_WRITTEN = r"/[a-zA-Z0-9_./-]{0,60}(?:\?[a-zA-Z0-9_.=&%-]{0,60})?"
_PATH = re.compile(rf"[\"']({_WRITTEN})[\"']|^[ \t*#/]*?({_WRITTEN})[ \t]{{2,}}\S", re.MULTILINE)
"""A text in quotes; or what stands at the beginning of a line of a list, with what it is for behind it."""
_OF_FILES = re.compile(r"/(?:app|bin|dev|etc|home|lib|opt|proc|root|run|srv|sys|tmp|usr|var)(?:/|$)")


def named_paths(side: Side) -> dict[str, str]:
    """Paths without parameters, with the file that names each; those that tell of health first."""
    found: dict[str, str] = {"/": ""}
    for file in side.files:
        if not _CODE.search(file) or _ELSEWHERE.search(file):
            continue
        for quoted, listed in _PATH.findall(side.text(file)):
            path = quoted or listed
            if not _OF_FILES.match(path):
                found[path] = found.get(path) or file
    order = sorted(found, key=lambda path: ("health" not in path, len(path)))
    return {path: found[path] for path in order[:MAX_PATHS]}
