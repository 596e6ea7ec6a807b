"""Docker."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import override

from grader.engine.builder import Builder
from grader.engine.buildkit import BuildKit, choose_builder
from grader.engine.classic_builder import ClassicBuilder
from grader.engine.compatible import CompatibleEngine
from grader.engine.containers import ApiContainer
from grader.engine.model import KNOWS_MOST, About, CannotStartError, Image
from grader.engine.network import NETWORK, once_there
from grader.engine.ownership import Run
from grader.engine.starting import start_in
from grader.errors import EngineFailureError
from grader.evidence import HistoryEntry

if TYPE_CHECKING:
    from grader.challenge import Limits
    from grader.engine.kept_networks import KeptNetwork

FILE_BYTE_STORES = frozenset({"overlay2", "vfs"})
"""The stores whose history counts unpacked file bytes (moby, `directory.Size`)."""


class DockerEngine(CompatibleEngine):
    """Docker: BuildKit where a client of it is found, sizes from the history where they are file bytes."""

    network = NETWORK

    @cached_property
    @override
    def about(self) -> About:
        builder = self._builder_name
        return About(
            name="docker",
            version=str(self.connection.version.get("Version", "unknown")),
            store=_store(self.connection.info),
            platform=self.platform,
            builder=builder,
            builder_lacks="no BuildKit client: install docker-buildx" if builder == "classic" else "",
            builds_every_stage=builder == "classic",
            remote_host=self.connection.remote_host,
            cpus=self.number("NCPU"),
            memory=self.number("MemTotal"),
        )

    @cached_property
    def _builder_name(self) -> Literal["buildx", "buildkit", "classic"]:
        """Known without asking the engine what it is, which takes as long as a build that is cached."""
        return choose_builder(self.connection)

    @cached_property
    @override
    def builder(self) -> Builder:
        if self._builder_name != "classic":
            return BuildKit(plugin=self._builder_name == "buildx")
        return ClassicBuilder(reads_heredocs=False, called="classic builder", able=KNOWS_MOST)

    @override
    def start(self, image_id: str, ports: Iterable[int], limits: "Limits", run: Run) -> ApiContainer:
        wanted = tuple(sorted(set(ports)))
        kept = run.networks.lend(self.connection, wanted, run) if run.networks else None
        if kept is not None and (started := self._start_in(kept, image_id, limits, run)) is not None:
            return started
        begin = super().start
        return once_there(self.connection, lambda: begin(image_id, wanted, limits, run))

    def _start_in(
        self, network: "KeptNetwork", image_id: str, limits: "Limits", run: Run
    ) -> ApiContainer | None:
        """None where it failed, as where the network went away: a start in one of its own tells more."""
        try:
            return start_in(self.connection, image_id, network, limits, run)
        except CannotStartError:
            network.give_back()
            raise
        except EngineFailureError:  # maybe it has begun all the same
            network.give_up()
            return None

    @override
    def layer_sizes(self, image: Image) -> tuple[HistoryEntry, ...]:
        return self.history(image.image_id) if self._counts_file_bytes else super().layer_sizes(image)

    @override
    def listed_size(self, image: Image) -> int | None:
        """Where it counts file bytes, the list has the same number as the image's description."""
        return image.size if self._counts_file_bytes else super().listed_size(image)

    @property
    def _counts_file_bytes(self) -> bool:
        return self.about.store in FILE_BYTE_STORES


def _store(info: dict[str, Any]) -> str:
    status = info.get("DriverStatus") or []
    if any("io.containerd.snapshotter" in str(value) for pair in status for value in pair):
        return "containerd"
    return str(info.get("Driver", "unknown"))
