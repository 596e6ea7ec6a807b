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
_DECLARING = frozenset({"export", "readonly", "local", "declare"})
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
    at = 0
    while at < len(words):
        assignment = _ASSIGNMENT.fullmatch(words[at])
        if words[at] == "for" and len(words) > at + 3 and words[at + 2] == "in":
            variables[words[at + 1]] = " ".join(words[at + 3 :])[:MAX_VALUE]
            return ()
        if words[at] in _DECLARING:
            at += 1
        elif assignment:
            variables[assignment[1]] = assignment[2][:MAX_VALUE]
            at += 1
        elif words[at] in _WRAPPERS or words[at] in _RESERVED:
            at = _behind_wrapper(words, at)
        else:
            break
    return tuple(words[at:])


def _behind_wrapper(words: list[str], at: int) -> int:
    """Where what a wrapper such as sudo or timeout runs begins: behind its own options and their values."""
    wrapper, at = words[at], at + 1
    while at < len(words) and words[at].startswith("-"):
        option, at = words[at], at + 1
        at += len(option) == 2 and option[1] in _VALUE_OPTIONS.get(wrapper, "")
    return at + (wrapper == "timeout")


def _inner_texts(command: Command) -> Iterator[str]:
    if program(command) == "eval":
        yield " ".join(command[1:])
    elif text := shell_text(command):
        yield text
