"""An engine that is made up: what it has, builds and runs is told beforehand; `done` tells what it did."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from grader.challenge import Limits
from grader.engine.abilities import Lack
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
from grader.engine.protections import Protection
from grader.evidence import HistoryEntry
from tests.fake_container import FakeContainer
from tests.fake_files import FakeFiles
from tests.fake_layer import FakeLayer

ABOUT = About(name="docker", version="26", store="overlay2", platform="linux/amd64", builder="buildx")
BASE = Image("sha256:base", ("l1", "l2"), 100, "linux/amd64")
BUILT = Image("sha256:built", ("l1", "l2", "l3"), 120, "linux/amd64", tags=("made:1",))
HISTORIES = {
    "base:1": (HistoryEntry("ADD rootfs.tar /", 90), HistoryEntry("RUN /bin/sh -c true", 10)),
    BUILT.image_id: (
        HistoryEntry("ADD rootfs.tar /", 90),
        HistoryEntry("RUN /bin/sh -c true", 10),
        HistoryEntry("COPY app.py . # buildkit", 20),
    ),
}


@dataclass
class FakeEngine:
    """Has `images` and can pull `registry`; `builds` tells what comes of an order, `starts` of a start."""

    images: dict[str, Image] = field(default_factory=lambda: {"base:1": BASE})
    registry: dict[str, Image | NotPulled] = field(default_factory=dict)
    builds: Callable[[BuildOrder], Image | BuildFailure] = lambda _order: BUILT
    starts: Callable[[], FakeContainer] = FakeContainer
    commands: Callable[[str, CommandOrder], FakeContainer] = lambda _image, _order: FakeContainer()
    histories: dict[str, tuple[HistoryEntry, ...]] = field(default_factory=lambda: dict(HISTORIES))
    trees: dict[str, FakeFiles] = field(default_factory=dict)
    layer_trees: dict[str, FakeLayer] = field(default_factory=dict)
    about: About = ABOUT
    alive: bool = True
    steps: tuple[StepDone, ...] = ()
    free: list[int] = field(default_factory=list)
    alone: bool = True
    done: list[str] = field(default_factory=list)
    orders: list[BuildOrder] = field(default_factory=list)

    def is_alive(self) -> bool:
        """Whether it answers."""
        return self.alive

    def find_image(self, reference: str) -> Image | None:
        """One of the images."""
        return self.images.get(reference)

    def pull(
        self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
    ) -> NotPulled | None:
        """From the registry to the images."""
        if stopped is not None and stopped.is_set():
            raise InterruptedError
        self.done.append(f"pull {reference}")
        on_line(f"layers of {reference} within {limit:g} s")
        found = self.registry.get(reference, NotPulled("not found", unreachable=False))
        if isinstance(found, NotPulled):
            return found
        self.images[reference] = found
        return None

    def build(
        self,
        order: BuildOrder,
        run: Run,
        on_line: Callable[[str], None],
        on_step: Callable[[str], None],
        on_done: Callable[[Sequence[StepDone]], None] = lambda _steps: None,
    ) -> Image | BuildFailure:
        """What `builds` says."""
        self.done.append(f"build {order.options.target or 'all'}")
        self.orders.append(order)
        on_line(f"#1 [1/2] RUN for {len(run.labels)} labels")
        on_step("[1/2] RUN")
        on_done(self.steps)
        return self.builds(order)

    def history(self, reference: str) -> tuple[HistoryEntry, ...]:
        """One of the histories."""
        return self.histories[reference]

    def layer_sizes(self, image: Image) -> tuple[HistoryEntry, ...]:
        """The same."""
        return self.histories[image.image_id]

    def listed_size(self, image: Image) -> int | None:
        """Twice the size."""
        return image.size * 2

    @contextmanager
    def files(self, reference: str, run: Run) -> Iterator[FakeFiles]:
        """One of the trees."""
        self.done.append(f"look into {reference} for {len(run.labels)} labels")
        yield self.trees.get(reference, FakeFiles())

    @contextmanager
    def layers(self, image: Image, diff_ids: Collection[str]) -> Iterator[dict[str, FakeLayer]]:
        """Some of the layers."""
        self.done.append(f"read {sorted(diff_ids)} of {image.image_id}")
        yield {diff_id: self.layer_trees.get(diff_id, FakeLayer()) for diff_id in diff_ids}

    def start(self, image_id: str, ports: Iterable[int], limits: Limits, run: Run) -> FakeContainer:
        """What `starts` gives."""
        labels = len(run.labels)
        self.done.append(f"start {image_id} {sorted(ports)} with {limits.memory} B, {labels} labels")
        return self.starts()

    def start_command(self, image_id: str, order: CommandOrder, limits: Limits, run: Run) -> FakeContainer:
        """What `commands` gives."""
        assert run.labels
        assert limits.memory
        return self.commands(image_id, order)

    def free_bytes(self) -> int | None:
        """The next number."""
        return self.free.pop(0) if self.free else None

    def is_alone(self, run: Run) -> bool:
        """As it was told."""
        return self.alone and bool(run.labels)

    def lacks(self) -> tuple[Lack, ...]:
        """One thing."""
        return (Lack("COPY --link", "Docker"),)

    def protections(self, image: str | None) -> tuple[Protection, ...]:
        """One that holds where there is an image, and one that does not."""
        return Protection("one", image is not None, "an image"), Protection(
            "two", holds=False, mend="iptables"
        )

    def push(self, image_id: str, reference: str) -> str:
        """The digest."""
        self.done.append(f"push {image_id} {reference}")
        return "sha256:pushed"

    def remove_name(self, reference: str) -> None:
        """Another image is gone."""
        self.done.append(f"remove {reference}")

    def remove_run(self, run: Run) -> Removed:
        """All is gone."""
        self.done.append(f"remove run with {len(run.labels)} labels")
        return Removed()

    def remove_left_behind(self, *, everything: bool) -> Removed:
        """Nothing was left."""
        return Removed(folders=int(everything))
