"""Waiting until the container answers a request, and explaining why it does not."""

import time
from collections.abc import Callable
from functools import cache

from grader.bench.http import BadAnswer, ask
from grader.engine.containers import Container
from grader.evidence import HttpAnswer, HttpRequest, NoHttpAnswer
from grader.units import show_duration

PAUSE = 0.03
LONGEST_PAUSE = 0.4
PATIENT_AFTER = 2.0
"""Seconds after which the pauses between two requests grow."""
REQUEST_SECONDS = 10.0
LOOK_EVERY = 1.0
"""Seconds between two looks at the sockets inside the container."""
NOT_READY = frozenset({502, 503, 504})
"""Status codes that say "not yet" (RFC 9110): worth another try until the time is up."""


def wait_for_answer(
    container: Container, question: HttpRequest, started: float, sleep: Callable[[float], object]
) -> HttpAnswer | NoHttpAnswer:
    """The answer within `question.ready_within` seconds after `started`, or why none came."""
    return _Wait(container, question, started, sleep).answer()


class _Wait:
    def __init__(
        self, container: Container, question: HttpRequest, started: float, sleep: Callable[[float], object]
    ) -> None:
        self._container, self._question, self._started, self._sleep = container, question, started, sleep
        self._deadline = started + question.ready_within
        self._address = cache(container.address)

    def answer(self) -> HttpAnswer | NoHttpAnswer:
        patience = _Patience(self._container, self._question.port)
        pause = PAUSE
        while True:
            answer = self._try()
            if isinstance(answer, NoHttpAnswer) or (
                isinstance(answer, HttpAnswer) and answer.status not in NOT_READY
            ):
                return answer
            now = time.monotonic()
            if now >= self._deadline:
                if isinstance(answer, HttpAnswer):
                    return answer
                return _explain(self._container, self._question, answer)
            if not isinstance(answer, HttpAnswer) and (hopeless := patience.ended()) is not None:
                return hopeless
            self._sleep(max(0.0, min(pause, self._deadline - now)))
            if now - self._started > PATIENT_AFTER:
                pause = min(pause * 1.5, LONGEST_PAUSE)

    def _try(self) -> HttpAnswer | NoHttpAnswer | BadAnswer | None:
        """One request: its answer, a final failure, or None where nobody answered."""
        address = self._address(self._question.port)
        if address is None:
            return exited(self._container)
        limit = min(REQUEST_SECONDS, max(1.0, self._deadline - time.monotonic()))
        answer = ask(address, self._question, limit)
        if isinstance(answer, HttpAnswer):
            return HttpAnswer(answer.status, answer.headers, answer.body, time.monotonic() - self._started)
        if isinstance(answer, BadAnswer):
            return NoHttpAnswer("too_large", answer.said) if answer.too_large else answer
        return exited(self._container)


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


def exited(container: Container) -> NoHttpAnswer | None:
    """How the container ended by itself; None where it still runs."""
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
