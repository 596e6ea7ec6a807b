"""The engine that answers, as this room needs it: its images, and how the docker command reaches it."""

import shutil
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from grader.engine import Engine
from grader.engine.model import Image, NotPulled
from grader.errors import EngineUnavailableError
from grader.values import Value

PULL_SECONDS = 3600.0


class Answering(Value, kw_only=True):
    """A live engine; `environment` leads the docker command to it, `system` is what it runs on."""

    engine: Engine
    environment: Mapping[str, str]
    system: str = ""

    @property
    def store(self) -> str:
        """Its image store."""
        return self.engine.about.store

    @property
    def endpoint(self) -> str:
        """Where it answers, as DOCKER_HOST names it, or the name of a docker context."""
        return next(iter(self.environment.values()), "its default endpoint")

    @property
    def socket(self) -> str:
        """The path of its socket; empty where it listens elsewhere."""
        address = urlsplit(self.endpoint)
        return address.path if address.scheme == "unix" else ""

    def image(self, reference: str) -> Image | None:
        """The image, None where the engine does not have it. Raises EngineFailureError."""
        return self.engine.find_image(reference)

    def pull(self, reference: str, on_line: Callable[[str], None]) -> NotPulled | None:
        """Pull an image; None where it was pulled. Raises EngineFailureError."""
        return self.engine.pull(reference, PULL_SECONDS, on_line)


def answering() -> Answering | None:
    """The engine that the grader would use, None where none answers."""
    from grader.engine.discovery import find_engine  # the engine's library takes a while to load

    try:
        engine = find_engine()
    except EngineUnavailableError:
        return None
    line = engine.connection
    system = str(line.info.get("OperatingSystem") or "")
    return Answering(engine=engine, environment=line.environment, system=system)


def has_client() -> bool:
    """Whether the docker command is there."""
    return shutil.which("docker") is not None
