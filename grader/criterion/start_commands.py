"""A CMD or ENTRYPOINT of the Dockerfile that does not start the program itself."""

from grader.criterion.finding import Unmet
from grader.dockerfile import Dockerfile, Instruction
from grader.evidence import ImageConfig
from grader.shell import runs_shell_text, shell_text
from grader.text import one_line


def wrong_text(dockerfile: Dockerfile, item: Instruction) -> Unmet | None:
    """What the text alone says against it; None where that is nothing."""
    if not item.exec_form:
        quotes = " with double quotes" if item.text.startswith("[") else ""
        hint = f'Write a JSON array{quotes}: {item.keyword} ["program", "argument"]'
        return Unmet(f"{shown(item)} is in shell form", hint, dockerfile.file, item.line)
    return runs_shell(dockerfile, item, shown(item)) if runs_shell_text(item.words) else None


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
