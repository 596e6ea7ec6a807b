"""Finding entries of an image's file system by patterns."""

import re
from dataclasses import replace

from grader.engine import FileTree
from grader.evidence import FileEntry, ImageFilesFact

MAX_ENTRIES = 50
MAX_TEXT_BYTES = 1_000_000
USERS_FILE = "/etc/passwd"
_WILDCARD = re.compile(r"[*?]")


def find_files(files: FileTree, patterns: tuple[str, ...], *, texts: bool) -> ImageFilesFact:
    """The entries that match each pattern; every folder is read once."""
    names = _user_names(files.text(USERS_FILE) or "")
    found: dict[str, list[FileEntry]] = {pattern: [] for pattern in patterns}
    for folder, wild in _by_folder(patterns).items():
        for entry in files.below(folder):
            for pattern, expression in wild.items():
                if len(found[pattern]) < MAX_ENTRIES and expression.fullmatch(entry.path):
                    found[pattern].append(_named(entry, names))
    for pattern in patterns:
        if not _WILDCARD.search(pattern) and (single := files.entry(pattern)) is not None:
            text = files.text(pattern, MAX_TEXT_BYTES) if texts and single.kind == "file" else None
            found[pattern].append(replace(_named(single, names), text=text))
    return ImageFilesFact(tuple(tuple(found[pattern]) for pattern in patterns))


def _by_folder(patterns: tuple[str, ...]) -> dict[str, dict[str, re.Pattern[str]]]:
    """The patterns with wildcards by the folders that must be read for them; none lies below another."""
    folders: dict[str, dict[str, re.Pattern[str]]] = {}
    for pattern in patterns:
        if (wildcard := _WILDCARD.search(pattern)) is not None:
            folder = pattern[: wildcard.start()].rpartition("/")[0] or "/"
            folders.setdefault(folder, {})[pattern] = pattern_expression(pattern)
    for folder in sorted(folders, key=len, reverse=True):
        above = next((other for other in folders if _is_below(folder, other)), None)
        if above is not None:
            folders[above] |= folders.pop(folder)
    return folders


def _is_below(folder: str, above: str) -> bool:
    return folder.startswith(above.rstrip("/") + "/")


def pattern_expression(pattern: str) -> re.Pattern[str]:
    """What matches the paths that a pattern means (grader.evidence.ImageFiles)."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meaning = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _named(entry: FileEntry, names: dict[str, str]) -> FileEntry:
    return replace(entry, owner=names.get(entry.owner, entry.owner))


def _user_names(passwd: str) -> dict[str, str]:
    """Users by their numbers; the first one of a number counts."""
    names: dict[str, str] = {}
    for line in passwd.splitlines():
        fields = line.split(":")
        if len(fields) > 2 and fields[2].isdigit():
            names.setdefault(str(int(fields[2])), fields[0])
    return names
