"""The seam to the engine: what the grader asks of one. Whatever talks to an engine stands behind it.

Where nothing else is said, every method raises EngineFailureError where the engine fails.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Event
from typing import TYPE_CHECKING, Protocol

from grader.engine.model import (
    About,
    BuildFailure,
    BuildOrder,
    CommandOrder,
    ContainerState,
    Image,
    Listener,
    NotPulled,
    Removed,
    StepDone,
)
from grader.engine.ownership import Run
from grader.evidence import HistoryEntry, LayerEntry, Process

if TYPE_CHECKING:
    from grader.challenge import Limits
    from grader.engine.abilities import Lack
    from grader.engine.protections import Protection


class FileTree(Protocol):
    """The files of one image, read by the engine: nothing in the image can lie about them."""

    def text(self, path: str, limit: int = ...) -> str | None:
        """The text of a file, links followed; None where there is none, or more than `limit` bytes."""

    def real_folders(self, paths: Iterable[str]) -> list[str]:
        """The folders that `paths` lead to when links are followed, each once: /bin is often /usr/bin."""

    def programs(self, folder: str, signatures: tuple[bytes, ...]) -> Iterator[tuple[str, bool]]:
        """Each program (ELF) or link directly in `folder`, and whether its content holds a signature."""

    def names(self, folder: str) -> Iterator[str]:
        """The names of all regular files below `folder`, without their folders."""


class LayerTree(Protocol):
    """What one layer adds, read as data: no link is followed, no device opened, nothing of it runs."""

    def entries(self) -> Iterator[LayerEntry]:
        """Every entry, folders before what they hold.

        LayerExcessError where there are more than 200,000, folders more than 100 deep, or too many bytes.
        """

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content of a file in pieces of at most 1 MiB; none where the path is no file of the layer."""


class Container(Protocol):
    """A started container."""

    @property
    def container_id(self) -> str:
        """What the engine calls it."""

    def address(self, port: int) -> tuple[str, int] | None:
        """Host and port that lead to `port` of the container; None where it is not published."""

    def state(self) -> ContainerState:
        """Whether it runs, and how it ended."""

    def health(self) -> tuple[str, tuple[str, ...]]:
        """The state of its HEALTHCHECK, `none` without one, and the last lines that the check printed."""

    def log(self) -> str:
        """Its last 200 lines of output, at most 256,000 bytes."""

    def last_words(self) -> tuple[str, ...]:
        """The last lines of its output, safe to show."""

    def processes(self) -> tuple[Process, ...]:
        """All of its processes."""

    def listeners(self) -> tuple[Listener, ...] | None:
        """The TCP sockets that listen inside; None where that cannot be seen."""

    def is_silent(self, port: int) -> bool:
        """Whether this machine sees that nothing listens on the port inside; it asks nobody for that."""

    def run(self, command: Sequence[str], limit: float) -> tuple[int | None, str]:
        """Exit code, None where it takes longer than `limit` seconds, and output of a command inside."""

    def stop(self, limit: float) -> tuple[float, ContainerState]:
        """Seconds that it took to stop, killed after `limit` seconds, and how it ended."""

    def written_bytes(self) -> int:
        """The bytes of the files that it holds beside those of its image; none of volumes."""

    def commit(self) -> str:
        """The id of an image with its files as they are now; the run's to remove."""

    def signal(self, name: str) -> None:
        """Send its first process a signal, such as `SIGUSR1`."""

    def remove(self) -> None:
        """End and remove it."""


class Engine(Protocol):
    """A live engine. References are names or ids of images."""

    @property
    def about(self) -> About:
        """What kind of engine it is, found out once."""

    def is_alive(self) -> bool:
        """Whether it answers now. Raises nothing."""

    def find_image(self, reference: str) -> Image | None:
        """The image, or None where the engine does not have it."""

    def pull(
        self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
    ) -> NotPulled | None:
        """Pull an image for at most `limit` seconds; None where it was pulled.

        Raises no EngineFailureError, but ValueError for what names no image, UsageError for what names no
        mirror, and InterruptedError where another thread sets `stopped`.
        """

    def build(
        self,
        order: BuildOrder,
        run: Run,
        on_line: Callable[[str], None],
        on_step: Callable[[str], None],
        on_done: Callable[[Sequence[StepDone]], None] = ...,
    ) -> Image | BuildFailure:
        """The built image, or how the build failed.

        Tells each line of the log, each step that begins, and in the end all steps as far as they are told.
        """

    def history(self, reference: str) -> tuple[HistoryEntry, ...]:
        """The image's history from the oldest entry on, all own, with the engine's sizes."""

    def layer_sizes(self, image: Image) -> tuple[HistoryEntry, ...]:
        """The same with the unpacked file bytes that each entry added, equal on every store."""

    def listed_size(self, image: Image) -> int | None:
        """The number that the engine's list of images shows."""

    def files(self, reference: str, run: Run) -> AbstractContextManager[FileTree]:
        """The image's files, for as long as the block lasts."""

    def layers(
        self, image: Image, diff_ids: Collection[str]
    ) -> AbstractContextManager[Mapping[str, LayerTree]]:
        """Those of the image's layers, by DiffID, for as long as the block lasts."""

    def start(self, image_id: str, ports: Iterable[int], limits: "Limits", run: Run) -> Container:
        """A container with the image's own command, its `ports` published at random ones.

        It is in a network of its own, or in one that the run's `networks` lend it.
        CannotStartError where the image's command is at fault.
        """

    def start_command(self, image_id: str, order: CommandOrder, limits: "Limits", run: Run) -> Container:
        """A container with another command than the image's own; no health check runs in it.

        CannotStartError where the command is at fault.
        """

    def free_bytes(self) -> int | None:
        """What is free on the engine's disk; None where that cannot be seen from here."""

    def is_alone(self, run: Run) -> bool:
        """Whether no other run is at work on it; False where that is not known."""

    def lacks(self) -> "tuple[Lack, ...]":
        """What Dockerfiles may use and it cannot build, each tried with a small build."""

    def protections(self, image: str | None) -> "tuple[Protection, ...]":
        """What holds here; some of it is tried with a small build on the image, where there is one."""

    def push(self, image_id: str, reference: str) -> str:
        """Push the image under a name, with the login of `docker login`; returns the digest.

        A local image that has the name keeps it.
        """

    def remove_name(self, reference: str) -> None:
        """Take a name away from an image; the image goes where it was the last one. Raises nothing."""

    def remove_run(self, run: Run) -> Removed:
        """Remove all containers and images that this run created."""

    def remove_left_behind(self, *, everything: bool) -> Removed:
        """Remove what runs that no longer live left behind; with `everything`, live runs' things, too."""
