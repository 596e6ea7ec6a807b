"""The trial of a health check: it runs by itself in networks where it is known what answers."""

import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from grader.bench.health_answers import HealthAnswers, asked, own_answer
from grader.challenge import Limits
from grader.engine import Container, Engine
from grader.engine.model import CannotStartError, CommandOrder, Image
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import CheckRun, HealthTrial, HealthTrialFact, ImageConfig
from grader.text import last_lines, one_line
from grader.values import Value, replace

CHECK_SECONDS = 10.0
"""For a check, whatever its own limit: one that always succeeds must not fail because the machine is busy."""
MAX_PORTS = 30
PAUSE, LISTEN_PAUSE = 0.03, 0.1


class _Check(Value):
    """What is run: the files, the words, and the container whose processes it sees."""

    image_id: str
    words: tuple[str, ...]
    among: str | None = None


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
        self._engine, self._run, self._limits, self._sleep = engine, run, limits, sleep
        self._answers = HealthAnswers(engine, run, limits, bases, sleep)

    def result(self, image: Image, application: Container, question: HealthTrial) -> HealthTrialFact:
        """What the check did, with the ports and the answer of the running application.

        Raises EngineFailureError.
        """
        if not (words := check_words(image.config)):
            return HealthTrialFact()
        check = _Check(image.image_id, words)
        with ThreadPoolExecutor(max_workers=1) as beside:
            alone = beside.submit(self._ran, check)
            if question.path is None:
                return HealthTrialFact(alone.result())
            listening = self._listening(application, question.within)
            answer = own_answer(application, listening, question.path)
            ports = sorted({*listening, *exposed(image.config), *_named_ports(words)})[:MAX_PORTS]
            with self._answers.server(ports, question.path, answer) as server:
                if server is None:
                    return HealthTrialFact(alone.result(), unseen="no base image at hand has Python for it")
                return self._beside(check, alone.result(), server, application)

    def _beside(
        self, check: _Check, alone: CheckRun, server: Container, application: Container
    ) -> HealthTrialFact:
        """A check that needs more than an answer gets the application's files and processes, too."""
        answered = self._ran(check, server)
        if not answered.succeeded and not alone.succeeded and application.state().running:
            with suppress(EngineFailureError):
                check = replace(check, image_id=application.commit(), among=application.container_id)
                alone, answered = self._ran(check), self._ran(check, server)
        server.signal("SIGUSR1")
        return HealthTrialFact(alone, answered, self._ran(check, server))

    def _ran(self, check: _Check, server: Container | None = None) -> CheckRun:
        order = CommandOrder(check.words, server.container_id if server else None, check.among)
        try:
            container = self._engine.start_command(check.image_id, order, self._limits, self._run)
        except CannotStartError as error:
            return CheckRun(126, (one_line(str(error), 200),))
        try:
            exit_code = self._exit_code(container)
            return CheckRun(exit_code, last_lines(container.log(), 3), asked(server.log()) if server else ())
        finally:
            container.remove()

    def _exit_code(self, check: Container) -> int | None:
        deadline = time.monotonic() + CHECK_SECONDS
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
            self._sleep(LISTEN_PAUSE)
        return set()


def check_words(config: ImageConfig) -> tuple[str, ...]:
    """The check's program and arguments; a text is handed to /bin/sh, whatever SHELL says.

    Source: Docker 26.1 was seen to do so, since a container does not take over its image's SHELL.
    """
    kind, arguments = config.healthcheck[:1], config.healthcheck[1:]
    if kind == ("CMD-SHELL",):
        return ("/bin/sh", "-c", *arguments)
    return arguments if kind == ("CMD",) else ()


def exposed(config: ImageConfig) -> set[int]:
    """The TCP ports that the image names."""
    split = (port.partition("/") for port in config.ports)
    return {int(number) for number, _, kind in split if kind in {"", "tcp"} and number.isdecimal()}


def _named_ports(words: Iterable[str]) -> set[int]:
    numbers = re.findall(r"\b[0-9]{2,5}\b", " ".join(words)[:10_000])
    return {int(number) for number in numbers[:MAX_PORTS] if int(number) < 65536}
