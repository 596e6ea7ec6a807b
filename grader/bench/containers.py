"""The containers of a submission: one of the image, and one of each other stage that is asked about."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grader.bench.container import ContainerRoom
from grader.evidence import Answer, ContainerQuestion


class Containers:
    """Each has a room of its own, which `room` makes for the name of a stage, None for the final one.

    `timings` and `log` are those of the final stage's container.
    """

    def __init__(self, room: Callable[[str | None], ContainerRoom]) -> None:
        self._room, self._final = room, room(None)
        self._others: dict[str, ContainerRoom] = {}
        self._stopped = False

    def begin(self, questions: Iterable[ContainerQuestion[Any]]) -> None:
        """Start a container of the image with what is expected of it; the others begin when they are asked.

        BlockedError where there is no image, EngineFailureError, InterruptedError after `stop`.
        """
        if expected := [question for question in questions if question.target is None]:
            self._final.begin(expected)

    def answer(self, question: ContainerQuestion[Any]) -> Answer[Any]:
        """The fact. BlockedError where there is no image, EngineFailureError, InterruptedError if ended."""
        return self._of(question.target).answer(question)

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by what they were spent on."""
        return self._final.timings

    @property
    def log(self) -> str:
        """What the containers of the final stage have written."""
        return self._final.log

    @property
    def is_busy(self) -> bool:
        """Whether a question is still being worked on."""
        return any(room.is_busy for room in self._rooms())

    def stop(self) -> None:
        """Begin nothing more, wait for nothing more."""
        self._stopped = True
        for room in self._rooms():
            room.stop()

    def close(self) -> None:
        """Wait until the work has ended; the containers themselves are the run's to remove."""
        for room in self._rooms():
            room.close()

    def _rooms(self) -> Iterator[ContainerRoom]:
        yield from (self._final, *self._others.values())

    def _of(self, target: str | None) -> ContainerRoom:
        if target is None:
            return self._final
        if target not in self._others:
            self._others[target] = self._room(target)
            if self._stopped:  # by another thread
                self._others[target].stop()
        return self._others[target]
