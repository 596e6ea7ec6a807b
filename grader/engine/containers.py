"""Looking at a running container from outside."""

import math
import time
from collections.abc import Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from docker.errors import NotFound

from grader.engine.client import ENGINE_ERRORS, Connection, engine_failures
from grader.engine.model import ContainerState, Listener
from grader.engine.sockets import read_listeners
from grader.errors import EngineFailureError
from grader.text import last_lines

LOG_LINES = 200
MAX_LOG_BYTES = 256_000
SHOWN_LINES = 6


class ApiContainer:
    """A started container."""

    def __init__(self, connection: Connection, container_id: str) -> None:
        self._connection, self._id = connection, container_id

    @property
    def container_id(self) -> str:
        """What the engine calls it."""
        return self._id

    def address(self, port: int) -> tuple[str, int] | None:
        """Host and port that lead to `port` of the container; None where it is not published."""
        with engine_failures("asking for the container's ports"):
            network = self._connection.api.inspect_container(self._id)["NetworkSettings"]
        bindings = (network.get("Ports") or {}).get(f"{port}/tcp") or []
        host = self._connection.remote_host or "127.0.0.1"
        return (host, int(bindings[0]["HostPort"])) if bindings else None

    def remove(self) -> None:
        """End and remove it; raises EngineFailureError."""
        with engine_failures("removing the container"):
            self._connection.api.remove_container(self._id, v=True, force=True)

    def commit(self) -> str:
        """The id of an image with its files as they are now; it has the container's labels."""
        with engine_failures("keeping the container's files"):
            made: str = self._connection.api.commit(self._id, pause=False)["Id"]
            return made

    def signal(self, name: str) -> None:
        """Send its first process a signal."""
        with engine_failures("sending the container a signal"):
            self._connection.api.kill(self._id, name)

    def state(self) -> ContainerState:
        """Whether it runs, and how it ended."""
        try:
            with engine_failures("looking after the container"):
                state = self._connection.api.inspect_container(self._id)["State"]
        except EngineFailureError as error:
            if isinstance(error.__cause__, NotFound):
                raise EngineFailureError("the container was removed by somebody else") from error
            raise
        if state.get("Running"):
            return ContainerState(running=True)
        return ContainerState(
            running=False, exit_code=state.get("ExitCode"), out_of_memory=bool(state.get("OOMKilled"))
        )

    def log(self) -> str:
        """The last lines of its output, capped."""
        with engine_failures("reading the container's log"):
            stream = self._connection.api.logs(self._id, tail=LOG_LINES, stream=True, follow=False)
            return _capped(stream, MAX_LOG_BYTES).decode("utf-8", "replace")

    def health(self) -> tuple[str, tuple[str, ...]]:
        """The state of its HEALTHCHECK, `none` without one, and the last lines that the check printed."""
        with engine_failures("looking after the container's health"):
            health = self._connection.api.inspect_container(self._id)["State"].get("Health") or {}
        log = health.get("Log") or []
        output = str(log[-1].get("Output") or "") if log else ""
        return str(health.get("Status") or "none"), last_lines(output, SHOWN_LINES)

    def processes(self) -> tuple[tuple[int, str], ...]:
        """User number and command line of each process; the engine asks the machine, not the image.

        EngineFailureError where numbers mean something else outside the container (user namespaces).
        """
        options = " ".join(str(option) for option in self._connection.info.get("SecurityOptions") or ())
        if "name=rootless" in options or "name=userns" in options:
            raise EngineFailureError("this engine maps user numbers, so who runs a process cannot be seen")
        with engine_failures("listing the container's processes"):
            listed = self._connection.api.top(self._id, ps_args="-e -o pid,uid,args")
        rows = listed.get("Processes") or []
        return tuple((int(row[1]), str(row[2])) for row in rows)

    def run(self, command: Sequence[str], limit: float) -> tuple[int | None, str]:
        """Exit code, None where it takes longer than `limit` seconds, and output of a command inside."""
        answers: SimpleQueue[tuple[int | None, str] | Exception] = SimpleQueue()
        Thread(target=lambda: answers.put(self._run(command)), daemon=True).start()
        try:
            answer = answers.get(timeout=limit)
        except Empty:
            return None, ""
        if isinstance(answer, Exception):
            raise EngineFailureError(f"the engine failed while running a command: {answer}") from answer
        return answer

    def _run(self, command: Sequence[str]) -> tuple[int | None, str] | Exception:
        try:
            created = self._connection.api.exec_create(self._id, list(command))
            stream = self._connection.api.exec_start(created["Id"], stream=True)
            output = _capped(stream, MAX_LOG_BYTES).decode("utf-8", "replace")
            return self._connection.api.exec_inspect(created["Id"])["ExitCode"], output
        except Exception as error:  # whatever it is: silence would say that the command takes too long
            return error

    def stop(self, limit: float) -> tuple[float, ContainerState]:
        """Seconds that it took to stop, killed after `limit` seconds, and how it ended."""
        with engine_failures("stopping the container"):
            began = time.monotonic()
            self._connection.api.stop(self._id, timeout=math.ceil(limit))
            return time.monotonic() - began, self.state()

    def last_words(self) -> tuple[str, ...]:
        """The last lines of its output, safe to show."""
        return last_lines(self.log(), SHOWN_LINES)

    def listeners(self) -> tuple[Listener, ...] | None:
        """The TCP sockets that listen inside; None where that cannot be seen."""
        try:
            created = self._connection.api.exec_create(
                self._id, ["cat", "/proc/net/tcp", "/proc/net/tcp6"], stderr=False, user="0"
            )
            stream = self._connection.api.exec_start(created["Id"], stream=True)
            text = _capped(stream, MAX_LOG_BYTES).decode("ascii", "replace")
        except ENGINE_ERRORS:
            return None
        return read_listeners(text)


def _capped(stream: Iterable[bytes], limit: int) -> bytes:
    kept = bytearray()
    for chunk in stream:
        kept += chunk
        if len(kept) > limit:
            break
    return bytes(kept[:limit])
