"""`stops_within`: the container stops by itself when it is told to."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.running import not_running
from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.places import line_of
from grader.evidence import (
    BaseImage,
    BuiltImage,
    DockerfileText,
    Facts,
    ImageConfig,
    ImageFact,
    NotRunning,
    Question,
    StopFact,
    StopTime,
)
from grader.fields import Duration
from grader.shell import is_shell
from grader.text import one_line
from grader.units import show_duration

KILLED = 137
"""128 and the number of SIGKILL."""

_KILL_SIGNALS = frozenset({"SIGKILL", "KILL", "9"})
_SHELL_FORM = (
    "Write CMD as a JSON list, so that the program and not a shell gets the signal, and let the program "
    "handle SIGTERM: the first process of a container is not ended by a signal that it does not handle."
)
_NO_HANDLER = (
    "Let the program end on SIGTERM: the first process of a container is not ended by a signal that it does "
    "not handle. In a start script, write exec before the last command. A small init program such as tini "
    "as ENTRYPOINT helps, too."
)


def _facts(
    stop: StopFact | NotRunning, config: ImageConfig | None = None, within: float = 5.0
) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    config = config or ImageConfig(command=("python", "app.py"))
    return {
        DockerfileText(): read_dockerfile(b"FROM python:3.11-slim\nCMD python app.py\n"),
        BuiltImage(): ImageFact("sha256:1", base, (), (), config),
        StopTime(within): stop,
    }


class StopsWithinKind(Criterion):
    """The container ends by itself soon after its stop signal, and need not be killed.

    `docker stop` sends SIGTERM and kills after ten seconds. An application that does not hear the
    signal makes every deployment wait, and is killed in the middle of what it does.
    """

    check: Literal["stops_within"]
    within: Annotated[Duration, Field(description="Time to stop, such as `5s`.")] = 5.0
    port: Annotated[
        int | None,
        Field(
            ge=1, le=65535, strict=True, description="The container is stopped once it listens on this port."
        ),
    ] = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("it stops", Met, _facts(StopFact(0.4, killed=False, exit_code=0))),
        Example("ended by the signal", Met, _facts(StopFact(0.1, killed=False, exit_code=143))),
        Example("it had to be killed", Unmet, _facts(StopFact(5.0, killed=True, exit_code=137))),
        Example(
            "too slow", Unmet, _facts(StopFact(2.5, killed=False, exit_code=0), within=2.0), {"within": "2s"}
        ),
        Example(
            "a stop signal that kills",
            Unmet,
            _facts(StopFact(0.1, killed=False, exit_code=137), ImageConfig(stop_signal="SIGKILL")),
        ),
        Example("it was not running", Unmet, _facts(NotRunning("it ended with code 1"))),
    )

    @property
    def expected(self) -> str:
        """The time."""
        return f"it stops by itself within {show_duration(self.within)}"

    def questions(self) -> tuple[Question[Any], ...]:
        """Where the command is written, how it is run, how it stops."""
        return (DockerfileText(), BuiltImage(), StopTime(self.within, self.port))

    def judge(self, facts: Facts) -> Finding:
        """Compare the time, and look for what killed it."""
        dockerfile, config = facts[DockerfileText()], facts[BuiltImage()].config
        stop = facts[StopTime(self.within, self.port)]
        if isinstance(stop, NotRunning):
            return not_running(stop)
        if config.stop_signal.upper() in _KILL_SIGNALS:
            found = f"its stop signal is {one_line(config.stop_signal, 20)}, which kills at once"
            hint = "Leave STOPSIGNAL out, or name a signal that the program handles."
            return Unmet(found, hint, dockerfile.file, line_of(dockerfile, "STOPSIGNAL"))
        if stop.killed and stop.seconds >= self.within:
            found = f"still running after {show_duration(self.within)}: it had to be killed"
        elif stop.killed or stop.exit_code == KILLED:
            found = f"something killed it after {show_duration(stop.seconds)}{_code(stop)}"
        elif stop.seconds > self.within:
            found = f"it stopped after {show_duration(stop.seconds)}{_code(stop)}"
        else:
            return Met(f"stopped after {show_duration(stop.seconds)}{_code(stop)}")
        return Unmet(found, _hint(config), dockerfile.file, line_of(dockerfile, "CMD", "ENTRYPOINT"))


def _code(stop: StopFact) -> str:
    return f" with exit code {stop.exit_code}" if stop.exit_code is not None else ""


def _hint(config: ImageConfig) -> str:
    first = (config.entrypoint or config.command)[:1]
    return _SHELL_FORM if is_shell(first) else _NO_HANDLER
