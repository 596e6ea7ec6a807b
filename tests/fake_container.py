"""A container that is made up; `done` tells what was asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.engine.model import ContainerState, Listener
from grader.evidence import Process


@dataclass
class FakeContainer:
    """A container that answers at `at`; `states` and `healths` come one by one, the last one for ever."""

    at: tuple[str, int] | None = None
    states: list[ContainerState] = field(default_factory=lambda: [ContainerState(running=True)])
    healths: list[str] = field(default_factory=lambda: ["none"])
    output: str = ""
    listening: tuple[Listener, ...] | None = ()
    running: tuple[Process, ...] = (Process(1000, "python app.py"),)
    written: int = 0
    silent: int = 0
    done: list[str] = field(default_factory=list)
    container_id: str = "c1"

    def address(self, port: int) -> tuple[str, int] | None:
        """Where the port is published."""
        self.done.append(f"address {port}")
        return self.at

    def state(self) -> ContainerState:
        """The next state."""
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    def health(self) -> tuple[str, tuple[str, ...]]:
        """The next status."""
        return (self.healths.pop(0) if len(self.healths) > 1 else self.healths[0]), ("checked",)

    def log(self) -> str:
        """The output."""
        self.done.append("log")
        return self.output

    def last_words(self) -> tuple[str, ...]:
        """The output's lines."""
        return tuple(self.output.splitlines())

    def processes(self) -> tuple[Process, ...]:
        """What runs."""
        self.done.append("processes")
        return self.running

    def listeners(self) -> tuple[Listener, ...] | None:
        """What listens."""
        return self.listening

    def is_silent(self, port: int) -> bool:
        """For so many looks."""
        self.silent -= 1
        return self.silent >= 0 and port > 0

    def run(self, command: Sequence[str], limit: float) -> tuple[int | None, str]:
        """The command's words; `sleep` takes too long."""
        self.done.append(f"run {' '.join(command)}")
        return (None, "") if command[0] == "sleep" else (0, f"{' '.join(command)} {limit:g}")

    def stop(self, limit: float) -> tuple[float, ContainerState]:
        """It ends at once."""
        self.done.append("stop")
        return limit / 10, ContainerState(running=False, exit_code=0)

    def written_bytes(self) -> int:
        """As it was told."""
        self.done.append("written")
        return self.written

    def commit(self) -> str:
        """Another image."""
        self.done.append("commit")
        return "sha256:committed"

    def signal(self, name: str) -> None:
        """It is sent."""
        self.done.append(name)

    def remove(self) -> None:
        """It is gone."""
        self.done.append("remove")
