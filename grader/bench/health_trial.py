"""The trial of a health check: it runs by itself in networks where it is known what answers."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from grader.bench import health_server
from grader.bench.http import ask
from grader.challenge import Limits
from grader.engine import Container, Engine
from grader.engine.model import CannotStartError, CommandOrder, Image
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import CheckRun, HealthTrial, HealthTrialFact, HttpAnswer, HttpRequest, ImageConfig
from grader.text import last_lines, one_line, plain

USUAL_TIMEOUT = 30.0
"""Seconds that a check may take where the image does not say (docs.docker.com, HEALTHCHECK)."""
MAX_CHECK = 15.0
MAX_PORTS, MAX_BODY, SHOWN_ASKED = 30, 60_000, 5
PAUSE, SERVER_SECONDS = 0.03, 15.0
USUAL_ANSWER = HttpAnswer(200, (("content-type", "application/json"),), '{"status": "ok"}\n', 0.0)
"""What the server says where the application's own answer cannot be had."""


class HealthTrials:
    """Tries the HEALTHCHECK of `image`; `bases` are images whose Python the server may run with."""

    def __init__(
        self,
        engine: Engine,
        run: Run,
        limits: Limits,
        bases: Callable[[], Iterable[str]],
        sleep: Callable[[float], object],
    ) -> None:
        self._engine, self._run, self._limits = engine, run, limits
        self._bases, self._sleep = bases, sleep

    def result(self, image: Image, application: Container, question: HealthTrial) -> HealthTrialFact:
        """What the check did, with the ports and the answer of the running application.

        Raises EngineFailureError.
        """
        if not (words := check_words(image.config)):
            return HealthTrialFact()
        with ThreadPoolExecutor(max_workers=1) as beside:
            alone = beside.submit(self._check, image, words, None)
            if question.path is None:
                return HealthTrialFact(alone.result())
            served = self._beside_server(image, words, application, question, question.path)
            return HealthTrialFact(alone.result(), *served)

    def _beside_server(
        self, image: Image, words: tuple[str, ...], application: Container, question: HealthTrial, path: str
    ) -> tuple[CheckRun | None, CheckRun | None, str]:
        listening = self._listening(application, question.within)
        answer = _own_answer(application, listening, path)
        ports = sorted({*listening, *exposed(image.config), *_named_ports(words)})[:MAX_PORTS]
        with self._server(ports, path, answer) as server:
            if server is None:
                return None, None, "no base image at hand has Python for the server that it could ask"
            answered = self._check(image, words, server)
            server.signal("SIGUSR1")
            return answered, self._check(image, words, server), ""

    def _check(self, image: Image, words: tuple[str, ...], server: Container | None) -> CheckRun:
        order = CommandOrder(words, beside=server.container_id if server else None)
        try:
            check = self._engine.start_command(image.image_id, order, self._limits, self._run)
        except CannotStartError as error:
            return CheckRun(126, (one_line(str(error), 200),))
        try:
            limit = min(image.config.health_timeout or USUAL_TIMEOUT, MAX_CHECK)
            exit_code = self._exit_code(check, limit)
            return CheckRun(exit_code, last_lines(check.log(), 3), _asked(server.log()) if server else ())
        finally:
            check.remove()

    def _exit_code(self, check: Container, limit: float) -> int | None:
        deadline = time.monotonic() + limit
        while (state := check.state()).running:
            if time.monotonic() >= deadline:
                return None
            self._sleep(PAUSE)
        return state.exit_code

    def _listening(self, application: Container, within: float) -> set[int]:
        """The ports that the application listens on, as soon as there are some."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and application.state().running:
            listeners = application.listeners()
            if listeners is None or listeners:
                return {listener.port for listener in listeners or ()}
            self._sleep(PAUSE * 3)
        return set()

    @contextmanager
    def _server(self, ports: list[int], path: str, answer: HttpAnswer) -> Iterator[Container | None]:
        """A server that answers; None where no image at hand has a Python."""
        kind = next((value for name, value in answer.headers if name == "content-type"), "text/plain")
        said = {"ports": ports, "path": path, "status": answer.status, "type": one_line(kind, 100)}
        program = Path(health_server.__file__).read_text()
        command = ("python3", "-I", "-c", program, json.dumps({**said, "body": answer.body}))
        server = self._start_server(CommandOrder(command, user="0"))
        try:
            if server is not None:
                self._await(server)
            yield server
        finally:
            if server is not None:
                server.remove()

    def _start_server(self, order: CommandOrder) -> Container | None:
        for reference in dict.fromkeys(self._bases()):
            base = self._engine.find_image(reference)
            if base is not None:
                try:
                    return self._engine.start_command(base.image_id, order, self._limits, self._run)
                except CannotStartError:
                    continue
        return None

    def _await(self, server: Container) -> None:
        deadline = time.monotonic() + SERVER_SECONDS
        while "ready" not in (said := server.log()):
            if time.monotonic() > deadline or not server.state().running:
                raise EngineFailureError(f"the server for the health check does not run: {plain(said, 400)}")
            self._sleep(PAUSE)


def check_words(config: ImageConfig) -> tuple[str, ...]:
    """The check's program and arguments; a text is handed to the image's shell, as Docker does it.

    Source: getShell and cmdProbe in moby's daemon/health.go.
    """
    kind, arguments = config.healthcheck[:1], config.healthcheck[1:]
    if kind == ("CMD-SHELL",):
        return (*(config.shell or ("/bin/sh", "-c")), *arguments)
    return arguments if kind == ("CMD",) else ()


def exposed(config: ImageConfig) -> set[int]:
    """The TCP ports that the image names."""
    split = (port.partition("/") for port in config.ports)
    return {int(number) for number, _, kind in split if kind in {"", "tcp"} and number.isdecimal()}


def _named_ports(words: Iterable[str]) -> set[int]:
    numbers = re.findall(r"\b[0-9]{2,5}\b", " ".join(words)[:10_000])
    return {int(number) for number in numbers[:MAX_PORTS] if int(number) < 65536}


def _own_answer(application: Container, ports: Iterable[int], path: str) -> HttpAnswer:
    """What the application itself answers, where it can be reached and calls itself well."""
    for port in sorted(ports):
        address = application.address(port)
        answer = ask(address, HttpRequest(path, port), 5.0) if address else None
        if isinstance(answer, HttpAnswer) and 200 <= answer.status < 300 and len(answer.body) <= MAX_BODY:
            return answer
    return USUAL_ANSWER


def _asked(log: str) -> tuple[str, ...]:
    """The requests that a server wrote down, each once."""
    told = (json.loads(line) for line in log.splitlines() if line.startswith("["))
    return tuple(dict.fromkeys(one_line(" ".join(words), 120) for words in told))
