"""What failed, with all that explanations may look at."""

from typing import Protocol

from grader.dockerfile import Dockerfile, Instruction, Stage
from grader.evidence.cause import Moment
from grader.evidence.http import Problem
from grader.evidence.shell_texts import ShellText
from grader.values import Value


class Surroundings(Protocol):
    """What is around a failure, asked only where an explanation wants to know."""

    def context_names(self) -> tuple[str, ...]:
        """The files of the build context, as `folder/name`; empty where they are not known."""

    def ignored(self, path: str) -> bool:
        """Whether the folder has this path, from its top on, and the ignore file keeps it out."""

    def in_image(self, path: str) -> bool:
        """Whether the built image holds this absolute path; False where there is no image."""

    def script(self, name: str) -> ShellText | None:
        """The one file of the build context of that name; None where there is none, or more than one."""

    def in_stage(self, stage: str, folder: str) -> tuple[str, ...]:
        """The names in this folder of a stage; none where its image is not at hand."""


class NothingAround:
    """Where only a log is left."""

    def context_names(self) -> tuple[str, ...]:
        """None is known."""
        return ()

    def ignored(self, path: str) -> bool:  # noqa: ARG002 - as in the protocol
        """Nothing is known of files."""
        return False

    def in_image(self, path: str) -> bool:  # noqa: ARG002 - as in the protocol
        """There is no image."""
        return False

    def script(self, name: str) -> ShellText | None:  # noqa: ARG002 - as in the protocol
        """There is no file."""
        return None

    def in_stage(self, stage: str, folder: str) -> tuple[str, ...]:  # noqa: ARG002 - as in the protocol
        """There is no image."""
        return ()


NOTHING_AROUND = NothingAround()


class Failure(Value, kw_only=True):
    """A Dockerfile, a build, a start, an application or an answer that failed; or the machine.

    `log` is what the failed step, or the container, printed; `reason` what the builder or the engine says.
    `line` is the one in the Dockerfile that the builder names. `problem` and `port` are those of an answer
    that did not come. `dockerfile` is None where it cannot be read, or only a log is left; `text` is what is
    written in it where it cannot be read.
    """

    moment: Moment
    log: str = ""
    reason: str = ""
    exit_code: int | None = None
    dockerfile: Dockerfile | None = None
    line: int | None = None
    problem: Problem | None = None
    port: int | None = None
    around: Surroundings = NOTHING_AROUND
    text: str = ""

    @property
    def said(self) -> str:
        """The words that tell what happened: what was printed, or where nothing can have been, the reason."""
        return self.reason if self.moment in {"start", "dockerfile", "machine"} else self.log

    @property
    def stage(self) -> Stage | None:
        """The stage at that line; the final one for a container."""
        if self.dockerfile is None:
            return None
        if self.line is None:
            return None if self.moment == "build" else self.dockerfile.final
        return next(
            (each for each in self.dockerfile.stages if each.line <= self.line <= each.end_line), None
        )

    @property
    def instruction(self) -> Instruction | None:
        """The instruction at that line."""
        there = self.stage.instructions if self.stage and self.line else ()
        return next((each for each in there if each.line <= (self.line or 0) <= each.end_line), None)

    @property
    def other_stages(self) -> tuple[Stage, ...]:
        """All stages but the one that failed."""
        stages = self.dockerfile.stages if self.dockerfile else ()
        return tuple(stage for stage in stages if stage is not self.stage)
