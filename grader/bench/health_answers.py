"""What a health check may ask in its trial: a server of the grader's, with the application's own answer."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.bench.http import ask
from grader.challenge import Limits
from grader.engine import Container, Engine
from grader.engine.model import CannotStartError, CommandOrder
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import HttpAnswer, HttpRequest
from grader.text import one_line, plain

MAX_BODY = 20_000
"""Characters; the server gets them as an argument, at most 131,072 bytes long (man 2 execve)."""
PAUSE, SERVER_SECONDS = 0.03, 15.0
_SERVER = Path(__file__).with_name("health_server.py")
USUAL_ANSWER = HttpAnswer(200, (("content-type", "application/json"),), '{"status": "ok"}\n', 0.0)
"""What the server says where the application's own answer cannot be had."""


class HealthAnswers:
    """Starts servers, each in a network of its own, with the Python of one of `bases`."""

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

    @contextmanager
    def server(self, ports: Sequence[int], path: str, answer: HttpAnswer) -> Iterator[Container | None]:
        """A server that gives this answer; None where no image at hand has a Python.

        Raises EngineFailureError.
        """
        kind = next((value for name, value in answer.headers if name == "content-type"), "text/plain")
        said = {"ports": ports, "path": path, "status": answer.status, "type": one_line(kind, 100)}
        program = _SERVER.read_text()
        command = ("python3", "-I", "-c", program, json.dumps({**said, "body": answer.body}))
        server = self._start(CommandOrder(command, user="0"))
        try:
            if server is not None:
                self._await(server)
            yield server
        finally:
            if server is not None:
                server.remove()

    def _start(self, order: CommandOrder) -> Container | None:
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


def own_answer(application: Container, ports: Iterable[int], path: str) -> HttpAnswer:
    """What the application itself answers, where it can be reached and calls itself well."""
    for port in sorted(ports):
        address = application.address(port)
        answer = ask(address, HttpRequest(path, port), 5.0) if address else None
        if isinstance(answer, HttpAnswer) and 200 <= answer.status < 300 and len(answer.body) <= MAX_BODY:
            return answer
    return USUAL_ANSWER


def asked(log: str) -> tuple[str, ...]:
    """The requests that a server wrote down, each once."""
    told = (json.loads(line) for line in log.splitlines() if line.startswith("["))
    return tuple(dict.fromkeys(one_line(" ".join(words), 120) for words in told))
