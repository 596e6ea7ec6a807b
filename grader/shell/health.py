"""What a HEALTHCHECK really asks: its command without what is true by itself."""

import re
import shlex
from collections.abc import Mapping

from grader.shell import Command, commands, program, shell_text

_SAYS_NOTHING = frozenset(
    {
        "true",
        ":",
        "exit",
        "return",
        "echo",
        "printf",
        "sleep",
        "cd",
        "pwd",
        "date",
        "hostname",
        "whoami",
        "id",
    }
)
_TESTS = frozenset({"test", "[", "[["})
_FILE_TEST = re.compile(r"-[bcdefghkLOGNprsSuwx]|-nt|-ot")
_ALWAYS_TRUE_END = re.compile(
    r"(?:(?:\|\||;|\n|(?<!&)&)\s*(?:(?:/\S*/)?true|:|exit\s+0|echo\b[^;&|\n]*|printf\b[^;&|\n]*)|(?<!&)&)"
    r"[\s;\"']*(?:#[^\n]*)?$"
)


def health_text(test: tuple[str, ...]) -> str:
    """The shell text of a HEALTHCHECK as the engine keeps it; empty where there is none."""
    kind, arguments = test[:1], test[1:]
    if kind == ("CMD-SHELL",):
        return " ".join(arguments)
    if kind != ("CMD",):
        return ""
    return shell_text(arguments) or shlex.join(arguments)


def asking_commands(text: str, variables: Mapping[str, str]) -> list[Command]:
    """The commands in `text` whose success is not sure from the start."""
    return [command for command in commands(text, variables) if not _is_sure(command)]


def always_succeeds(text: str) -> bool:
    """Whether the text ends with something that is true by itself, and fails nowhere before."""
    fails = any(_fails(command) for command in commands(text))
    return not fails and _ALWAYS_TRUE_END.search(text.rstrip()) is not None


def _is_sure(command: Command) -> bool:
    name = program(command)
    if shell_text(command) is not None:
        return True  # its text is among the commands
    if name in _TESTS:
        return not any(_FILE_TEST.fullmatch(word) for word in command)
    return name in _SAYS_NOTHING | {"set"}


def _fails(command: Command) -> bool:
    if command[0] in {"exit", "return"}:
        return len(command) > 1 and command[1] != "0"
    stops_at_failure = command[0] == "set" and any(re.fullmatch(r"-\w*e\w*", word) for word in command)
    return stops_at_failure or command[0] in {"false", "kill"}
