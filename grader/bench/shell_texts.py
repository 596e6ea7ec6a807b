"""The shell that a Dockerfile's final stage runs: RUN texts, heredocs, and the scripts they call."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.dockerfile import Dockerfile, Instruction
from grader.evidence import ShellText
from grader.shell import commands, script_of

ReadFile = Callable[[str], str | None]
"""Gives the text of a file of the build context by its path there, or None."""


_WRITERS = frozenset({"cat", "tee", "chmod", "mkdir"})
MAX_SCRIPTS = 100
MAX_FOLDERS = 20
MAX_LOOKUPS = 2_000
"""Paths of the build context that are looked for in all."""
MAX_CHARACTERS = 2_000_000
"""Characters that are read in all, but for the end of the file in which they are reached."""


@dataclass(frozen=True, slots=True)
class _Script:
    name: str
    text: str
    file: str
    line: int


def shell_texts(dockerfile: Dockerfile, read_file: ReadFile) -> tuple[ShellText, ...]:
    """All shell that ends up in the final image, each once, with the file and line that it stands in."""
    read_file = _Reader(read_file)
    scripts: dict[str, _Script] = {}
    found: list[ShellText] = []
    for instruction in dockerfile.executed_in_lineage(dockerfile.final):
        if instruction.keyword in {"COPY", "ADD"}:
            copied = _copied(instruction, dockerfile.file, read_file)
            scripts |= {script.name: script for script in copied}
        elif instruction.keyword == "RUN":
            found += _run_texts(instruction, dockerfile.file, scripts, read_file)
    return tuple(dict.fromkeys(found))


class _Reader:
    """Reads each file once, and no more than so many: the same script may be named by each RUN."""

    def __init__(self, read_file: ReadFile) -> None:
        self._read, self._known = read_file, dict[str, str | None]()
        self._left = MAX_CHARACTERS

    def __call__(self, path: str) -> str | None:
        if path not in self._known and len(self._known) < MAX_LOOKUPS and self._left > 0:
            self._known[path] = self._read(path)
            self._left -= len(self._known[path] or "")
        return self._known.get(path)


def run_texts(instruction: Instruction, file: str, read_file: ReadFile) -> Iterator[ShellText]:
    """The shell that one RUN executes: its own text, heredocs, and the scripts of the context it names."""
    return _run_texts(instruction, file, {}, read_file)


def _run_texts(
    instruction: Instruction, file: str, scripts: dict[str, _Script], read_file: ReadFile
) -> Iterator[ShellText]:
    mounted = {script.name: script for script in _mounted(instruction, read_file)}
    own = [ShellText(_command_text(instruction), file, instruction.line)]
    bodies = [ShellText(heredoc.content, file, instruction.line + 1) for heredoc in instruction.heredocs]
    if _only_writes(instruction):
        scripts |= {name: script for body in bodies for name, script in _written(instruction, body)}
    else:
        own += bodies
    yield from own
    known = scripts | mounted
    for name in _called(own):
        script = known.get(posixpath.basename(name)) or _in_context(name, read_file)
        if script is not None:
            yield ShellText(script.text, script.file, script.line)


def _only_writes(instruction: Instruction) -> bool:
    """Whether here-documents become files, as in `cat <<EOF > notes`: only what runs them later is shell."""
    called = [command[0] for command in commands(instruction.text)]
    return bool(called) and _WRITERS.issuperset(called)


def _written(instruction: Instruction, body: ShellText) -> Iterator[tuple[str, _Script]]:
    """The body under each name that its file may have: that of any word of the command."""
    for word in instruction.text.replace(">", " ").split():
        if (name := posixpath.basename(word.strip("\"'"))) not in _WRITERS:
            yield name, _Script(name, body.text, body.file, body.line)


def _called(texts: list[ShellText]) -> list[str]:
    """The paths of the scripts that the texts run, each once."""
    names = (script_of(command) for text in texts for command in commands(text.text))
    return list(dict.fromkeys(name for name in names if name))[:MAX_SCRIPTS]


def _in_context(name: str, read_file: ReadFile) -> _Script | None:
    """A script of a folder that was copied whole: the longest end of its path that is in the context."""
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if "/" not in name or ".." in parts or len(parts) > MAX_FOLDERS:
        return None
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        if (text := read_file(path)) is not None:
            return _Script(parts[-1], text, path, 1)
    return None


def _command_text(instruction: Instruction) -> str:
    if not instruction.exec_form:
        return instruction.text
    quoted = ("'" + word.replace("'", "'\\''") + "'" for word in instruction.words)
    return " ".join(quoted)


def _copied(instruction: Instruction, file: str, read_file: ReadFile) -> Iterator[_Script]:
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
            yield _Script(own_name, heredoc.content, file, instruction.line + 1)
        elif (text := read_file(source)) is not None:
            for known_as in {name, posixpath.basename(source)}:
                yield _Script(known_as, text, source, 1)


def _mounted(instruction: Instruction, read_file: ReadFile) -> Iterator[_Script]:
    """The files of the context that RUN --mount=type=bind shows to the command."""
    for flag in instruction.flags:
        if not flag.startswith("--mount=") or "from=" in flag:
            continue
        options = dict(part.partition("=")[::2] for part in flag.removeprefix("--mount=").split(","))
        source = options.get("source") or options.get("src") or ""
        target = options.get("target") or options.get("dst") or options.get("destination") or ""
        if source and (text := read_file(source)) is not None:
            for name in {posixpath.basename(target), posixpath.basename(source)}:
                yield _Script(name, text, source, 1)
