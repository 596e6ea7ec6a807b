"""What an engine is told and what it tells, as plain data: the same for every engine."""

from pathlib import Path
from typing import Literal

from grader.dockerfile import Dockerfile
from grader.engine.cache_mounts import keyed
from grader.evidence import DEFAULT, BuildOptions, ImageConfig
from grader.values import Value, field

KNOWS_MOST = "Docker 28.5 or newer with docker-buildx"
"""What builds nearly all that the reader of Dockerfiles (grader/dockerfile/) lets pass (docs/engines.md)."""
KNOWS_ALL = "a Docker newer than 28.5 with docker-buildx"
"""What builds the rest, which 28.5.2 does not know: `COPY --parents`."""
STAND_IN_LABEL = ("org.opencontainers.image.title", "stand-in")


class About(Value, kw_only=True):
    """What kind of engine it is.

    `store` is the image store: `containerd`, or the name of the storage driver, such as `overlay2`.
    `platform` is what it builds for by itself. `builder` is the best one that this machine has for it, and
    `builder_lacks` says what that one cannot do, with the mend; empty where it can all. `builds_every_stage`
    tells whether it builds stages that the image does not need, too. `remote_host` is set where the engine
    runs on another machine. `cpus` and `memory` (bytes) are its machine's; 0 where it does not say.
    """

    name: Literal["docker", "podman"]
    version: str
    store: str
    platform: str
    builder: Literal["buildx", "buildkit", "classic"]
    builder_version: str = ""
    builder_lacks: str = ""
    builds_every_stage: bool = False
    remote_host: str | None = None
    cpus: int = 0
    memory: int = 0


class Image(Value):
    """What the engine says of an image; sizes in bytes, layers as DiffIDs from the oldest on."""

    image_id: str
    layers: tuple[str, ...]
    size: int
    platform: str
    config: ImageConfig = field(default_factory=ImageConfig)
    tags: tuple[str, ...] = ()

    @property
    def is_stand_in(self) -> bool:
        """Whether scripts/base-images made it in place of an official image."""
        return STAND_IN_LABEL in self.config.labels


class NotPulled(Value):
    """Why an image could not be pulled.

    `unreachable` where no registry could tell whether there is such an image: none answered in time, or the
    one that did refused to serve (too many requests, no rights, an error of its own).
    """

    reason: str
    unreachable: bool


class BuildLimits(Value):
    """What the steps of a build may use together: bytes of memory, processes and threads, CPUs."""

    memory: int
    processes: int
    cpus: float

    @property
    def values(self) -> tuple[float, ...]:
        """The three numbers."""
        return (self.memory, self.processes, self.cpus)


class BuildOrder(Value, kw_only=True):
    """What to build: the context folder, the Dockerfile as text and as it was read, the ignore file, how.

    `limit` are seconds in all. `labelled` tells whether the image carries the run's labels; one that is
    handed out must not. `namespace` tells builds apart that must not share what cache mounts keep; builds
    without one share it with all.
    """

    context: Path
    text: bytes
    dockerfile: Dockerfile
    tag: str
    ignore: bytes = b""
    options: BuildOptions = DEFAULT
    limit: float = 300.0
    labelled: bool = True
    namespace: str = ""
    group: str = ""

    @property
    def keyed_text(self) -> bytes | None:
        """The text whose layers are the namespace's; None where no layer of the cache may be taken."""
        return keyed(self.text, self.dockerfile, self.namespace) if self.namespace else self.text


class StepDone(Value):
    """A step of a build, as the builder names it; `seconds` where it ran, if `cached` for another build."""

    name: str
    cached: bool = False
    seconds: float | None = None


class BuildFailure(Value):
    """How a build failed: `fault` tells the learner's failure from the machine's by the builder's own words.

    `output` are the last lines that the failed step printed, `said` all that steps printed: a learner's text,
    which decides nothing (grader/bench/second_look.py). `in_time` is false where the limit ended the build;
    `printed` is what the failed step printed. `able` says which engine can build it, where this one does not
    know what the Dockerfile uses.
    """

    fault: Literal["learner", "machine"]
    reason: str
    step: str | None = None
    line: int | None = None
    output: tuple[str, ...] = ()
    said: str = ""
    in_time: bool = True
    printed: str = ""
    able: str = ""


class CommandOrder(Value):
    """A command to run in place of an image's own, in a network that leads nowhere.

    `beside` is the id of a container whose network it shares instead, `among` of one whose processes it
    sees. `user` takes the place of the image's.
    """

    command: tuple[str, ...]
    beside: str | None = None
    among: str | None = None
    user: str | None = None


class ContainerState(Value):
    """How the container is: its exit code where it has ended."""

    running: bool
    exit_code: int | None = None
    out_of_memory: bool = False


class Listener(Value):
    """A port that something listens on; `loopback` where only the container itself can reach it."""

    port: int
    loopback: bool


class Removed(Value):
    """What a removal found: containers, images, temporary folders."""

    containers: int = 0
    images: int = 0
    folders: int = 0


class CannotStartError(Exception):
    """The image's own command cannot be started; the text is the engine's."""


class LayerExcessError(Exception):
    """A layer holds more than is ever read; the text says what, in words for who made it."""
