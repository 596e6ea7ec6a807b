"""`stops_within`: the container stops by itself when it is told to."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import ContainerKind, Finding, Met, Unmet, hindered, met, unmet
from grader.criterion.samples import built_image
from grader.criterion.start_commands import without_exec
from grader.criterion.stopping import KILL_SIGNALS, KILLED, after, stop_hint, too_late
from grader.dockerfile.meaning.places import line_of
from grader.evidence import BuiltImage, DockerfileText, Facts, NotRunning, StartScripts, StopFact, StopTime
from grader.fields import Duration, Port
from grader.text import one_line
from grader.units import show_duration

_PYTHON = built_image(command=("python", "app.py"))
_KILLING = built_image(stop_signal="SIGKILL")


class StopsWithinKind(ContainerKind[StopFact]):
    """The container ends by itself soon after its stop signal, and need not be killed.

    `docker stop` sends SIGTERM and kills after ten seconds. An application that does not hear the
    signal makes every deployment wait, and is killed in the middle of what it does.
    """

    check: Literal["stops_within"]
    within: Duration = Field(5.0, description="Time to stop, such as `5s`.")
    port: Port | None = Field(None, description="The container is stopped once it listens on this port.")

    examples = (
        met("it stops", (), _PYTHON, StopFact(0.4, killed=False, exit_code=0)),
        met("ended by the signal", (), _PYTHON, StopFact(0.1, killed=False, exit_code=143)),
        unmet("it had to be killed", (), _PYTHON, StopFact(5.0, killed=True, exit_code=KILLED)),
        unmet("too slow", (), _PYTHON, StopFact(2.5, killed=False, exit_code=0), within="2s"),
        unmet("a stop signal that kills", (), _KILLING, StopFact(0.1, killed=False, exit_code=KILLED)),
        hindered("it was not running", (), _PYTHON, NotRunning("it ended with code 1")),
    )

    @property
    @override
    def expected(self) -> str:
        return f"it stops by itself within {show_duration(self.within)}"

    context = (DockerfileText(), StartScripts(), BuiltImage())

    @property
    @override
    def question(self) -> StopTime:
        return StopTime(self.within, self.port)

    @override
    def judge_running(self, fact: StopFact, facts: Facts) -> Finding:
        dockerfile, config = facts[DockerfileText()], facts[BuiltImage()].config
        if config.stop_signal.upper() in KILL_SIGNALS:
            found = f"its stop signal is {one_line(config.stop_signal, 20)}, which kills at once"
            hint = "Leave STOPSIGNAL out, or name a signal that the program handles."
            return Unmet(found, hint, dockerfile.file, line_of(dockerfile, "STOPSIGNAL"))
        if (late := too_late(fact, self.within)) is None:
            return Met(f"stopped {after(fact)}")
        start = dockerfile.file, line_of(dockerfile, "CMD", "ENTRYPOINT")
        return Unmet(late, stop_hint(config), *(without_exec(facts[StartScripts()]) or start))
