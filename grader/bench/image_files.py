"""Entries of an image's file system, found by patterns, as a fact."""

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cache
from itertools import islice
from typing import Literal

from grader.bench.builds import Builds
from grader.bench.image_tree import ImageTree
from grader.bench.listings import Listings
from grader.bench.own_layers import image_tree
from grader.bench.patterns import find
from grader.engine import FileTree
from grader.engine.cache import keep, read_kept
from grader.engine.model import Image, LayerExcessError
from grader.evidence import FileEntry, ImageFiles, ImageFilesFact, LayerEntry
from grader.values import replace

MAX_ENTRIES = 50
MAX_TEXT_BYTES = 1_000_000
USERS_FILE = "/etc/passwd"
_Kind = Literal["file", "folder", "link", "other"]
_KINDS: Mapping[str, _Kind] = {"file": "file", "hardlink": "file", "folder": "folder", "link": "link"}


def image_files(builds: Builds, listings: Listings, image: Image, question: ImageFiles) -> ImageFilesFact:
    """The entries that match each pattern. Raises EngineFailureError."""
    try:
        tree = image_tree(builds, listings, image, question.options)
    except LayerExcessError as error:
        return ImageFilesFact(((),) * len(question.patterns), str(error))
    found = [tuple(islice(find(tree, pattern), MAX_ENTRIES)) for pattern in question.patterns]
    with ExitStack() as opened:

        @cache
        def files() -> FileTree:
            return opened.enter_context(builds.engine.files(image.image_id, builds.run))

        names = _user_names(tree, image, files) if any(found) else {}
        entries = tuple(tuple(_entry(entry, names) for entry in entries) for entries in found)
        if question.texts:
            entries = tuple(tuple(_with_text(entry, files()) for entry in matches) for matches in entries)
    return ImageFilesFact(entries)


def _entry(entry: LayerEntry, names: Mapping[int, str]) -> FileEntry:
    kind: _Kind = _KINDS.get(entry.kind, "other")
    owner = names.get(entry.uid, str(entry.uid))
    target = entry.target if kind == "link" else ""
    return FileEntry(entry.path, kind, entry.size_bytes, entry.mode, owner, target)


def _with_text(entry: FileEntry, files: FileTree) -> FileEntry:
    return replace(entry, text=files.text(entry.path, MAX_TEXT_BYTES)) if entry.kind == "file" else entry


def _user_names(tree: ImageTree, image: Image, files: Callable[[], FileTree]) -> dict[int, str]:
    """Users by their numbers, kept by the layer that names them; the first one of a number counts."""
    path = tree.real_path(USERS_FILE)
    found = tree.at(path) if path else None
    if found is None or found.entry.kind != "file":
        return {}
    told = f"{image.layers[found.layer]} {path}"
    kept = f"users/{hashlib.sha256(told.encode()).hexdigest()}"
    text = read_kept(kept)
    if not isinstance(text, str):
        text = files().text(found.entry.path) or ""
        keep(kept, text)
    return _read_users(text)


def _read_users(passwd: str) -> dict[int, str]:
    names: dict[int, str] = {}
    for line in passwd.splitlines():
        fields = line.split(":")
        if len(fields) > 2 and re.fullmatch(r"[0-9]{1,10}", fields[2]):
            names.setdefault(int(fields[2]), fields[0])
    return names
