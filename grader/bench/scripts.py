"""Scripts of the build context, and of here-documents, under the names that an image knows them by."""

import posixpath
from collections.abc import Callable, Iterator

from grader.dockerfile import Instruction
from grader.values import Value

ReadFile = Callable[[str], str | None]
"""Gives the text of a file of the build context by its path there, or None."""
MAX_FOLDERS = 20
MAX_LOOKUPS = 2_000
"""Paths of the build context that are looked for in all."""
MAX_CHARACTERS = 2_000_000
"""Characters that are read in all, but for the end of the file in which they are reached."""


class Script(Value):
    """A script: its text, and the place where that begins."""

    name: str
    text: str
    file: str
    line: int


class Reader:
    """Reads each file once, and no more than so many: the same script may be named by each RUN."""

    def __init__(self, read_file: ReadFile) -> None:
        self._read, self._known = read_file, dict[str, str | None]()
        self._left = MAX_CHARACTERS

    def __call__(self, path: str) -> str | None:
        """The text of a file; None where there is none, or enough was read."""
        if path not in self._known and len(self._known) < MAX_LOOKUPS and self._left > 0:
            self._known[path] = self._read(path)
            self._left -= len(self._known[path] or "")
        return self._known.get(path)


def in_context(name: str, read_file: ReadFile) -> Script | None:
    """A script of a folder that was copied whole: the longest end of its path that is in the context."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if "/" not in name or ".." in parts or len(parts) > MAX_FOLDERS:
        return None
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        if (text := read_file(path)) is not None:
            return Script(parts[-1], text, path, 1)
    return None


def copied_scripts(instruction: Instruction, file: str, read_file: ReadFile) -> Iterator[Script]:
    """The files that COPY or ADD brings from the context or from a heredoc, under their new names."""
    if any(flag.startswith("--from=") for flag in instruction.flags) or len(instruction.words) < 2:
        return
    *sources, target = instruction.words
    heredocs = {heredoc.name: heredoc for heredoc in instruction.heredocs}
    into_folder = target.endswith("/") or len(sources) > 1
    for source in sources:
        heredoc = heredocs.get(source.lstrip("<-").strip("\"'"))
        name = posixpath.basename(source.rstrip("/") if into_folder or source in {".", "./"} else target)
        if heredoc is not None:
            own_name = heredoc.name if into_folder else name
            yield Script(own_name, heredoc.content, file, instruction.line + 1)
        elif (text := read_file(source)) is not None:
            for known_as in {name, posixpath.basename(source)}:
                yield Script(known_as, text, source, 1)


def mounted_scripts(instruction: Instruction, read_file: ReadFile) -> Iterator[Script]:
    """The files of the context that RUN --mount=type=bind shows to the command."""
    for flag in instruction.flags:
        if not flag.startswith("--mount=") or "from=" in flag:
            continue
        options = dict(part.partition("=")[::2] for part in flag.removeprefix("--mount=").split(","))
        source = options.get("source") or options.get("src") or ""
        target = options.get("target") or options.get("dst") or options.get("destination") or ""
        if source and (text := read_file(source)) is not None:
            for name in {posixpath.basename(target), posixpath.basename(source)}:
                yield Script(name, text, source, 1)
