"""What keeps a container from stopping by itself, and what to tell about it."""

from grader.evidence import ImageConfig, StopFact
from grader.shell import is_shell
from grader.units import show_duration

KILLED = 137
"""The exit code of a process that was killed: 128 and the number of SIGKILL."""
KILL_SIGNALS = frozenset({"SIGKILL", "KILL", "9"})
"""Stop signals, in capitals, that no program can handle."""

_SHELL_FORM = (
    "Write CMD as a JSON list, so that the program and not a shell gets the signal, and let the program "
    "handle SIGTERM: the first process of a container is not ended by a signal that it does not handle."
)
_NO_HANDLER = (
    "Let the program end on SIGTERM: the first process of a container is not ended by a signal that it does "
    "not handle. In a start script, write exec before the last command. A small init program such as tini "
    "as ENTRYPOINT helps, too."
)


def stop_hint(config: ImageConfig) -> str:
    """What to do about a program that does not hear its signal."""
    return _SHELL_FORM if is_shell((config.entrypoint or config.command)[:1]) else _NO_HANDLER


def too_late(stop: StopFact, within: float) -> str | None:
    """What to tell of a container that did not stop by itself in so many seconds; None where it did."""
    if stop.killed and stop.seconds >= within:
        return f"still running after {show_duration(within)}: it had to be killed"
    if stop.killed or stop.exit_code == KILLED:
        return f"something killed it {after(stop)}"
    return f"it stopped {after(stop)}" if stop.seconds > within else None


def after(stop: StopFact) -> str:
    """When it ended, and with which exit code where that is known."""
    code = f" with exit code {stop.exit_code}" if stop.exit_code is not None else ""
    return f"after {show_duration(stop.seconds)}{code}"
