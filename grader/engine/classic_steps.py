"""What the classic builder's log tells of each step: Docker's, and Podman's, which is buildah.

Both say behind a step at once that it came from the cache. What a step prints stands there, too, on
Podman with nothing in front. It can be told apart, since the real steps follow each other, and since the
builder ends each with the number of an image that a step cannot know:

    [1/2] STEP 2/5: RUN make
    --> Using cache be168ab22f42bbca06bb5c68c6d7506353d820c2be3a73cff012c45ed3dadc08
    --> be168ab22f42
"""

import re

from grader.engine.model import StepDone

MAX_STEPS = 2_000
_STEP = re.compile(r"(?:\[(\d{1,6})/(\d{1,6})\] )?(?:Step|STEP) (\d{1,6})/(\d{1,6}) ?: (.+)")
_FROM_CACHE = re.compile(
    r" ---> Using cache\n ---> [0-9a-f]{12}|"  # Docker
    r"--> Using cache ([0-9a-f]{11,12})[0-9a-f]*\n--> \1"  # buildah; older ones show 11 digits
)
Place = tuple[int, int, int, int]
"""Stage, stages, step of the stage, steps of the stage; stages are 0 where there is one."""


class ClassicSteps:
    """Reads the log line by line."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._steps: list[StepDone] = []
        self._behind: list[str] = []

    @property
    def steps(self) -> tuple[StepDone, ...]:
        """What is known by now; a step of which nothing more is told was not cached."""
        return tuple(self._steps)

    def add(self, line: str) -> None:
        """Read the next line."""
        match = _STEP.fullmatch(line)
        place = _place(match) if match else None
        if match and place in self._places:
            self._printed_before(self._places.index(place))
        elif match and place and self._follows(place) and len(self._steps) < MAX_STEPS:
            self._places.append(place)
            self._steps.append(StepDone(match[5]))
            self._behind = []
        elif self._steps and line.strip():
            self._behind = [*self._behind[:2], line]
            self._set_cached(-1, cached=_FROM_CACHE.fullmatch("\n".join(self._behind)) is not None)

    def _follows(self, place: Place) -> bool:
        if not self._places:
            return place[2] == 1
        stage, stages, step, steps = self._places[-1]
        is_next_stage = place[2] == 1 and step == steps and place[0] > stage and place[1] == stages
        return place == (stage, stages, step + 1, steps) or is_next_stage

    def _printed_before(self, index: int) -> None:
        """A step that comes twice was printed once, by itself or the one before: neither was cached."""
        for at in range(max(index - 1, 0), len(self._steps)):
            self._set_cached(at, cached=False)
        self._behind = ["a step that came twice"]

    def _set_cached(self, at: int, *, cached: bool) -> None:
        self._steps[at] = StepDone(self._steps[at].name, cached)


def _place(match: re.Match[str]) -> Place:
    stage, stages, step, steps = (int(number or 0) for number in match.groups()[:4])
    return stage, stages, step, steps
