"""What shell text means: the commands it runs, the packages they install, what a health check asks."""

from grader.shell.commands import SHELLS, Command, commands, script_of

__all__ = ["SHELLS", "Command", "commands", "script_of"]
