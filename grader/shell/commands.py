"""The simple commands that a shell text runs, those in nested texts and behind wrappers included."""

import re
from collections.abc import Iterator, Mapping

from grader.shell.lexer import Budget, Lexer
from grader.shell.programs import program, shell_text

Command = tuple[str, ...]

MAX_NESTING = 5
MAX_TEXT = 100_000
MAX_VALUE = 10_000
"""Characters of one variable's value that are kept."""
_WRAPPERS = frozenset(
    {
        "sudo",
        "env",
        "exec",
        "command",
        "nice",
        "nohup",
        "time",
        "builtin",
        "timeout",
        "xargs",
        "then",
        "do",
        "else",
    }
)
# The options of wrappers that take the next word as their value (their manual pages).
_VALUE_OPTIONS = {
    "sudo": "ugCDhpRrTtU",
    "env": "uCS",
    "nice": "n",
    "timeout": "ks",
    "xargs": "adEeILlnPs",
    "exec": "a",
}
_RESERVED = frozenset({"if", "elif", "while", "until", "!", "{", "}", "fi", "done", "esac", "case"})
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)\+?=(.*)", re.DOTALL)


def commands(text: str, variables: Mapping[str, str] | None = None) -> list[Command]:
    """Every simple command in `text`, with the values of variables that are plain to see."""
    return list(_commands(text[:MAX_TEXT], dict(variables or {}), Budget(), 0))


def _commands(text: str, variables: dict[str, str], budget: Budget, depth: int) -> Iterator[Command]:
    if depth > MAX_NESTING:
        return
    for item in Lexer(budget.take(text), variables, budget).read():
        if isinstance(item, str):
            yield from _commands(item, variables, budget, depth + 1)
        elif command := _unwrap(item, variables):
            yield command
            for inner in _inner_texts(command):
                yield from _commands(inner, variables, budget, depth + 1)


def _unwrap(words: list[str], variables: dict[str, str]) -> Command:
    """The command without what stands before it; assignments are remembered."""
    words = list(words)
    while words:
        assignment = _ASSIGNMENT.fullmatch(words[0])
        if words[0] == "for" and len(words) > 3 and words[2] == "in":
            variables[words[1]] = " ".join(words[3:])[:MAX_VALUE]
            return ()
        if words[0] in {"export", "readonly", "local", "declare"}:
            words.pop(0)
        elif assignment:
            variables[assignment[1]] = assignment[2][:MAX_VALUE]
            words.pop(0)
        elif words[0] in _WRAPPERS | _RESERVED:
            words = _without_wrapper(words)
        else:
            break
    return tuple(words)


def _without_wrapper(words: list[str]) -> list[str]:
    """What a wrapper such as sudo or timeout runs: the words behind its own options and their values."""
    takes_value = _VALUE_OPTIONS.get(words[0], "")
    rest = words[1:]
    while rest and rest[0].startswith("-"):
        option = rest.pop(0)
        if rest and len(option) == 2 and option[1] in takes_value:
            rest.pop(0)
    return rest[1:] if words[0] == "timeout" else rest


def _inner_texts(command: Command) -> Iterator[str]:
    if program(command) == "eval":
        yield " ".join(command[1:])
    elif text := shell_text(command):
        yield text
