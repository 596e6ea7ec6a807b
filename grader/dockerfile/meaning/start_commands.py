"""CMD and ENTRYPOINT: which ones count, and whether they hand text to a shell."""

from typing import Literal

from grader.dockerfile import Dockerfile, Instruction
from grader.dockerfile.meaning.lineage import executed
from grader.shell import SHELLS

Keyword = Literal["CMD", "ENTRYPOINT"]

_VALUE_OPTIONS = frozenset({"-o", "+o", "-O", "+O", "--rcfile", "--init-file"})
"""Options of shells that take the next word as their value (bash's manual page)."""


def last_commands(dockerfile: Dockerfile) -> dict[Keyword, Instruction]:
    """The CMD and ENTRYPOINT of the final image, as far as the Dockerfile sets them.

    An ENTRYPOINT takes away the CMD of the stage below (dispatchEntrypoint in BuildKit
    dockerfile2llb/convert.go).
    """
    last: dict[Keyword, Instruction] = {}
    for stage in dockerfile.lineage(dockerfile.final):
        here: dict[Keyword, Instruction] = {}
        for item in executed(dockerfile, stage):
            if item.keyword == "CMD":
                here["CMD"] = item
            elif item.keyword == "ENTRYPOINT":
                here["ENTRYPOINT"] = item
        if "ENTRYPOINT" in here:
            last.pop("CMD", None)
        last |= here
    return last


def runs_shell_text(words: tuple[str, ...]) -> bool:
    """Whether a command hands text to a shell: `sh -c ...`, behind whatever else."""
    return any(
        word.rpartition("/")[2] in SHELLS and _has_text(words[at + 1 :]) for at, word in enumerate(words)
    )


def _has_text(options: tuple[str, ...]) -> bool:
    takes_value = False
    for word in options:
        if not takes_value and not word.startswith(("-", "+")) and word not in SHELLS:
            return False
        if not takes_value and word.startswith("-") and not word.startswith("--") and "c" in word:
            return True
        takes_value = not takes_value and word in _VALUE_OPTIONS
    return False
