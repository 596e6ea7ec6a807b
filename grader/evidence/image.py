"""What the built image is made of."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from grader.evidence.question import Question, Room


@dataclass(frozen=True, slots=True)
class BaseImage:
    """The external image that the final stage's chain of FROM starts at.

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
class ImageFact:
    """The built image, as the engine describes it."""

    image_id: str
    base: BaseImage
    history: tuple[HistoryEntry, ...]
    layers: tuple[str, ...]
    environment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltImage(Question[ImageFact]):
    """The image that the Dockerfile builds; `target` names a stage, the final one by default."""

    room: ClassVar[Room] = "image"
    target: str | None = None


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


@dataclass(frozen=True, slots=True)
class Program:
    """A program on the image's PATH, or a part of a compiler; `holds_compiler` tells by its content."""

    path: str
    holds_compiler: bool = False


@dataclass(frozen=True, slots=True)
class FilesystemFact:
    """What the final file system holds.

    `packages` are the installed packages; `logged` are the packages that the package manager's log
    says were installed above the base image, whether they are still there or not.
    """

    packages: tuple[str, ...]
    programs: tuple[Program, ...]
    logged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filesystem(Question[FilesystemFact]):
    """The packages and programs that the image holds."""

    room: ClassVar[Room] = "image"
