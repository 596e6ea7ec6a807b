"""Looking at a running container from outside."""

import math
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docker.errors import NotFound

from grader.engine import local_processes
from grader.engine.client import Connection, engine_failures
from grader.engine.execution import MAX_BYTES, capped, execute
from grader.engine.model import ContainerState, Listener
from grader.engine.network import published_at
from grader.engine.process_list import processes
from grader.engine.sockets import read_listeners
from grader.errors import EngineFailureError
from grader.evidence import Process
from grader.text import last_lines

if TYPE_CHECKING:
    from grader.engine.kept_networks import KeptNetwork

LOG_LINES = 200
SHOWN_LINES = 6
SHOW_SOCKETS = ("cat", "/proc/net/tcp", "/proc/net/tcp6")
LOOK_SECONDS = 2.0
MOST_SOCKETS = 1_000
LIST_EVERY = 0.5
"""Seconds between two lists of all sockets while their number stays as it was."""
NOTHING_KNOWN: tuple[int, tuple[str, ...]] = (0, ())


class ApiContainer:
    """A started container; in the kept `network`, if it has one, nobody else is until it is removed."""

    def __init__(
        self, connection: Connection, container_id: str, network: "KeptNetwork | None" = None
    ) -> None:
        self._connection, self._id, self._network = connection, container_id, network
        self._mute = False  # its `cat` took too long, and is not asked again
        self._first_process = 0  # its number on this machine, once it was seen to run
        self._silent_with, self._next_list = NOTHING_KNOWN, 0.0

    @property
    def container_id(self) -> str:
        """What the engine calls it."""
        return self._id

    def address(self, port: int) -> tuple[str, int] | None:
        """Host and port that lead to `port` of the container; None where it is not published."""
        with engine_failures("asking for the container's ports"):
            found = self._connection.api.inspect_container(self._id)
        self._note(found["State"])
        if self._network is not None:
            return self._network.address(port)
        return published_at(self._connection, found, port)

    def remove(self) -> None:
        """End and remove it; raises EngineFailureError."""
        with engine_failures("removing the container"):
            self._connection.api.remove_container(self._id, v=True, force=True)
        network, self._network = self._network, None
        if network is not None:
            network.give_back()

    def written_bytes(self) -> int:
        """The bytes of what it holds beside its image (SizeRw in the engine's list of containers)."""
        with engine_failures("measuring what the container wrote"):
            rows = self._connection.api.containers(all=True, size=True, filters={"id": self._id})
        if not rows:
            raise EngineFailureError("the container was removed by somebody else")
        return int(rows[0].get("SizeRw") or 0)

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
        """Whether it runs, and how it ended; the engine is not asked as long as this machine can tell."""
        if local_processes.is_of(self._first_process, self._id):
            return ContainerState(running=True)
        try:
            with engine_failures("looking after the container"):
                state = self._connection.api.inspect_container(self._id)["State"]
        except EngineFailureError as error:
            if isinstance(error.__cause__, NotFound):
                raise EngineFailureError("the container was removed by somebody else") from error
            raise
        if state.get("Running"):
            self._note(state)
            return ContainerState(running=True)
        return ContainerState(
            running=False, exit_code=state.get("ExitCode"), out_of_memory=bool(state.get("OOMKilled"))
        )

    def _note(self, state: Mapping[str, Any]) -> None:
        self._first_process = int(state.get("Pid") or 0) if self._connection.remote_host is None else 0

    def log(self) -> str:
        """The last lines of its output, capped."""
        with engine_failures("reading the container's log"):
            stream = self._connection.api.logs(self._id, tail=LOG_LINES, stream=True, follow=False)
            return capped(stream, MAX_BYTES).decode("utf-8", "replace")

    def health(self) -> tuple[str, tuple[str, ...]]:
        """The state of its HEALTHCHECK, `none` without one, and the last lines that the check printed."""
        with engine_failures("looking after the container's health"):
            health = self._connection.api.inspect_container(self._id)["State"].get("Health") or {}
        log = health.get("Log") or []
        output = str(log[-1].get("Output") or "") if log else ""
        return str(health.get("Status") or "none"), last_lines(output, SHOWN_LINES)

    def processes(self) -> tuple[Process, ...]:
        """All of them; the engine asks the machine, not the image."""
        return processes(self._connection, self._id)

    def run(self, command: Sequence[str], limit: float) -> tuple[int | None, str]:
        """Exit code, None where it takes longer than `limit` seconds, and output of a command inside."""
        return execute(self._connection, self._id, command, limit)

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
        """The TCP sockets that listen inside; None where that cannot be seen.

        The machine is asked where it can tell, else the image's own `cat`, for a short time.
        """
        try:
            text = self._sockets() or self._sockets_inside()
        except EngineFailureError:
            return None
        return read_listeners(text) if text else None

    def is_silent(self, port: int) -> bool:
        """Whether this machine sees that nothing listens on the port, once it knows the first process.

        Nothing is concluded from so many sockets that some may not be read, or where their number changed.
        """
        if not local_processes.is_of(self._first_process, self._id):
            return False
        counts, now = local_processes.socket_counts(self._first_process), time.monotonic()
        silent_port, silent_counts = self._silent_with
        if counts and silent_port == port and now < self._next_list:
            if counts != silent_counts:
                self._silent_with = NOTHING_KNOWN
            return counts == silent_counts
        text = local_processes.sockets(self._first_process)
        if text is None or text.count("\n") > MOST_SOCKETS:
            return False
        silent = all(listener.port != port for listener in read_listeners(text))
        self._silent_with, self._next_list = (port, counts) if silent else NOTHING_KNOWN, now + LIST_EVERY
        return silent

    def _sockets(self) -> str | None:
        if self._connection.remote_host is not None:
            return None
        with engine_failures("looking after the container"):
            process = int(self._connection.api.inspect_container(self._id)["State"].get("Pid") or 0)
        return local_processes.sockets(process) if local_processes.is_of(process, self._id) else None

    def _sockets_inside(self) -> str:
        if self._mute:
            return ""
        code, text = execute(self._connection, self._id, SHOW_SOCKETS, LOOK_SECONDS, stderr=False, user="0")
        self._mute = code is None
        return text
