"""The file system that a container sees: the layers of an image laid over each other.

The OCI image specification ("Image Layer Filesystem Changeset") tells how: what a layer removes goes from
the layers below it, then comes what it adds.
"""

import posixpath
from collections.abc import Iterable, Iterator

from grader.evidence import LayerEntry
from grader.values import Value, replace

MAX_LINKS = 40
"""As Linux has it (man 7 path_resolution)."""


class Found(Value):
    """An entry of the image, and the number of the layer that it comes from, counted from the oldest."""

    entry: LayerEntry
    layer: int


class ImageTree:
    """The files of an image, by their absolute paths."""

    def __init__(self, layers: Iterable[Iterable[LayerEntry]]) -> None:
        self._found: dict[str, Found] = {}
        self._names: dict[str, dict[str, None]] = {"": {}}
        for number, entries in enumerate(layers):
            self._lay_over(tuple(entries), number)

    def at(self, path: str) -> Found | None:
        """What lies at a path, no link followed."""
        return self._found.get(path)

    def real_path(self, path: str) -> str | None:
        """Where a path leads when links are followed; None where it leads nowhere, or in circles."""
        waiting, real, links = path.strip("/").split("/")[::-1], "", 0
        while waiting:
            name = waiting.pop()
            if name in {"", "."}:
                continue
            step = posixpath.dirname(real).rstrip("/") if name == ".." else f"{real}/{name}"
            found = self._found.get(step)
            if found is not None and found.entry.kind == "link":
                links += 1
                real = "" if found.entry.target.startswith("/") else real
                waiting += found.entry.target.split("/")[::-1]
            else:
                real = step
            if links > MAX_LINKS or (real and real not in self._found):
                return None
        return real or "/"

    def below(self, folder: str) -> Iterator[Found]:
        """All that lies below a folder, folders before what they hold."""
        waiting = self._inside(folder.rstrip("/"))
        while waiting:
            path = waiting.pop()
            yield self._found[path]
            waiting += self._inside(path)

    def _inside(self, folder: str) -> list[str]:
        return [f"{folder}/{name}" for name in reversed(self._names.get(folder, {}))]

    def _lay_over(self, entries: tuple[LayerEntry, ...], number: int) -> None:
        for entry in entries:
            if entry.kind == "whiteout":
                self._remove(entry.path)
            elif entry.kind == "opaque":
                self._empty(entry.path)
        for entry in entries:
            if entry.kind not in {"whiteout", "opaque"}:
                self._add(entry, number)

    def _add(self, entry: LayerEntry, number: int) -> None:
        if entry.kind != "folder":
            self._empty(entry.path)
        if entry.kind == "hardlink" and (same := self._found.get(entry.target)) is not None:
            entry = replace(same.entry, path=entry.path)
        folder, _, name = entry.path.rpartition("/")
        if folder and not self._is_folder(folder):
            self._add(LayerEntry(folder, "folder", mode=0o755), number)
        self._found[entry.path] = Found(entry, number)
        self._names.setdefault(folder, {})[name] = None

    def _is_folder(self, path: str) -> bool:
        found = self._found.get(path)
        return found is not None and found.entry.kind == "folder"

    def _remove(self, path: str) -> None:
        self._empty(path)
        folder, _, name = path.rpartition("/")
        self._found.pop(path, None)
        self._names.get(folder, {}).pop(name, None)

    def _empty(self, folder: str) -> None:
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            for name in self._names.pop(path, ()):
                self._found.pop(f"{path}/{name}", None)
                waiting.append(f"{path}/{name}")
