"""What shell text means: the commands it runs, the packages they install, what a health check asks."""

from grader.shell.commands import Command, commands
from grader.shell.programs import SHELLS, is_shell, program, runs_shell_text, script_of, shell_text

__all__ = [
    "SHELLS",
    "Command",
    "commands",
    "is_shell",
    "program",
    "runs_shell_text",
    "script_of",
    "shell_text",
]
