"""What a second build made again."""

from grader.criterion.finding import Unmet
from grader.evidence import HistoryEntry, RebuildFact
from grader.shell import commands
from grader.shell.packages import installs
from grader.text import first, one_line
from grader.units import show_duration, show_size


def installed_again(rebuild: RebuildFact) -> Unmet | None:
    """The RUNs that were not re-used although they install packages; None without one."""
    again = [
        step
        for step in rebuild.steps
        if not step.cached and any(installs(command) for text in step.texts for command in commands(text))
    ]
    if not again:
        return None
    times = (f" ({show_duration(step.seconds)})" if step.seconds is not None else "" for step in again)
    told = [
        f"installed again: {one_line(step.name, 120)}{time}" for step, time in zip(again, times, strict=True)
    ]
    return Unmet(first(told, 3), file="Dockerfile" if again[0].line else None, line=again[0].line)


def shown_layer(layer: HistoryEntry) -> str:
    """The layer's instruction and its size."""
    return f"{one_line(layer.instruction, 120)} ({show_size(layer.size_bytes)})"
