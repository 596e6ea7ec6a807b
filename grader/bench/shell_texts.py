"""The shell that a Dockerfile's final stage runs: RUN texts, heredocs, and the scripts they call."""

import posixpath
from collections.abc import Iterator

from grader.bench.scripts import Reader, ReadFile, Script, copied_scripts, in_context, mounted_scripts
from grader.dockerfile import Dockerfile, Instruction
from grader.dockerfile.meaning.places import last_commands
from grader.evidence import ShellText
from grader.shell import commands, script_of

_WRITERS = frozenset({"cat", "tee", "chmod", "mkdir"})
MAX_SCRIPTS = 100


def shell_texts(dockerfile: Dockerfile, read_file: ReadFile) -> tuple[ShellText, ...]:
    """All shell that ends up in the final image, each once, with the file and line that it stands in."""
    read_file = Reader(read_file)
    scripts: dict[str, Script] = {}
    found: list[ShellText] = []
    for instruction in dockerfile.executed_in_lineage(dockerfile.final):
        if instruction.keyword in {"COPY", "ADD"}:
            copied = copied_scripts(instruction, dockerfile.file, read_file)
            scripts |= {script.name: script for script in copied}
        elif instruction.keyword == "RUN":
            found += _run_texts(instruction, dockerfile.file, scripts, read_file)
    return tuple(dict.fromkeys(found))


def start_scripts(dockerfile: Dockerfile, read_file: ReadFile) -> tuple[ShellText, ...]:
    """The scripts that CMD and ENTRYPOINT run, as far as they are files of the context or here-documents."""
    read_file = Reader(read_file)
    executed = dockerfile.executed_in_lineage(dockerfile.final)
    copied = {
        script.name: script
        for item in executed
        if item.keyword in {"COPY", "ADD"}
        for script in copied_scripts(item, dockerfile.file, read_file)
    }
    started = last_commands(dockerfile).values()
    texts = [list(_run_texts(item, dockerfile.file, dict(copied), read_file)) for item in started]
    return tuple(text for found in texts for text in found[1:])


def run_texts(instruction: Instruction, file: str, read_file: ReadFile) -> Iterator[ShellText]:
    """The shell that one RUN executes: its own text, heredocs, and the scripts of the context it names."""
    return _run_texts(instruction, file, {}, read_file)


def _run_texts(
    instruction: Instruction, file: str, scripts: dict[str, Script], read_file: ReadFile
) -> Iterator[ShellText]:
    mounted = {script.name: script for script in mounted_scripts(instruction, read_file)}
    own = [ShellText(_command_text(instruction), file, instruction.line)]
    bodies = [ShellText(heredoc.content, file, instruction.line + 1) for heredoc in instruction.heredocs]
    if _only_writes(instruction):
        scripts |= {name: script for body in bodies for name, script in _written(instruction, body)}
    else:
        own += bodies
    yield from own
    known = scripts | mounted
    for name in _called(own):
        script = known.get(posixpath.basename(name)) or in_context(name, read_file)
        if script is not None:
            yield ShellText(script.text, script.file, script.line)


def _only_writes(instruction: Instruction) -> bool:
    """Whether here-documents become files, as in `cat <<EOF > notes`: only what runs them later is shell."""
    called = [command[0] for command in commands(instruction.text)]
    return bool(called) and _WRITERS.issuperset(called)


def _written(instruction: Instruction, body: ShellText) -> Iterator[tuple[str, Script]]:
    """The body under each name that its file may have: that of any word of the command."""
    for word in instruction.text.replace(">", " ").split():
        if (name := posixpath.basename(word.strip("\"'"))) not in _WRITERS:
            yield name, Script(name, body.text, body.file, body.line)


def _called(texts: list[ShellText]) -> list[str]:
    """The paths of the scripts that the texts run, each once."""
    names = (script_of(command) for text in texts for command in commands(text.text))
    return list(dict.fromkeys(name for name in names if name))[:MAX_SCRIPTS]


def _command_text(instruction: Instruction) -> str:
    if not instruction.exec_form:
        return instruction.text
    quoted = ("'" + word.replace("'", "'\\''") + "'" for word in instruction.words)
    return " ".join(quoted)
