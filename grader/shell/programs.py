"""Programs by their names, and what a shell is asked to run."""

import re
from collections.abc import Sequence

SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"})
# Options of shells that take the next word as their value (bash's manual page); -o also behind others, -euo.
_TAKES_VALUE = re.compile(r"[-+][a-zA-Z]*[oO]|--rcfile|--init-file")


def program(words: Sequence[str]) -> str:
    """The name of the program that a command starts, without its folder; empty without a command."""
    return words[0].rpartition("/")[2] if words else ""


def is_shell(words: Sequence[str]) -> bool:
    """Whether a command starts a shell."""
    return program(words) in SHELLS


def shell_text(words: Sequence[str]) -> str | None:
    """The text that a command hands to a shell, as `sh -c` does; None where it does not."""
    if not is_shell(words):
        return None
    rest = words[1:]
    if program(words) == "busybox":
        if not is_shell(rest):
            return None
        rest = rest[1:]
    asked = skip = False
    for word in rest:
        if skip:
            skip = False
        elif word.startswith(("-", "+")):
            asked = asked or (word[0] == "-" and not word.startswith("--") and "c" in word)
            skip = _TAKES_VALUE.fullmatch(word) is not None
        else:
            return word if asked else None
    return "" if asked else None


def runs_shell_text(words: Sequence[str]) -> bool:
    """Whether a command hands text to a shell: `sh -c ...`, behind whatever else."""
    return any(shell_text(words[at:]) is not None for at, word in enumerate(words) if is_shell([word]))


def script_of(words: Sequence[str]) -> str | None:
    """The script file that a command runs, as it is named there; None where it runs none."""
    if not words:
        return None
    if is_shell(words) or program(words) in {".", "source"}:
        return next((word for word in words[1:] if not word.startswith(("-", "+"))), None)
    return words[0]
