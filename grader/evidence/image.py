"""What the built image is made of."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.history import HistoryEntry
from grader.evidence.question import ImageQuestion
from grader.values import Value


class BaseImage(Value):
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


class ImageConfig(Value, kw_only=True):
    """The image's configuration (OCI image specification, "config").

    Environment entries are `NAME=value`, ports `5000/tcp`. `healthcheck` is the test as the engine
    keeps it, such as `("CMD-SHELL", "curl -f http://localhost/")`; empty where there is none; its interval
    is in seconds, 0 where it is not said.
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
    health_interval: float = 0.0
    stop_signal: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The environment by name."""
        return dict(entry.partition("=")[::2] for entry in self.environment)


class ImageFact(Value):
    """The built image, as the engine describes it; layers are DiffIDs from the oldest on."""

    image_id: str
    base: BaseImage
    history: tuple[HistoryEntry, ...]
    layers: tuple[str, ...]
    config: ImageConfig = ImageConfig()
    platform: str = ""


class BuiltImage(ImageQuestion[ImageFact]):
    """The image that the Dockerfile builds."""

    options: BuildOptions = DEFAULT
