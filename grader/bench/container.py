"""One container serves all run-time questions."""

import time
from collections.abc import Callable
from typing import Any

from grader.bench.http import BadAnswer, ask
from grader.bench.image import ImageRoom
from grader.engine import Engine
from grader.engine.containers import CannotStartError, Container, ContainerLimits, start_container
from grader.engine.ownership import Run
from grader.evidence import Answer, Blocked, HttpAnswer, HttpRequest, NoHttpAnswer, Question
from grader.text import one_line
from grader.units import show_duration

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 0.4
REQUEST_SECONDS = 10.0
LOOK_EVERY = 1.0
"""Seconds between two looks at the sockets inside the container."""
NOT_READY = frozenset({502, 503, 504})
"""Status codes that say "not yet" (RFC 9110): worth another try until the time is up."""


class ContainerRoom:
    """The running container of one submission."""

    def __init__(
        self,
        engine: Engine,
        images: ImageRoom,
        run: Run,
        limits: ContainerLimits,
        progress: Callable[[str], None],
    ) -> None:
        self._engine, self._images, self._run = engine, images, run
        self._limits, self._progress = limits, progress
        self._ports: set[int] = set()
        self._container: Container | NoHttpAnswer | None = None
        self._started = 0.0
        self.timings: dict[str, float] = {}

    def expect(self, question: HttpRequest) -> None:
        """Publish the question's port when the container starts."""
        self._ports.add(question.port)

    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or Blocked where there is no image. Raises EngineFailureError."""
        if not isinstance(question, HttpRequest):
            raise TypeError(f"the container does not answer {question!r}")
        image = self._images.image()
        if isinstance(image, Blocked):
            return image
        if self._container is None:
            self._container = self._start(image.image_id, question)
        if isinstance(self._container, NoHttpAnswer):
            return self._container
        answer = self._wait(self._container, question)
        self.timings.setdefault("ready", time.monotonic() - self._started)
        return answer

    def _start(self, image_id: str, question: HttpRequest) -> Container | NoHttpAnswer:
        self._progress("starting the container")
        before = time.monotonic()
        try:
            return start_container(
                self._engine, image_id, self._ports | {question.port}, self._limits, self._run
            )
        except CannotStartError as error:
            return NoHttpAnswer("cannot_start", f"the container cannot start: {one_line(str(error), 300)}")
        finally:
            self._started = time.monotonic()
            self.timings["start"] = self._started - before

    def _wait(self, container: Container, question: HttpRequest) -> HttpAnswer | NoHttpAnswer:
        self._progress(f"waiting for {question.method} {question.path} on port {question.port}")
        deadline = self._started + question.ready_within
        patience = _Patience(container, question.port)
        pause = FIRST_PAUSE
        while True:
            answer = self._try(container, question, deadline)
            if isinstance(answer, NoHttpAnswer) or (
                isinstance(answer, HttpAnswer) and answer.status not in NOT_READY
            ):
                return answer
            if time.monotonic() >= deadline:
                return answer if isinstance(answer, HttpAnswer) else _explain(container, question, answer)
            if not isinstance(answer, HttpAnswer) and (hopeless := patience.ended()) is not None:
                return hopeless
            time.sleep(max(0.0, min(pause, deadline - time.monotonic())))
            pause = min(pause * 1.5, LONGEST_PAUSE)

    def _try(
        self, container: Container, question: HttpRequest, deadline: float
    ) -> HttpAnswer | NoHttpAnswer | BadAnswer | None:
        """One request: its answer, a final failure, or None where nobody answered."""
        address = container.address(question.port)
        if address is None:
            return _exited(container)
        limit = min(REQUEST_SECONDS, max(1.0, deadline - time.monotonic()))
        answer = ask(address, question, limit)
        if isinstance(answer, HttpAnswer):
            return HttpAnswer(answer.status, answer.headers, answer.body, time.monotonic() - self._started)
        if isinstance(answer, BadAnswer):
            return NoHttpAnswer("too_large", answer.said) if answer.too_large else answer
        return _exited(container)


class _Patience:
    """Looks at the sockets now and then: an application on loopback alone will never be reached."""

    def __init__(self, container: Container, port: int) -> None:
        self._container, self._port = container, port
        self._next_look = time.monotonic() + LOOK_EVERY
        self._looks = 0

    def ended(self) -> NoHttpAnswer | None:
        """Why waiting longer is in vain, seen twice in a row; None where it is not."""
        if time.monotonic() < self._next_look:
            return None
        self._next_look = time.monotonic() + LOOK_EVERY
        loopback = {
            listener.loopback for listener in self._container.listeners() or () if listener.port == self._port
        }
        self._looks = self._looks + 1 if loopback == {True} else 0
        return _only_loopback(self._port) if self._looks >= 2 else None


def _exited(container: Container) -> NoHttpAnswer | None:
    state = container.state()
    if state.running:
        return None
    why = " (it used more memory than it may)" if state.out_of_memory else ""
    detail = f"the container ended by itself with exit code {state.exit_code}{why}"
    return NoHttpAnswer("exited", detail, log=container.last_words())


def _explain(container: Container, question: HttpRequest, answer: BadAnswer | None) -> NoHttpAnswer:
    """Why nothing usable came within the time."""
    within = show_duration(question.ready_within)
    if answer is not None:
        return NoHttpAnswer(
            "too_slow", f"{answer.said}; it must be ready within {within}", log=container.last_words()
        )
    listeners = container.listeners() or ()
    on_port = {listener.loopback for listener in listeners if listener.port == question.port}
    ports = tuple(sorted({listener.port for listener in listeners}))
    if on_port == {True}:
        return _only_loopback(question.port)
    if on_port:
        detail = f"something listens on port {question.port}, but gave no HTTP answer within {within}"
        return NoHttpAnswer("no_reply", detail, ports, container.last_words())
    if ports:
        named = ", ".join(str(port) for port in ports[:5])
        detail = f"nothing listens on port {question.port} after {within}; the container listens on {named}"
        return NoHttpAnswer("other_port", detail, ports, container.last_words())
    detail = f"nothing answered on port {question.port} within {within}"
    return NoHttpAnswer("nothing_listens", detail, log=container.last_words())


def _only_loopback(port: int) -> NoHttpAnswer:
    detail = f"the application listens on 127.0.0.1:{port} only, out of reach from outside the container"
    return NoHttpAnswer("only_loopback", detail, (port,))
