"""What the built image is made of."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from grader.evidence.question import Question, Room


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How the image is built: a stage's name, build arguments, a platform such as `linux/amd64`.

    Without any of them it is what `docker build` makes of the submission.
    """

    target: str | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    platform: str | None = None


DEFAULT = BuildOptions()


@dataclass(frozen=True, slots=True)
class BaseImage:
    """The external image that the built stage's chain of FROM starts at.

    `available` is false where the engine could not get the image, and `why` says so.
    `is_prefix` is true where the base's layers are the first layers of the built image; the empty
    image `scratch` is a prefix of every image.
    """

    reference: str
    available: bool
    is_prefix: bool
    stand_in: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step of the image's history, oldest first; `own` steps lie above the base image."""

    created_by: str
    size_bytes: int
    own: bool


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """The image's configuration (OCI image specification, "config").

    Environment entries are `NAME=value`, ports `5000/tcp`. `healthcheck` is the test as the engine
    keeps it, such as `("CMD-SHELL", "curl -f http://localhost/")`; empty where there is none.
    """

    environment: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    working_dir: str = ""
    user: str = ""
    command: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] = ()
    healthcheck: tuple[str, ...] = ()
    stop_signal: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The environment by name."""
        return dict(entry.partition("=")[::2] for entry in self.environment)


@dataclass(frozen=True, slots=True)
class ImageFact:
    """The built image, as the engine describes it; layers are DiffIDs from the oldest on."""

    image_id: str
    base: BaseImage
    history: tuple[HistoryEntry, ...]
    layers: tuple[str, ...]
    config: ImageConfig = ImageConfig()
    platform: str = ""


@dataclass(frozen=True, slots=True)
class BuiltImage(Question[ImageFact]):
    """The image that the Dockerfile builds."""

    room: ClassVar[Room] = "image"
    options: BuildOptions = DEFAULT


@dataclass(frozen=True, slots=True)
class BuildFact:
    """Whether a build succeeds; if not, `reason` says why, and where in the Dockerfile."""

    succeeded: bool
    reason: str = ""
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Build(Question[BuildFact]):
    """Whether the Dockerfile builds with these options: a failure is the answer, and blocks nothing."""

    room: ClassVar[Room] = "image"
    options: BuildOptions = DEFAULT


@dataclass(frozen=True, slots=True)
class LayerSize:
    """One layer's unpacked file bytes and the command that made it."""

    created_by: str
    size_bytes: int
    own: bool

    @property
    def instruction(self) -> str:
        """The command without what BuildKit and the classic builder write around it."""
        text = self.created_by.removesuffix("# buildkit").strip()
        for around in ("/bin/sh -c #(nop) ", "RUN /bin/sh -c ", "/bin/sh -c "):
            if text.startswith(around):
                return ("" if "nop" in around else "RUN ") + text.removeprefix(around).strip()
        return text


@dataclass(frozen=True, slots=True)
class SizeFact:
    """The image's size: the unpacked bytes of all its layers' files.

    `listed_bytes` is what `docker image ls` shows, which depends on the engine's image store.
    """

    size_bytes: int
    measure: Literal["unpacked"]
    listed_bytes: int | None
    store: str
    layers: tuple[LayerSize, ...]


@dataclass(frozen=True, slots=True)
class ImageSize(Question[SizeFact]):
    """The size of the image, layer by layer, the same on every image store."""

    room: ClassVar[Room] = "image"
    options: BuildOptions = DEFAULT


@dataclass(frozen=True, slots=True)
class StarterSize(Question[SizeFact]):
    """The size of the image that the challenge's untouched starter builds."""

    room: ClassVar[Room] = "image"


@dataclass(frozen=True, slots=True)
class RebuildFact:
    """The layers of two builds, before and after one file of the build context was changed.

    `before` are the image's layers with their steps from the oldest on; `kept` tells for each whether
    the second image has it too. `changed` is false where both images are the same, layer by layer.
    """

    before: tuple[LayerSize, ...]
    kept: tuple[bool, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Rebuild(Question[RebuildFact]):
    """Build again after one more line was written at the end of the file `touch`."""

    room: ClassVar[Room] = "image"
    touch: str = ""
