"""A Dockerfile as programs can read it that know no here-documents; lines stay where they are."""

import re
import shlex

from grader.dockerfile import Dockerfile, Heredoc, Instruction
from grader.shell import commands

_SHELLS = re.compile(r"#!\s*(\S*/)?(env\s+(-S\s+)?)?(ba|da|a|z|k)?sh\b")
_READS_SCRIPT = re.compile(r"(RUN)?\s*((\S*/)?(ba|da|a|z|k)?sh(\s+-\w+)*)?")
"""What is left of a RUN whose here-document is a script: nothing, or a shell that reads it."""


def folded(text: bytes, dockerfile: Dockerfile) -> bytes:
    """The text with each instruction that has here-documents on one line, and empty lines behind it.

    The same is done with one whose keyword goes on in the next line. A script that RUN gets becomes its
    simple commands, a file that COPY gets a file's name. What else is in a here-document is data.
    """
    lines = text.split(b"\n")
    for instruction in dockerfile.instructions:
        begin = lines[instruction.line - 1].lstrip().upper()
        if instruction.heredocs or not begin.startswith(instruction.keyword.encode()):
            new = [f"{instruction.keyword} {_arguments(instruction)}".encode()]
            count = instruction.end_line - instruction.line
            lines[instruction.line - 1 : instruction.end_line] = new + [b""] * count
    return b"\n".join(lines)


def _arguments(instruction: Instruction) -> str:
    runs = (instruction.trigger or instruction).keyword == "RUN"
    rest = _on_one_line(instruction.text)
    for heredoc in instruction.heredocs:
        mark = rf"\d*<<-?[\"']?{re.escape(heredoc.name)}[\"']?"
        rest = re.sub(mark, "" if runs else "heredoc", rest, count=1)
    bare = " ".join(word for word in rest.split() if not word.startswith("--"))
    if runs and instruction.heredocs and _READS_SCRIPT.fullmatch(bare):
        flags = [word for word in rest.split() if word.startswith("--") or word == "RUN"]
        rest = " ".join([*flags, _script(instruction.heredocs[0])])
    return rest.strip()


def _script(heredoc: Heredoc) -> str:
    """Its simple commands one after the other; a script for another interpreter is none."""
    if heredoc.content.startswith("#!") and not _SHELLS.match(heredoc.content):
        return "true"
    found = [_on_one_line(shlex.join(command)) for command in commands(heredoc.content)]
    return "; ".join(found) or "true"


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())
