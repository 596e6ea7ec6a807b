"""Waiting until the container answers a request, and explaining why it does not."""

import time
from collections.abc import Callable
from functools import cache

from grader.bench.drawn import drawn_word
from grader.bench.http import BadAnswer, ask
from grader.bench.pace import USUAL, Pace
from grader.engine import Container
from grader.evidence import WORD, HttpAnswer, HttpRequest, NoHttpAnswer, NotRunning
from grader.units import show_duration
from grader.values import replace

NOT_READY = frozenset({502, 503, 504})
"""Status codes that say "not yet" (RFC 9110): worth another try until the time is up."""


def wait_for_answer(
    container: Container,
    question: HttpRequest,
    started: float,
    sleep: Callable[[float], object],
    pace: Pace = USUAL,
) -> HttpAnswer | NoHttpAnswer:
    """The answer within `question.ready_within` seconds after `started`, or why none came."""
    word = drawn_word() if WORD in question.path else ""
    asked = replace(question, path=question.path.replace(WORD, word))
    answer = _Wait(container, asked, started, sleep, pace).answer()
    return replace(answer, word=word) if isinstance(answer, HttpAnswer) else answer


class _Wait:
    def __init__(
        self,
        container: Container,
        question: HttpRequest,
        started: float,
        sleep: Callable[[float], object],
        pace: Pace,
    ) -> None:
        self._container, self._question, self._started = container, question, started
        self._sleep, self._pace = sleep, pace
        self._deadline = started + question.ready_within
        self._address = cache(container.address)

    def answer(self) -> HttpAnswer | NoHttpAnswer:
        patience = _Patience(self._container, self._question.port, self._pace.look_every)
        pause = self._pace.pause
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
            pause = self._pace.longer(pause, now - self._started)

    def _try(self) -> HttpAnswer | NoHttpAnswer | BadAnswer | None:
        """One request: its answer, a final failure, or None where nobody answered.

        Nobody is asked as long as this machine sees that nobody listens: a look takes a tenth of the time.
        """
        address = self._address(self._question.port)
        if address is None or self._container.is_silent(self._question.port):
            return _gone(self._container)
        left = max(self._pace.least_request, self._deadline - time.monotonic())
        limit = min(self._pace.request, left)
        answer = ask(address, self._question, limit)
        if isinstance(answer, HttpAnswer):
            return HttpAnswer(answer.status, answer.headers, answer.body, time.monotonic() - self._started)
        if isinstance(answer, BadAnswer):
            return NoHttpAnswer("too_large", answer.said) if answer.too_large else answer
        return _gone(self._container)


class _Patience:
    """Looks at the sockets now and then: an application on loopback alone will never be reached."""

    def __init__(self, container: Container, port: int, look_every: float) -> None:
        self._container, self._port, self._look_every = container, port, look_every
        self._next_look = time.monotonic() + look_every
        self._looks = 0

    def ended(self) -> NoHttpAnswer | None:
        """Why waiting longer is in vain, seen twice in a row; None where it is not."""
        if time.monotonic() < self._next_look:
            return None
        self._next_look = time.monotonic() + self._look_every
        loopback = {
            listener.loopback for listener in self._container.listeners() or () if listener.port == self._port
        }
        self._looks = self._looks + 1 if loopback == {True} else 0
        return _only_loopback(self._port) if self._looks >= 2 else None


def ended(container: Container) -> NotRunning | None:
    """How the container ended by itself; None where it still runs. Raises EngineFailureError."""
    state = container.state()
    if state.running:
        return None
    why = " (it used more memory than it may)" if state.out_of_memory else ""
    detail = f"the container ended by itself with exit code {state.exit_code}{why}"
    return NotRunning(detail, container.last_words())


def _gone(container: Container) -> NoHttpAnswer | None:
    why = ended(container)
    return NoHttpAnswer("exited", why.detail, log=why.log) if why else None


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
