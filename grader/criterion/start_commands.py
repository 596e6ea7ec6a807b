"""A CMD or ENTRYPOINT of the Dockerfile that does not start the program itself."""

import re
from collections.abc import Sequence

from grader.criterion.finding import Unmet
from grader.dockerfile import Dockerfile, Instruction
from grader.evidence import ImageConfig, ShellText
from grader.shell import runs_shell_text, shell_text
from grader.text import one_line

_EXEC = re.compile(r"(?:^|[\s;&|])exec\s")


def wrong_text(dockerfile: Dockerfile, item: Instruction) -> Unmet | None:
    """What the text alone says against it; None where that is nothing."""
    if not item.exec_form:
        hint = f'Write a JSON array: {item.keyword} ["program", "argument"]'
        found = f"{shown(item)} is in shell form"
        if item.text.startswith("["):
            found += ": what begins with [ is no JSON array here, so a shell gets it as text"
            hint = f'Put each word into double quotes: {item.keyword} ["program", "argument"]'
        return Unmet(found, hint, dockerfile.file, item.line)
    return runs_shell(dockerfile, item, shown(item)) if runs_shell_text(item.words) else None


def without_exec(scripts: Sequence[ShellText]) -> tuple[str, int | None] | None:
    """The place of the last command of the start script, where a shell stays in front of what it starts.

    None where there is not just one script, or it says exec somewhere else than there.
    """
    if len(scripts) != 1:
        return None
    script, line = scripts[0], scripts[0].last_line
    lines = script.text.split("\n")
    said = lines[line - script.line] if line is not None else script.text
    return None if _EXEC.search(said) else (script.file, line)


def in_a_shell(config: ImageConfig, instruction: str) -> bool:
    """Whether a shell takes the image's words apart: those of both, or `CMD` as the text of ENTRYPOINT's."""
    if instruction == "any":
        return runs_shell_text(config.entrypoint + config.command)
    waits = any(shell_text(config.entrypoint[at:]) == "" for at in range(len(config.entrypoint)))
    return waits and instruction == "CMD"


def runs_shell(dockerfile: Dockerfile, item: Instruction, told: str) -> Unmet:
    """What to tell of an array that hands its text to a shell."""
    hint = "Name the program itself, without a shell: a shell does not pass the stop signal on."
    return Unmet(f"{told} runs a shell", hint, dockerfile.file, item.line)


def shown(item: Instruction) -> str:
    """The instruction with its line."""
    return f"line {item.line}: {item.keyword} {one_line(item.text, 120)}"
