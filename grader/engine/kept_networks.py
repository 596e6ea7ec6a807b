"""Networks that stay while containers of submissions come and go.

To start and to remove a container takes half as long where its network is there
(docs/decisions/0032-networks-that-stay.md). What one left is never met by another: a network is lent again
only where this machine sees that its sockets are gone, and that the files of its names are as they were.
"""

import time
from contextlib import suppress
from threading import Lock

from grader.engine import local_processes
from grader.engine.client import Connection, engine_failures
from grader.engine.network import NETWORK, once_there, port_bindings, published_at
from grader.engine.ownership import Run
from grader.engine.removal import remove_run
from grader.engine.sleeping import create_sleeping
from grader.errors import EngineFailureError

SHARED_FILES = ("/etc/hosts", "/etc/hostname", "/etc/resolv.conf")
"""What Docker lets all containers of a network write to (moby, Container.NetworkMounts)."""
SETTLING = (0.0, 0.02, 0.2)
"""Seconds before each look at the sockets: the last ones may close a moment after their process has ended."""
_LIMITS = {"mem_limit": 32_000_000, "memswap_limit": 32_000_000, "pids_limit": 16}
_SYSCTLS = {"net.ipv4.tcp_max_tw_buckets": "0"}
"""A connection is forgotten as it ends (Linux, ip-sysctl.rst); its port may else be refused for a minute."""


class KeptNetwork:
    """The network of a container that only sleeps, the `holder`; its `ports` lead to whoever is in it.

    EngineFailureError where its sockets or its files cannot be seen from here.
    """

    def __init__(
        self, lender: "KeptNetworks", connection: Connection, holder: str, ports: tuple[int, ...]
    ) -> None:
        self.holder, self.ports, self._lender, self._connection = holder, ports, lender, connection
        with engine_failures("looking at a network"):
            found = connection.api.inspect_container(holder)
        self._process = int(found["State"].get("Pid") or 0)
        self._addresses = {port: published_at(connection, found, port) for port in ports}
        self._sockets, self._files = self._count_sockets(), self._look_at_files()
        if not self._sockets:
            raise EngineFailureError("the sockets of a network cannot be seen from here")

    def address(self, port: int) -> tuple[str, int] | None:
        """Host and port that lead to `port`; None where it is not published."""
        return self._addresses.get(port)

    def give_back(self) -> None:
        """Nobody is in it any more."""
        self._lender.take_back(self)

    def give_up(self) -> None:
        """It is not lent again."""
        self._lender.give_up(self)

    def is_untouched(self) -> bool:
        """Whether it is as it was before anybody was in it. Raises EngineFailureError."""
        for pause in SETTLING:
            time.sleep(pause)
            if self._count_sockets() == self._sockets:
                return self._look_at_files() == self._files
        return False

    def remove(self) -> None:
        """Remove it. Raises EngineFailureError."""
        with engine_failures("removing a network"):
            self._connection.api.remove_container(self.holder, v=True, force=True)

    def _count_sockets(self) -> tuple[str, ...]:
        here = local_processes.is_of(self._process, self.holder)
        return local_processes.network_counts(self._process) if here else ()

    def _look_at_files(self) -> tuple[tuple[object, ...], ...]:
        """The engine's archives would not do: they leave out access lists, which can shut others out."""
        with engine_failures("looking at the files of a network"):
            return tuple(local_processes.file_state(self._process, file) for file in SHARED_FILES)


class KeptNetworks:
    """At most `most`, each lent to one container at a time; `close` removes all. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most, self._made, self._free = most, 0, list[KeptNetwork]()
        self._lock, self._run = Lock(), Run()
        self._connection: Connection | None = None

    def lend(self, connection: Connection, ports: tuple[int, ...], run: Run) -> KeptNetwork | None:
        """One in which nobody is, with these ports; None where none is free and no more can be made.

        It is of the same image as the control group of the run's builds, which is known to sleep.
        """
        like = run.group.container if run.group else ""
        with self._lock:
            fitting = next((network for network in self._free if network.ports == ports), None)
            if fitting is not None:
                self._free.remove(fitting)
            if fitting is not None or not like or self._made >= self._most:
                return fitting
            self._made, self._connection = self._made + 1, connection
        try:
            return self._make(connection, ports, like)
        except EngineFailureError:
            self._most = 0
            return None

    def take_back(self, network: KeptNetwork) -> None:
        """Nobody is in it any more: it is lent again where nothing is left of who was."""
        with suppress(EngineFailureError):
            if network.is_untouched():
                with self._lock:
                    self._free.append(network)
                return
        with self._lock:
            self._made -= 1  # another one may be made
        self.give_up(network)

    def give_up(self, network: KeptNetwork) -> None:
        """It is not lent again."""
        with suppress(EngineFailureError):
            network.remove()

    def close(self) -> None:
        """Remove all, as far as the engine still answers; none is made any more."""
        self._most = 0
        if self._connection is not None:
            with suppress(EngineFailureError):
                remove_run(self._connection, self._run)

    def _make(self, connection: Connection, ports: tuple[int, ...], like: str) -> KeptNetwork:
        bindings = port_bindings(connection, ports)
        host = {**_LIMITS, "network_mode": NETWORK, "sysctls": _SYSCTLS, "port_bindings": bindings}
        with engine_failures("making a network"):
            found = connection.api.inspect_container(like)
            local_processes.file_state(int(found["State"]["Pid"]), SHARED_FILES[0])  # else it is made in vain
            holder = create_sleeping(connection, found["Image"], host, self._run.labels, ports=list(ports))

        def start() -> None:
            with engine_failures("making a network"):
                connection.api.start(holder)

        once_there(connection, start)
        return KeptNetwork(self, connection, holder, ports)
