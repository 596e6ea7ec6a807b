"""What Docker and Podman have in common: the Docker-compatible API."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

from grader.dockerfile.platforms import architecture
from grader.engine import images, publish, pulls
from grader.engine.abilities import Lack, lacks
from grader.engine.build import build_image
from grader.engine.build_groups import is_alone
from grader.engine.build_log import current_step
from grader.engine.build_steps import StepLog, in_learners_words
from grader.engine.builder import Builder
from grader.engine.client import Connection
from grader.engine.containers import ApiContainer
from grader.engine.disk import free_bytes
from grader.engine.filesystem import ArchivedFiles, image_files
from grader.engine.layer_sizes import measured
from grader.engine.layer_trees import layer_trees
from grader.engine.model import (
    About,
    BuildFailure,
    BuildOrder,
    CommandOrder,
    Image,
    NotPulled,
    Removed,
    StepDone,
)
from grader.engine.ownership import Run
from grader.engine.port import LayerTree
from grader.engine.protections import Protection, protections
from grader.engine.removal import remove_left_behind, remove_run
from grader.engine.starting import start_command, start_container
from grader.evidence import HistoryEntry

if TYPE_CHECKING:
    from grader.challenge import Limits


class CompatibleEngine(ABC):
    """An engine behind `connection`; the methods are described in grader/engine/port.py."""

    network: str | None = None
    """The network of the containers of submissions; None for the engine's usual one."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    @abstractmethod
    def about(self) -> About:
        """What kind of engine it is."""

    @cached_property
    @abstractmethod
    def builder(self) -> Builder:
        """What builds its images."""

    @property
    def platform(self) -> str:
        """What the engine builds for by itself, such as `linux/amd64`."""
        info = self.connection.info
        return f"{info.get('OSType', 'linux')}/{architecture(str(info.get('Architecture', '')))}"

    def number(self, name: str) -> int:
        """A number of `docker info`, 0 where it is not said."""
        return int(self.connection.info.get(name) or 0)

    def is_alive(self) -> bool:
        """Whether it answers now."""
        return self.connection.is_alive()

    def find_image(self, reference: str) -> Image | None:
        """The image, or None where the engine does not have it."""
        return images.find_image(self.connection, reference)

    def pull(
        self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
    ) -> NotPulled | None:
        """Pull an image."""
        return pulls.pull(self.connection, reference, limit, on_line, stopped)

    def build(
        self,
        order: BuildOrder,
        run: Run,
        on_line: Callable[[str], None],
        on_step: Callable[[str], None],
        on_done: Callable[[Sequence[StepDone]], None] = lambda _steps: None,
    ) -> Image | BuildFailure:
        """The built image, or how the build failed."""
        log = StepLog()

        def tell(line: str) -> None:
            on_line(line)
            log.add(line)
            step = current_step(line)
            if step is not None and (said := in_learners_words(step)) is not None:
                on_step(said)

        outcome = build_image(self.connection, self.builder, order, run, tell)
        on_done(log.steps)
        return outcome

    def history(self, reference: str) -> tuple[HistoryEntry, ...]:
        """The image's history."""
        return images.history(self.connection, reference)

    def layer_sizes(self, image: Image) -> tuple[HistoryEntry, ...]:
        """The history with unpacked sizes."""
        return measured(self.connection, image, self.history(image.image_id))

    def listed_size(self, image: Image) -> int | None:
        """The number that the list of images shows."""
        return images.listed_size(self.connection, image)

    def files(self, reference: str, run: Run) -> AbstractContextManager[ArchivedFiles]:
        """The image's files."""
        return image_files(self.connection, reference, run)

    def layers(
        self, image: Image, diff_ids: Collection[str]
    ) -> AbstractContextManager[Mapping[str, LayerTree]]:
        """Some of the image's layers."""
        return layer_trees(self.connection, image, diff_ids)

    def start(self, image_id: str, ports: Iterable[int], limits: "Limits", run: Run) -> ApiContainer:
        """A started container."""
        return start_container(self.connection, image_id, ports, limits, run, self.network)

    def start_command(self, image_id: str, order: CommandOrder, limits: "Limits", run: Run) -> ApiContainer:
        """A container with another command."""
        return start_command(self.connection, image_id, order, limits, run)

    def free_bytes(self) -> int | None:
        """What is free on its disk."""
        return free_bytes(self.connection)

    def is_alone(self, run: Run) -> bool:
        """Whether no other run is at work on it."""
        return run.group is not None and is_alone(self.connection.environment, run.group)

    def lacks(self) -> tuple[Lack, ...]:
        """What it cannot build."""
        return tuple(lacks(self.connection, self.builder))

    def protections(self, image: str | None) -> tuple[Protection, ...]:
        """What holds here."""
        return tuple(protections(self.connection, self.builder, self.network, image))

    def push(self, image_id: str, reference: str) -> str:
        """Push the image; returns its digest."""
        return publish.push(self.connection, image_id, reference)

    def remove_name(self, reference: str) -> None:
        """Take a name away from an image."""
        publish.remove_name(self.connection, reference)

    def remove_run(self, run: Run) -> Removed:
        """Remove what a run created."""
        return remove_run(self.connection, run)

    def remove_left_behind(self, *, everything: bool) -> Removed:
        """Remove what runs that no longer live left behind."""
        return remove_left_behind(self.connection, everything=everything)
