"""What a failed build or container means: the catalogue is asked, with the submission around the failure."""

from posixpath import split
from typing import TYPE_CHECKING

from grader.bench.context import TooManyFilesError, sent_files
from grader.bench.source import Source
from grader.dockerfile import Dockerfile
from grader.dockerfile.ignore import IgnoreFile
from grader.engine.model import BuildFailure, Image
from grader.errors import EngineFailureError
from grader.evidence import Cause, NoHttpAnswer, NotRunning, ShellText
from grader.evidence.cause import Moment
from grader.values import Value

if TYPE_CHECKING:
    from grader.bench.builds import Builds


class Ended(Value):
    """What is left of a container: what it wrote, and its exit code where it has ended."""

    log: str = ""
    exit_code: int | None = None


class Around(Value):
    """The files of a submission, and its image where there is one."""

    source: Source
    builds: "Builds | None" = None

    def context_names(self) -> tuple[str, ...]:
        """The files that are sent to the builder; none where they cannot be listed."""
        try:
            ignore = IgnoreFile(self.source.ignore.decode("utf-8", "replace"))
            return tuple(path for path, _size in sent_files(self.source.folder, ignore))
        except (TooManyFilesError, OSError):
            return ()

    def ignored(self, path: str) -> bool:
        """Whether the folder has it, and the ignore file keeps it out; links are not followed."""
        try:
            ignore = IgnoreFile(self.source.ignore.decode("utf-8", "replace"))
            there = (self.source.folder / path).resolve()
            inside = there.is_relative_to(self.source.folder)
            return inside and ignore.ignores(path) and there.exists()
        except (ValueError, OSError, RuntimeError):
            return False

    def script(self, name: str) -> ShellText | None:
        """The one file that is sent and has that name, as far as it may be read."""
        paths = [path for path in self.context_names() if split(path)[1] == name]
        text = self.source.read_script(paths[0]) if len(paths) == 1 else None
        return ShellText(text, paths[0], 1) if text is not None else None

    def in_stage(self, stage: str, folder: str) -> tuple[str, ...]:
        """What its image holds there, where that was built for another question; nothing is built here."""
        image = self.builds.at_hand(stage) if self.builds else None
        return self._names(image, folder) if image else ()

    def in_image(self, path: str) -> bool:
        """Whether the final image holds it; False where it cannot be looked into."""
        if self.builds is None:
            return False
        folder, name = split(path)
        image = self.builds.at_hand()
        return image is not None and name in self._names(image, folder)

    def _names(self, image: Image, folder: str) -> tuple[str, ...]:
        if self.builds is None:
            return ()
        try:
            with self.builds.engine.files(image.image_id, self.builds.run) as tree:
                return tuple(tree.names(folder))
        except EngineFailureError:
            return ()


def build_cause(builds: "Builds", dockerfile: Dockerfile, failure: BuildFailure) -> Cause:
    """What a failed build of the submission means."""
    from grader.explanation import Failure  # nothing has to be explained of most submissions
    from grader.explanations import explain

    return explain(
        Failure(
            moment="build",
            log=failure.printed or "\n".join(failure.output),
            reason=f"{failure.reason} at {failure.step}" if failure.step else failure.reason,
            dockerfile=dockerfile,
            line=failure.line,
            around=Around(builds.source, builds),
        )
    )


def machine_cause(reason: str) -> Cause | None:
    """What it means that the machine could not tell, for the reason that it gave; None where that is all."""
    from grader.explanation import Failure
    from grader.explanations import explain

    cause = explain(Failure(moment="machine", reason=reason))
    return cause if cause.explained else None


def container_cause(
    fact: NotRunning | NoHttpAnswer, port: int | None, ended: Ended, builds: "Builds"
) -> Cause:
    """What it means that a container of the submission's image does not run, or does not answer."""
    from grader.explanation import Failure
    from grader.explanations import explain

    return explain(
        Failure(
            moment=_moment(fact, ended),
            log=ended.log,
            reason=fact.detail,
            exit_code=ended.exit_code,
            dockerfile=builds.source.dockerfile,
            problem=fact.problem if isinstance(fact, NoHttpAnswer) else None,
            port=None if has_ended(fact) else port,
            around=Around(builds.source, builds),
        )
    )


def has_ended(fact: NotRunning | NoHttpAnswer) -> bool:
    """Whether there is no container any more that could answer; it has one cause, whatever was asked."""
    return isinstance(fact, NotRunning) or fact.problem in {"cannot_start", "exited"}


def _moment(fact: NotRunning | NoHttpAnswer, ended: Ended) -> Moment:
    if not has_ended(fact):
        return "answer"
    return "run" if ended.exit_code is not None else "start"
