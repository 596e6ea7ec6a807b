"""What a bench learnt besides the answers: the image, the engine, the time it took."""

from grader.evidence.history import HistoryEntry
from grader.values import Value, field


class ImageSummary(Value):
    """The image: unpacked bytes, what the engine lists, the base image, the layers from the oldest on."""

    size_bytes: int
    size_measure: str
    listed_bytes: int | None
    base: str
    base_stand_in: bool
    layers: tuple[HistoryEntry, ...]

    @property
    def base_bytes(self) -> int:
        """What the base image's layers hold."""
        return sum(layer.size_bytes for layer in self.layers if not layer.own)

    @property
    def own_bytes(self) -> int:
        """What the rest of it holds."""
        return max(self.size_bytes - self.base_bytes, 0)

    @property
    def own_layers(self) -> tuple[HistoryEntry, ...]:
        """The layers above the base image that hold anything."""
        return tuple(layer for layer in self.layers if layer.own and layer.size_bytes)

    def largest_own_layers(self, count: int) -> list[HistoryEntry]:
        """No more than `count` of them, the largest first."""
        return sorted(self.own_layers, key=lambda layer: -layer.size_bytes)[:count]


class EngineSummary(Value):
    """What graded: engine, version, image store, builder, and what that one cannot do.

    `able` is an engine that can do what the submission needs and this one cannot; empty where it can all.
    """

    name: str
    version: str
    store: str
    builder: str
    builder_lacks: str = ""
    able: str = ""


class BenchSummary(Value):
    """The summary of one submission's grading; timings are seconds, notes are wise but not asked for.

    Not `as_handed_in` where given files stand in the place of the learner's own.
    """

    image: ImageSummary | None = None
    engine: EngineSummary | None = None
    timings: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    as_handed_in: bool = True


class Attachments(Value):
    """Texts that go with a report, capped and without control characters; hostile all the same.

    `dockerfile` is the Dockerfile as it was read, `file` its name. `starter` is the image that the
    untouched starter builds, where it was built.
    """

    file: str = "Dockerfile"
    dockerfile: str = ""
    build_log: str = ""
    container_log: str = ""
    starter: ImageSummary | None = None
