"""What the builder's plain progress tells of each step: whether it came from the cache, and how long it took.

A step's own output carries its number and a time in front, so it cannot forge these lines; where both are
told of one step, it was not cached.

As long as another build that needs a step's result is at work, BuildKit does not say CACHED to a further one:
it tells once more what it told when the step ran, all at once (decision 30).
"""

import re
import time
from collections.abc import Callable

from grader.engine.classic_steps import MAX_STEPS, ClassicSteps
from grader.engine.model import StepDone

_BEGINS = re.compile(r"#(\d+) (\[(?!internal\])[^\]]{1,80}\] .+)")
_CACHED = re.compile(r"#(\d+) CACHED")
_DONE = re.compile(r"#(\d+) DONE (\d+(?:\.\d+)?)s")
_ANEW = re.compile(r"#1 \[internal\] load .+")
_STEP = re.compile(r"\[(?:(\S+) +)? *(\d+)/(\d+)\] (.*)", re.DOTALL)
_UNNAMED = re.compile(r"stage-(\d+)")
TOLD_LATE_SECONDS = 0.5
"""A step that runs is told of at least so soon: buildx shows news every 0.15 s (util/progress/progressui)."""


def in_learners_words(step: str) -> str | None:
    """`[stage builder, step 2 of 5] RUN make` for `[builder 2/5] RUN make`; None for the builder's own steps.

    BuildKit counts stages without a name from 0; whoever reads the Dockerfile counts them from 1.
    """
    if step.startswith(("[internal]", "[auth]")):
        return None
    match = _STEP.fullmatch(step)
    if match is None:
        return step
    unnamed = _UNNAMED.fullmatch(match[1] or "")
    name = str(int(unnamed[1]) + 1) if unnamed else match[1]
    return f"[{f'stage {name}, ' if name else ''}step {int(match[2])} of {int(match[3])}] {match[4]}"


class StepLog:
    """Reads a build's log line by line, as it comes; `steps` are those that have begun, in that order.

    `now` is a clock in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._found: dict[str, StepDone] = {}
        self._begun: dict[str, float] = {}
        self._classic = ClassicSteps()

    @property
    def steps(self) -> tuple[StepDone, ...]:
        """What is known by now; a step of which nothing more is told was not cached."""
        return tuple(self._found.values()) or self._classic.steps

    def add(self, line: str) -> None:
        """Read the next line."""
        line = line.rstrip("\r")
        if _ANEW.fullmatch(line):
            self._found.clear()
        elif match := _BEGINS.fullmatch(line):
            self._begin(match[1], match[2])
        elif (match := _CACHED.fullmatch(line)) and match[1] in self._found:
            step = self._found[match[1]]
            self._found[match[1]] = StepDone(step.name, step.cached or step.seconds is None, step.seconds)
        elif (match := _DONE.fullmatch(line)) and match[1] in self._found:
            self._found[match[1]] = self._done(match[1], float(match[2]))
        else:
            self._classic.add(line)

    def _begin(self, number: str, name: str) -> None:
        if len(self._found) < MAX_STEPS and number not in self._found:
            self._found[number] = StepDone(name)
            self._begun[number] = self._now()

    def _done(self, number: str, seconds: float) -> StepDone:
        """A step that took much longer than it was watched had run for another build, before."""
        name, watched = self._found[number].name, self._now() - self._begun[number]
        ran_before = watched < seconds - TOLD_LATE_SECONDS and watched < seconds / 2
        return StepDone(name, ran_before, seconds)
